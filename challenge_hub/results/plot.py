"""The plot of a ranking in figures: where every mark stands, in per cent of the points possible."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from challenge_hub.results.queries import RankedSolution

FEW_STEPS = 6
STEP_BETWEEN_EQUAL_DOTS = 5


@dataclass(frozen=True)
class Row:
    """One solution, and where its marks stand; `dots` are the sheets, equal ones beside each other."""

    solution: RankedSolution
    low: str
    high: str
    total: str
    mean: str
    dots: Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Plot:
    """`ticks` are (place across, value); `rows` only those solutions that have a place."""

    ticks: Sequence[tuple[str, Decimal]]
    rows: Sequence[Row]


def plot_of(ranked: Sequence[RankedSolution], settings: Mapping[str, Any]) -> Plot:
    """Lay out a page of the ranking between the lowest and the highest points that its settings allow."""
    lowest, highest = Decimal(settings["points_min"]), Decimal(settings["points_max"])

    def at(points: Decimal) -> str:
        return f"{(points - lowest) / (highest - lowest) * 100:.2f}%"

    span = highest - lowest
    steps = int(span) if span <= FEW_STEPS and span == int(span) else FEW_STEPS - 1
    values = [lowest + span * step / steps for step in range(steps + 1)]
    rows = [
        Row(
            solution=item,
            low=at(item.frozen.low or lowest),
            high=at(item.frozen.high or lowest),
            total=at(item.frozen.total or lowest),
            mean=at(item.frozen.mean or lowest),
            dots=[(at(points), shift) for points, shift in _beside(item.frozen.sheets)],
        )
        for item in ranked
        if item.frozen.place is not None
    ]
    return Plot([(at(value), value.normalize() + 0) for value in values], rows)


def _beside(sheets: Sequence[Mapping[str, Any]]) -> list[tuple[Decimal, float]]:
    """Sheet totals with how far each stands below or above the line, so that equal ones do not hide each other."""
    totals = [Decimal(sheet["total"]) for sheet in sheets if sheet["total"] is not None]
    counts, seen = Counter(totals), Counter[Decimal]()
    placed = []
    for total in sorted(totals):
        placed.append((total, STEP_BETWEEN_EQUAL_DOTS * (seen[total] - (counts[total] - 1) / 2)))
        seen[total] += 1
    return placed
