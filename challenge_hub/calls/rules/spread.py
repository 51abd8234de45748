"""How far the sheets of a ranking lie apart: where each mark of the plot stands, in per cent of the points possible."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

Solution = TypeVar("Solution")

FEW_STEPS = 6
STEP_BETWEEN_EQUAL_DOTS = 5


@dataclass(frozen=True)
class Marks:
    """The points of one solution; `sheets` are the totals of its sheets."""

    low: Decimal
    high: Decimal
    total: Decimal
    mean: Decimal
    sheets: Sequence[Decimal]


@dataclass(frozen=True)
class Row(Generic[Solution]):
    """One solution, and where its marks stand; `dots` are the sheets, equal ones beside each other."""

    solution: Solution
    low: str
    high: str
    total: str
    mean: str
    dots: Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Plot(Generic[Solution]):
    """`ticks` are (place across, value)."""

    ticks: Sequence[tuple[str, Decimal]]
    rows: Sequence[Row[Solution]]


def spread(lines: Iterable[tuple[Solution, Marks]], *, lowest: Decimal, highest: Decimal) -> Plot[Solution]:
    """Lay out a page of a ranking between the lowest and the highest points possible, which differ."""
    span = highest - lowest

    def at(points: Decimal) -> str:
        return f"{(points - lowest) / span * 100:.2f}%"

    steps = int(span) if span <= FEW_STEPS and span == int(span) else FEW_STEPS - 1
    values = [lowest + span * step / steps for step in range(steps + 1)]
    rows = [
        Row(
            solution=solution,
            low=at(marks.low),
            high=at(marks.high),
            total=at(marks.total),
            mean=at(marks.mean),
            dots=[(at(points), shift) for points, shift in _beside(marks.sheets)],
        )
        for solution, marks in lines
    ]
    return Plot([(at(value), value.normalize() + 0) for value in values], rows)


def _beside(totals: Sequence[Decimal]) -> list[tuple[Decimal, float]]:
    """Each total with how far it stands below or above the line, so that equal ones do not hide each other."""
    counts, seen = Counter(totals), Counter[Decimal]()
    placed = []
    for total in sorted(totals):
        placed.append((total, STEP_BETWEEN_EQUAL_DOTS * (seen[total] - (counts[total] - 1) / 2)))
        seen[total] += 1
    return placed
