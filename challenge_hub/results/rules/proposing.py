"""What a ranking and the ties settled in it say of each prize: proposed to whoever prepares the awards, and no more."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

MOST_TOGETHER = 2
"""So many solutions share a prize on the form."""
BY_RULE = frozenset({"criterion", "first-places", "lot"})
"""Tie rules that put solutions with the same total one before the other."""

Slot = tuple[int, int | None]
"""Whose ranking a prize follows: the number of the round, and the theme (id) or none."""


class Ground(StrEnum):
    """Where a proposal comes from, or why there is none."""

    PLACE = "place"
    SHARED_PLACE = "shared-place"
    SHARED = "shared"
    DECIDED = "decided"
    TOO_CLOSE = "too-close"
    EMPTY = "empty"
    TOO_MANY = "too-many"
    NOBODY = "nobody"


PROPOSES = frozenset({Ground.PLACE, Ground.SHARED_PLACE, Ground.SHARED, Ground.DECIDED})


@dataclass(frozen=True)
class Standing:
    """A solution (id) in the order of its ranking; `rule` is the tie rule that put it there."""

    solution: int
    place: int
    total: Hashable = None
    rule: str | None = None


@dataclass(frozen=True)
class Close:
    """A boundary too close to call: `group` cannot be told apart, `settled` are safely above.

    `shares`: it was chosen that the group shares; `chosen`: whom the jury put first. Neither: nothing was settled yet.
    """

    after: int
    group: frozenset[int]
    settled: frozenset[int] = frozenset()
    shares: bool = False
    chosen: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Level:
    """Solutions on one place; `after` is the boundary whose choice put them there."""

    place: int
    solutions: tuple[int, ...]
    ground: Ground
    rule: str | None = None
    after: int | None = None


@dataclass(frozen=True)
class Proposal:
    """What is proposed for one prize. `passed` stand before, and have as many awards as the call allows.

    `solutions`: those it goes to; where the ground proposes nothing, those that come into question.
    """

    ground: Ground
    solutions: tuple[int, ...] = ()
    place: int | None = None
    rule: str | None = None
    after: int | None = None
    passed: tuple[int, ...] = ()


@dataclass
class Line:
    """The levels of one ranking that no prize has taken yet; `owed`: places that stay empty after a shared one."""

    levels: list[Level]
    close: Sequence[Close]
    standings: Mapping[int, Standing]
    before: Level | None = None
    owed: int = 0


def proposals(
    prizes: Sequence[tuple[int, Slot]],
    rankings: Mapping[Slot, tuple[Sequence[Standing], Sequence[Close]]],
    groups: Mapping[int, Collection[Hashable]],
    *,
    most: int | None,
    given: Sequence[int] = (),
    finals: Mapping[Slot, Slot] = MappingProxyType({}),
) -> dict[int, Proposal]:
    """Propose solutions for `prizes` (id and ranking, in order), each prize of a ranking taking its next place.

    No group gets more than `most` awards; `groups`: those each solution counts for, `given`: what others have awarded.
    `finals`: rankings of a final round by that whose tie it decides; what it gave a prize to is there no more.
    """
    lines = {slot: _line(*ranking) for slot, ranking in rankings.items()}
    awarded = Counter(group for solution in given for group in groups.get(solution, ()))
    found = {}
    for prize, slot in prizes:
        line = lines.get(slot) or _line((), ())
        full = {one for one, its in groups.items() if most is not None and any(awarded[group] >= most for group in its)}
        found[prize] = made = _next(line, full)
        if made.ground in PROPOSES:
            _take(lines.get(finals.get(slot, slot)), made.solutions)
            awarded.update(group for solution in made.solutions for group in groups.get(solution, ()))
    return found


def levels_of(standings: Sequence[Standing], close: Sequence[Close]) -> list[Level]:
    """The places as the ranking and the choices give them: a decision puts some before others, a share together."""
    by_id = {one.solution: one for one in standings}
    order = [one.solution for one in standings]
    for one in close:
        order = _rearranged(order, one)
    levels: list[Level] = []
    for at, solution in enumerate(order):
        before = levels[-1] if levels else None
        joint = before and _together(by_id[before.solutions[-1]], by_id[solution], close)
        if before and joint:
            levels[-1] = Level(before.place, (*before.solutions, solution), *joint)
        else:
            decided = next((one.after for one in close if solution in one.chosen), None)
            ground = Ground.PLACE if decided is None else Ground.DECIDED
            levels.append(Level(at + 1, (solution,), ground, by_id[solution].rule, decided))
    return levels


def _take(line: Line | None, solutions: Collection[int]) -> None:
    """What has its prize is in this ranking no more."""
    if line:
        left = [(level, tuple(one for one in level.solutions if one not in solutions)) for level in line.levels]
        line.levels = [replace(level, solutions=rest) for level, rest in left if rest]


def _line(standings: Sequence[Standing], close: Sequence[Close]) -> Line:
    return Line(levels_of(standings, close), close, {one.solution: one for one in standings})


def _rearranged(order: list[int], one: Close) -> list[int]:
    """Within the reach of the group: what is settled, whom the jury chose, the rest of the group, everybody else."""
    places = [at for at, solution in enumerate(order) if solution in one.group]
    if not places or not (one.shares or one.chosen):
        return order
    first, last = places[0], places[-1] + 1

    def rank(solution: int) -> int:
        if solution in one.settled:
            return 0
        return (1 if solution in one.chosen else 2) if solution in one.group else 3

    return [*order[:first], *sorted(order[first:last], key=rank), *order[last:]]


def _together(
    first: Standing, second: Standing, close: Sequence[Close]
) -> tuple[Ground, str | None, int | None] | None:
    """Whether two neighbours stand on one place, and why."""
    both = {first.solution, second.solution}
    if any(len(both & one.chosen) == 1 and both <= one.group for one in close):
        return None
    shared = next((one.after for one in close if one.shares and both <= one.group), None)
    if shared is not None:
        return Ground.SHARED, None, shared
    return (Ground.SHARED_PLACE, None, None) if first.place == second.place else None


def _next(line: Line, full: Collection[int]) -> Proposal:
    """The next place of a ranking, as far as those on it may get one more award."""
    if line.owed:
        line.owed -= 1
        return Proposal(Ground.EMPTY)
    passed: list[int] = []
    while line.levels:
        level = line.levels.pop(0)
        free = tuple(one for one in level.solutions if one not in full)
        passed += [one for one in level.solutions if one in full]
        if not free:
            continue
        unsettled = _unsettled(line, level, full)
        line.before = level
        if unsettled:
            return Proposal(Ground.TOO_CLOSE, *unsettled, passed=tuple(passed))
        line.owed = len(free) - 1
        ground = level.ground if len(free) <= MOST_TOGETHER else Ground.TOO_MANY
        return Proposal(ground, free, level.place, level.rule, level.after, tuple(passed))
    return Proposal(Ground.NOBODY, passed=tuple(passed))


def _unsettled(
    line: Line, level: Level, full: Collection[int]
) -> tuple[tuple[int, ...], int | None, str | None, int] | None:
    """The group, place and boundary where it is open whether this place is theirs: before it, or behind it."""
    pairs = []
    if line.before and line.before.place + len(line.before.solutions) == level.place:
        pairs.append((line.before.solutions[-1], level.solutions[0], level.place - 1))
    if line.levels and not set(line.levels[0].solutions) <= set(full):
        pairs.append((level.solutions[-1], line.levels[0].solutions[0], level.place + len(level.solutions) - 1))
    for first, second, after in pairs:
        for one in line.close:
            if one.after == after and _is_open(line.standings[first], line.standings[second], one):
                return tuple(id_ for id_ in line.standings if id_ in one.group), level.place, None, after
    return None


def _is_open(first: Standing, second: Standing, one: Close) -> bool:
    """Neither the choice nor a tie rule of the call puts one before the other."""
    both = {first.solution, second.solution}
    is_by_rule = {first.rule, second.rule} <= BY_RULE and first.total == second.total
    return both <= one.group and len(both & one.chosen) != 1 and not is_by_rule
