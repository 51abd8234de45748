"""What a plan is made from, what follows from it, and how far the jury is."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, AssignmentPlan, Juror, Reopening, Review
from challenge_hub.judging.panels import sits_in
from challenge_hub.judging.queries.expertise import experts_of
from challenge_hub.judging.queries.naming import NamedSolution, is_given_out, solutions_for
from challenge_hub.judging.queries.panels import panel_facts, panel_names, panels_by_solution
from challenge_hub.judging.queries.reading import open_to_reader
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.capacity import Request
from challenge_hub.judging.rules.jury import REVIEWING
from challenge_hub.judging.rules.reviewing import mark_of, parts_of
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import free_to_judge
from challenge_hub.solutions.rounds import in_round


@dataclass(frozen=True)
class Reviewer:
    """A juror who may be given solutions, or has reviewed some."""

    id: int
    name: str
    person_id: int | None
    most_reviews: int | None
    is_ready: bool


@dataclass(frozen=True)
class Given:
    """One standing assignment: whose, of what, and whether its review is done."""

    juror: int
    solution: int
    is_done: bool


@dataclass(frozen=True)
class SolutionSeen:
    """What a plan does for one solution: reviews in all, those that are missing and why, and why no expert comes.

    `panel` is the id of its panel, `jurors` how many may judge that sit on it, or in the round.
    """

    solution: NamedSolution
    reviews: int
    missing: int
    causes: Mapping[str, int]
    no_expert: Mapping[str, int]
    panel: int | None
    jurors: int


@dataclass(frozen=True)
class PanelSeen:
    """What a plan does for a panel: its jurors, solutions, missing reviews, and how many solutions each cause is of."""

    name: str
    jurors: int
    solutions: int
    missing: int
    causes: Mapping[str, int]


@dataclass(frozen=True)
class PlanSeen:
    """A plan and what follows from it, as far as this reader may know: loads and counts include what stands."""

    plan: AssignmentPlan
    loads: Sequence[tuple[Reviewer, int, int]]
    counts: Sequence[SolutionSeen]
    panels: Sequence[PanelSeen]
    parts: int
    new: int
    mark: str


@dataclass(frozen=True)
class Progress:
    """Who has done how many of how many; how many reviews each solution has of those it waits for."""

    jurors: Sequence[tuple[Reviewer, int, int]]
    solutions: Sequence[tuple[NamedSolution, int, int]]
    done: int
    total: int


def reviewers_of(room: JuryRoom) -> Sequence[Reviewer]:
    """Everybody who holds a reviewing seat, or left one that has reviews; ready are those who judge in the round."""
    has_reviews = select(Review.id).where(Review.juror_id == Juror.id).exists()
    holds = and_(Juror.role.in_(REVIEWING), Juror.left_at.is_(None), Juror.accepted_at.is_not(None))
    ready = and_(holds, Juror.declared_at.is_not(None), sits_in(room.judged.id, Juror.id))
    name = func.coalesce(Person.display_name, Juror.label, Juror.key)
    statement = (
        select(Juror.id, name, Juror.person_id, Juror.most_reviews, ready)
        .select_from(Juror)
        .outerjoin(Person, Juror.person_id == Person.id)
        .where(Juror.call_id == room.call.id, or_(holds, has_reviews))
        .order_by(name, Juror.id)
    )
    return [Reviewer(*found) for found in db.session.execute(statement)]


def given_for(room: JuryRoom, among: ColumnElement[bool]) -> Sequence[Given]:
    """The standing assignments of a round without those under a conflict of interest."""
    statement = (
        select(Assignment.juror_id, Assignment.solution_id, func.coalesce(Review.is_done, False))
        .select_from(Assignment)
        .join(Solution, and_(Assignment.solution_id == Solution.id, in_round(room.judged), among))
        .join(Juror, and_(Assignment.juror_id == Juror.id, free_to_judge(Juror.person_id)))
        .outerjoin(
            Review,
            and_(
                Review.round_id == Assignment.round_id,
                Review.juror_id == Assignment.juror_id,
                Review.solution_id == Assignment.solution_id,
            ),
        )
        .where(Assignment.round_id == room.judged.id, Assignment.handed_back_at.is_(None))
    )
    return [Given(*found) for found in db.session.execute(statement)]


def wishes_of(
    room: JuryRoom,
    *,
    per_solution: int | None,
    seed: int,
    wants_expert: bool = False,
    reviewers: Sequence[Reviewer] | None = None,
) -> Request:
    """Everything a plan is made from; of the whole jury, whoever asks for it."""
    jurors = {str(r.id): r.most_reviews for r in reviewers or reviewers_of(room) if r.is_ready}
    solutions = db.session.scalars(
        select(Solution.id).where(Solution.call_id == room.call.id, in_round(room.judged), is_given_out(room))
    ).all()
    standing = {(str(given.juror), str(given.solution)) for given in given_for(room, true())}
    return Request(
        solutions=[str(id_) for id_ in solutions],
        jurors=jurors,
        per_solution=per_solution,
        conflicts=_barred(room) - standing,
        standing=frozenset(standing),
        seed=seed,
        experts=experts_of(room.call.id) if wants_expert else None,
        only=_only(room),
    )


def _only(room: JuryRoom) -> Mapping[str, frozenset[str]]:
    """The jurors of a solution's panel, for every solution that has one."""
    whose = panels_by_solution(room.judged, panel_facts(room.judged))
    return {str(id_): frozenset(str(juror) for juror in panel.jurors) for id_, panel in whose.items()}


def _barred(room: JuryRoom) -> frozenset[tuple[str, str]]:
    """Who must not be given what: under a conflict of interest, or after handing it back."""
    handed_back = and_(
        Assignment.round_id == room.judged.id, Assignment.juror_id == Juror.id, Assignment.solution_id == Solution.id
    )
    statement = (
        select(Juror.id, Solution.id)
        .join(Solution, Solution.call_id == Juror.call_id)
        .outerjoin(Assignment, handed_back)
        .where(Juror.call_id == room.call.id)
        .where(or_(~free_to_judge(Juror.person_id), Assignment.handed_back_at.is_not(None)))
    )
    return frozenset((str(juror), str(solution)) for juror, solution in db.session.execute(statement))


def newest_plan(room: JuryRoom) -> AssignmentPlan | None:
    """The plan that waits to be published, if there is one."""
    plan = select(AssignmentPlan).where(AssignmentPlan.round_id == room.judged.id)
    return db.session.scalar(plan.where(AssignmentPlan.published_at.is_(None)))


def plan_seen(room: JuryRoom) -> PlanSeen | None:
    """The waiting plan with its consequences, as far as this reader may know of the solutions in it."""
    found = newest_plan(room)
    if found is None:
        return None
    among = open_to_reader(room) if found.places else room.free
    solutions = {solution.id: solution for solution in solutions_for(room, among=among)}
    new = [(juror, solution) for juror, solution in found.pairs if solution in solutions]
    stand = [(given.juror, given.solution) for given in given_for(room, among)]
    loads, fresh = Counter(juror for juror, _ in [*new, *stand]), Counter(juror for juror, _ in new)
    counts = Counter(solution for _, solution in [*new, *stand])
    if found.places:
        told = {entry["solution"] for entry in found.shortfalls} | {solution for _, solution in new}
        solutions = {id_: solution for id_, solution in solutions.items() if id_ in told}
    lacks = {entry["solution"]: (entry["missing"], entry["causes"]) for entry in found.shortfalls}
    unknown = {entry["solution"]: entry["causes"] for entry in found.without_expert}
    nothing: tuple[int, Mapping[str, int]] = (0, {})
    reviewers = reviewers_of(room)
    panels, whose = _panels(room, {r.id for r in reviewers if r.is_ready})
    lines = [
        SolutionSeen(s, counts[s.id], *lacks.get(s.id, nothing), unknown.get(s.id, {}), *whose(s.id))
        for s in solutions.values()
    ]
    return PlanSeen(
        plan=found,
        loads=[(r, loads[r.id], fresh[r.id]) for r in reviewers if r.is_ready or loads[r.id]],
        counts=lines,
        panels=[_panel_seen(name, jurors, [x for x in lines if x.panel == id_]) for id_, name, jurors in panels],
        parts=parts_of([*new, *stand]),
        new=len(new),
        mark=mark_of(found.pairs),
    )


def _panels(
    room: JuryRoom, ready: Set[int]
) -> tuple[Sequence[tuple[int, str, int]], Callable[[int], tuple[int | None, int]]]:
    """The panels (id, name, jurors who are ready), and for a solution (id) its panel and how many may judge it."""
    facts, names = panel_facts(room.judged), panel_names(room.judged)
    whose = panels_by_solution(room.judged, facts)
    sizes = {panel.id: len(ready & panel.jurors) for panel in facts}

    def of_solution(id_: int) -> tuple[int | None, int]:
        panel = whose.get(id_)
        return (panel.id, sizes[panel.id]) if panel else (None, len(ready))

    return [(id_, name, sizes[id_]) for id_, name in names.items()], of_solution


def _panel_seen(name: str, jurors: int, lines: Sequence[SolutionSeen]) -> PanelSeen:
    causes = Counter(cause for line in lines for cause in line.causes)
    return PanelSeen(name, jurors, len(lines), sum(line.missing for line in lines), causes)


def progress_for(room: JuryRoom) -> Progress:
    """How far the jury is; solutions the reader is in conflict with count nowhere."""
    among = room.free
    given = given_for(room, among)
    asked, done = Counter(g.juror for g in given), Counter(g.juror for g in given if g.is_done)
    wanted, got = Counter(g.solution for g in given), Counter(g.solution for g in given if g.is_done)
    return Progress(
        jurors=[(r, done[r.id], asked[r.id]) for r in reviewers_of(room) if r.is_ready or asked[r.id]],
        solutions=[(s, got[s.id], wanted[s.id]) for s in solutions_for(room, among=among)],
        done=sum(done.values()),
        total=len(given),
    )


def reopenings_of(room: JuryRoom) -> Sequence[Reopening]:
    """When and why the round was opened again, the newest first."""
    statement = select(Reopening).where(Reopening.round_id == room.judged.id).order_by(Reopening.id.desc())
    return db.session.scalars(statement).all()
