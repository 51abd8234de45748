"""Who stands before whom, and by which rule."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from challenge_hub.calls.rules.scoring import Scoring, TieRule
from challenge_hub.judging.rules.tally import Tally

# A figure to compare by, larger is better; () stands for "no figure" and lies below every figure.
Figure = tuple[Fraction, ...]
Figures = Mapping[str, Figure]


@dataclass(frozen=True)
class Level:
    """The solutions on one place; `decided_by` is the tie rule that put them there, None for the totals."""

    place: int
    solutions: tuple[str, ...]
    decided_by: TieRule | None


@dataclass(frozen=True)
class Draw:
    """The log of one lot: the seed, the place the draw was for, and who was drawn, in order."""

    seed: int
    place: int
    drawn: tuple[str, ...]


def levels_of(tallies: Sequence[Tally], scoring: Scoring) -> tuple[list[Level], list[Draw]]:
    """Order solutions by their totals, ties by the tie rules in turn; return the levels and the draws.

    Where the rules end or say share, the place is shared and as many of the next places stay empty (1, 1, 3).
    """
    keys = _keys(tallies, scoring)
    levels: list[Level] = []
    draws: list[Draw] = []
    place = 1
    for solutions, rule in _split([tally.solution for tally in tallies], keys, None):
        if len(solutions) > 1 and TieRule.LOT in scoring.tie_rules:
            drawn = draw_lots(solutions, scoring.seed)
            draws.append(Draw(scoring.seed, place, drawn))
            levels += [Level(place + turn, (solution,), TieRule.LOT) for turn, solution in enumerate(drawn)]
        else:
            decided_by = TieRule.SHARE if len(solutions) > 1 else rule
            levels.append(Level(place, tuple(sorted(solutions)), decided_by))
        place += len(solutions)
    return levels, draws


def draw_lots(solutions: Iterable[str], seed: int) -> tuple[str, ...]:
    """Return the solutions in the order in which they are drawn.

    Each holds the ticket SHA-256("<seed>:<id>") in UTF-8, and the smallest ticket is drawn first: the order
    depends on the seed and the ids alone, whoever else is in the draw, and anyone can check it with a pocket
    tool.
    """

    def ticket(solution: str) -> str:
        return hashlib.sha256(f"{seed}:{solution}".encode()).hexdigest()

    return tuple(sorted(solutions, key=ticket))


def first_places(tallies: Sequence[Tally]) -> Counter[str]:
    """Count, per solution, the jurors who put it first among the ones they reviewed.

    First is what has the juror's highest sheet total; if several share it, each of them counts. Sheets that
    do not count are passed over, and a juror left with only one compared nothing and puts none first.
    """
    by_juror: dict[str, dict[str, Fraction]] = {}
    for tally in tallies:
        for juror, total in tally.totals.items():
            by_juror.setdefault(juror, {})[tally.solution] = total
    counts: Counter[str] = Counter()
    for totals in by_juror.values():
        if len(totals) > 1:
            highest = max(totals.values())
            counts.update(solution for solution, total in totals.items() if total == highest)
    return counts


def _keys(tallies: Sequence[Tally], scoring: Scoring) -> list[tuple[TieRule | None, Figures]]:
    totals: Figures = {tally.solution: (tally.total,) for tally in tallies}
    keys: list[tuple[TieRule | None, Figures]] = [(None, totals)]
    for rule in scoring.tie_rules:
        if rule is TieRule.CRITERION and scoring.tie_criterion is not None:
            criterion = scoring.tie_criterion
            keys.append((rule, {tally.solution: _tie_figure(tally, criterion) for tally in tallies}))
        if rule is TieRule.FIRST_PLACES:
            counts = first_places(tallies)
            keys.append((rule, {tally.solution: (Fraction(counts[tally.solution]),) for tally in tallies}))
    return keys


def _tie_figure(tally: Tally, criterion: str) -> Figure:
    figure = tally.figures[criterion]
    return () if figure is None else (figure,)


def _split(
    solutions: Sequence[str], keys: Sequence[tuple[TieRule | None, Figures]], by: TieRule | None
) -> Iterator[tuple[Sequence[str], TieRule | None]]:
    if len(solutions) <= 1 or not keys:
        if solutions:
            yield solutions, by
        return
    (rule, figures), *rest = keys
    ordered = sorted(solutions, key=figures.__getitem__, reverse=True)
    for _, equals in groupby(ordered, key=figures.__getitem__):
        yield from _split(list(equals), rest, rule)
