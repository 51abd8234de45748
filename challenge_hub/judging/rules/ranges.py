"""How far each place is open: where the marks of the plot of places stand, in per cent of all places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Solution = TypeVar("Solution")

MOST_TICKS = 6


@dataclass(frozen=True)
class Places:
    """Where a solution stands, from where to where it may, and where the plain mean would put it."""

    place: int
    low: int
    high: int
    mean: int


@dataclass(frozen=True)
class RangeRow(Generic[Solution]):
    """One solution, and where its marks stand."""

    solution: Solution
    place: str
    low: str
    high: str
    mean: str


@dataclass(frozen=True)
class RangePlot(Generic[Solution]):
    """`ticks` are (place across, place of the ranking)."""

    ticks: Sequence[tuple[str, int]]
    rows: Sequence[RangeRow[Solution]]


def ranges(lines: Iterable[tuple[Solution, Places]], *, last: int) -> RangePlot[Solution]:
    """Lay out a page of a ranking between the first and the `last` place; a single place stands in the middle."""
    span = last - 1

    def at(place: int) -> str:
        return f"{(min(place, last) - 1) / span * 100:.2f}%" if span else "50.00%"

    ticks = range(1, last + 1, max(1, -(-span // (MOST_TICKS - 1))))
    rows = [
        RangeRow(solution, at(found.place), at(found.low), at(found.high), at(found.mean)) for solution, found in lines
    ]
    return RangePlot([(at(tick), tick) for tick in ticks], rows)
