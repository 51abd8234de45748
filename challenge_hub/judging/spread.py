"""The chair's plot of a ranking in figures, as the component spread_plot draws it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from challenge_hub.calls.rules.scoring import Scoring, points_possible
from challenge_hub.judging.queries.reading import NamedSolution
from challenge_hub.judging.rules.places import Standing

FEW_STEPS = 6
STEP_BETWEEN_EQUAL_DOTS = 5
SHOWN_PLACES = 4


@dataclass(frozen=True)
class Figures:
    """What a line shows of a standing; figures that no rule rounds are shown to four decimals, half up."""

    place: int
    shared: bool
    decided_by: str | None
    reviews: int
    total: Decimal
    mean: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Line:
    """One solution of the ranking."""

    frozen: Figures
    key: str
    title: Mapping[str, str]
    team: str
    dots: Sequence[Decimal]

    @staticmethod
    def of(standing: Standing, solution: NamedSolution, scoring: Scoring) -> "Line":
        figures = Figures(
            place=standing.place,
            shared=standing.shared,
            decided_by=standing.decided_by,
            reviews=standing.reviews,
            total=_shown(standing.total, scoring.total_places),
            mean=_shown(standing.mean, None),
            low=_shown(standing.low, scoring.sheet_places),
            high=_shown(standing.high, scoring.sheet_places),
        )
        dots = [sheet.total for sheet in standing.sheets if sheet.total is not None]
        return Line(figures, solution.key, solution.title, solution.team, dots)


@dataclass(frozen=True)
class Row:
    """One solution, and where its marks stand."""

    solution: Line
    low: str
    high: str
    total: str
    mean: str
    dots: Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Plot:
    """`ticks` are (place across, value)."""

    ticks: Sequence[tuple[str, Decimal]]
    rows: Sequence[Row]


def plot_of(lines: Sequence[Line], scoring: Scoring) -> Plot:
    """Lay out a page of the ranking between the lowest and the highest points possible."""
    lowest, highest = points_possible(scoring)
    span = highest - lowest

    def at(points: Decimal) -> str:
        return f"{(points - lowest) / span * 100:.2f}%"

    steps = int(span) if span <= FEW_STEPS and span == int(span) else FEW_STEPS - 1
    values = [lowest + span * step / steps for step in range(steps + 1)]
    rows = [
        Row(
            solution=line,
            low=at(line.frozen.low),
            high=at(line.frozen.high),
            total=at(line.frozen.total),
            mean=at(line.frozen.mean),
            dots=[(at(points), shift) for points, shift in _beside(line.dots)],
        )
        for line in lines
    ]
    return Plot([(at(value), value.normalize() + 0) for value in values], rows)


def _shown(figure: Decimal, places: int | None) -> Decimal:
    rounded = figure.quantize(Decimal(1).scaleb(-SHOWN_PLACES), ROUND_HALF_UP) if places is None else figure
    return rounded.normalize() + 0


def _beside(totals: Sequence[Decimal]) -> list[tuple[Decimal, float]]:
    """Equal sheets stand beside each other, so that none hides another."""
    counts, seen = Counter(totals), Counter[Decimal]()
    placed = []
    for total in sorted(totals):
        placed.append((total, STEP_BETWEEN_EQUAL_DOTS * (seen[total] - (counts[total] - 1) / 2)))
        seen[total] += 1
    return placed
