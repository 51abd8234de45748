"""The spread of an example's points in figures, as the component trial_plot draws it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from challenge_hub.calls.rubric import Criterion
from challenge_hub.deliberation.rules.trial import Spread

FEW_STEPS = 10
BETWEEN_EQUAL_DOTS = 9


@dataclass(frozen=True)
class TrialRow:
    """One criterion, and where its marks stand across; `dots` are (place across, shift down)."""

    criterion: Criterion
    spread: Spread
    low: str
    high: str
    mean: str
    dots: Sequence[tuple[str, float]]


@dataclass(frozen=True)
class TrialPlot:
    """`ticks` are (place across, value)."""

    ticks: Sequence[tuple[str, Decimal]]
    rows: Sequence[TrialRow]


def plot_of(criteria: Sequence[Criterion], spreads: Mapping[int, Spread], scale: tuple[Decimal, Decimal]) -> TrialPlot:
    """Lay out the criteria that have points, in their order, between the ends of the scale."""
    lowest, highest = scale
    width = highest - lowest

    def at(points: Decimal) -> str:
        return f"{(points - lowest) / width * 100:.2f}%"

    steps = int(width) if width <= FEW_STEPS and width == int(width) else FEW_STEPS // 2
    values = [lowest + width * step / steps for step in range(steps + 1)]
    rows = [
        TrialRow(
            criterion=criterion,
            spread=spread,
            low=at(spread.low),
            high=at(spread.high),
            mean=at(spread.mean),
            dots=[(at(points), shift) for points, shift in _beside(spread.points)],
        )
        for criterion in criteria
        if (spread := spreads.get(criterion.id))
    ]
    return TrialPlot([(at(value), value.normalize() + 0) for value in values], rows)


def _beside(points: Sequence[Decimal]) -> list[tuple[Decimal, float]]:
    """Equal points stand below each other, so that none hides another."""
    counts, seen = Counter(points), Counter[Decimal]()
    placed = []
    for value in points:
        placed.append((value, BETWEEN_EQUAL_DOTS * (seen[value] - (counts[value] - 1) / 2)))
        seen[value] += 1
    return placed
