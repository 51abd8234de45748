"""What a plan is made from, what follows from it, and how far the jury is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from challenge_hub.accounts.models import Person
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.once import once
from challenge_hub.judging.models import Assignment, AssignmentPlan, Juror, Reopening, Review
from challenge_hub.judging.panels import sits_in
from challenge_hub.judging.queries.expertise import experts_of
from challenge_hub.judging.queries.naming import NamedSolution, is_given_out, solutions_for
from challenge_hub.judging.queries.panels import panel_facts, panels_by_solution
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.capacity import Request
from challenge_hub.judging.rules.jury import REVIEWING
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
    reviewers: Sequence[Reviewer] | None = None,
) -> Request:
    """Everything a plan is made from; of the whole jury, whoever asks for it."""
    jurors = {str(r.id): r.most_reviews for r in reviewers or reviewers_of(room) if r.is_ready}
    solutions = db.session.scalars(
        select(Solution.id).where(Solution.call_id == room.call.id, in_round(room.judged), is_given_out(room))
    ).all()
    standing = {(str(given.juror), str(given.solution)) for given in given_for(room, true())}
    seen = reviewed_by(room) if room.judged.wants_fresh else frozenset()
    return Request(
        solutions=[str(id_) for id_ in solutions],
        jurors=jurors,
        per_solution=per_solution,
        conflicts=(_barred(room) | seen) - standing,
        standing=frozenset(standing),
        seed=seed,
        experts=experts_of(room.call.id) if room.judged.wants_expert else None,
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


def reviewed_by(room: JuryRoom) -> frozenset[tuple[str, str]]:
    """Who has reviewed what in any round of the call."""
    statement = select(Review.juror_id, Review.solution_id).join(Juror, Review.juror_id == Juror.id)
    rows = db.session.execute(statement.where(Juror.call_id == room.call.id))
    return frozenset((str(juror), str(solution)) for juror, solution in rows)


def newest_plan(room: JuryRoom) -> AssignmentPlan | None:
    """The plan that waits to be published, if there is one."""
    plan = select(AssignmentPlan).where(AssignmentPlan.round_id == room.judged.id)
    return db.session.scalar(plan.where(AssignmentPlan.published_at.is_(None)))


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


def seeds_of(judged: Round) -> Sequence[int]:
    """The seeds of what was given out by lot, in order. They stay in this room until the results are out."""
    given_out = (AssignmentPlan.published_at.is_not(None), AssignmentPlan.reviews_per_solution.is_not(None))
    statement = select(AssignmentPlan.seed).where(AssignmentPlan.round_id == judged.id, *given_out)
    return db.session.scalars(statement.order_by(AssignmentPlan.id)).all()


def reopenings_of(room: JuryRoom) -> Sequence[Reopening]:
    """When and why the round was opened again, the newest first."""
    return db.session.scalars(*_reopenings(round_id=room.judged.id)).all()


@once
def _reopenings(*, round_id: int) -> Select[Reopening]:
    return select(Reopening).where(Reopening.round_id == round_id).order_by(Reopening.id.desc())
