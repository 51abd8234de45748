"""A plan as it is looked at before it is published: what follows from it, for jurors, solutions and panels."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from challenge_hub.judging.models import AssignmentPlan
from challenge_hub.judging.queries.naming import NamedSolution, solutions_for
from challenge_hub.judging.queries.panels import panel_facts, panel_names, panels_by_solution
from challenge_hub.judging.queries.plans import Reviewer, given_for, newest_plan, reviewers_of
from challenge_hub.judging.queries.reading import open_to_reader
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.reviewing import mark_of, parts_of


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
    if found.places:
        told = {entry["solution"] for entry in found.shortfalls} | {solution for _, solution in new}
        solutions = {id_: solution for id_, solution in solutions.items() if id_ in told}
    reviewers = reviewers_of(room)
    panels, whose = _panels(room, {r.id for r in reviewers if r.is_ready})
    lines = _lines(found, solutions.values(), Counter(solution for _, solution in [*new, *stand]), whose)
    return PlanSeen(
        plan=found,
        loads=[(r, loads[r.id], fresh[r.id]) for r in reviewers if r.is_ready or loads[r.id]],
        counts=lines,
        panels=[_panel_seen(name, jurors, [x for x in lines if x.panel == id_]) for id_, name, jurors in panels],
        parts=parts_of([*new, *stand]),
        new=len(new),
        mark=mark_of(found.pairs),
    )


Whose = Callable[[int], tuple[int | None, int]]
"""For a solution (id) its panel and how many may judge it."""


def _lines(
    found: AssignmentPlan, solutions: Iterable[NamedSolution], counts: Mapping[int, int], whose: Whose
) -> Sequence[SolutionSeen]:
    lacks = {entry["solution"]: (entry["missing"], entry["causes"]) for entry in found.shortfalls}
    unknown = {entry["solution"]: entry["causes"] for entry in found.without_expert}
    nothing: tuple[int, Mapping[str, int]] = (0, {})
    return [
        SolutionSeen(s, counts[s.id], *lacks.get(s.id, nothing), unknown.get(s.id, {}), *whose(s.id)) for s in solutions
    ]


def _panels(room: JuryRoom, ready: Set[int]) -> tuple[Sequence[tuple[int, str, int]], Whose]:
    """The panels (id, name, jurors who are ready), and whose a solution is."""
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
