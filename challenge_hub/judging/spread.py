"""What the chair reads of a ranking, and the marks of its plot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from challenge_hub.calls.rules.rounding import shown
from challenge_hub.calls.rules.scoring import ESTIMATE_PLACES, ESTIMATED
from challenge_hub.calls.rules.spread import Marks, Plot, spread
from challenge_hub.judging.queries.naming import NamedSolution
from challenge_hub.judging.queries.rankings import PlaceRow
from challenge_hub.judging.rules.ranges import Places, RangePlot, ranges
from challenge_hub.judging.stored import StoredPlace


@dataclass(frozen=True)
class Figures:
    """What a line shows of a stored place; estimates to one decimal."""

    place: int
    shared: bool
    decided_by: str | None
    reviews: int
    place_low: int | None
    place_high: int | None
    mean_place: int
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
    def of(row: PlaceRow, method: str) -> "Line":
        solution: NamedSolution = row.solution
        dots = [Decimal(sheet["total"]) for sheet in row.stored.sheets if sheet["total"] is not None]
        return Line(figures_of(row.stored, method), solution.key, solution.title, solution.team, dots)


def figures_of(stored: StoredPlace, method: str) -> Figures:
    """The figures of a solution that has a place."""
    zero = Decimal(0)
    total = stored.total or zero
    return Figures(
        place=stored.place or 0,
        shared=stored.shared,
        decided_by=stored.decided_by,
        reviews=stored.reviews,
        place_low=stored.place_low,
        place_high=stored.place_high,
        mean_place=stored.mean_place or 0,
        total=shown(total, ESTIMATE_PLACES) if method in ESTIMATED else total,
        mean=stored.mean or zero,
        low=stored.low or zero,
        high=stored.high or zero,
    )


def plot_of(lines: Sequence[Line], bounds: tuple[Decimal, Decimal]) -> Plot[Line]:
    """The plot of a page of the ranking between the lowest and the highest points possible."""
    lowest, highest = bounds
    return spread([(line, _marks_of(line)) for line in lines], lowest=lowest, highest=highest)


def ranges_of(lines: Sequence[Line], last: int) -> RangePlot[Line] | None:
    """The plot of the ranges of places; none where a place has no range."""
    found = [(line, _places_of(line.frozen)) for line in lines]
    open_ = [(line, places) for line, places in found if places is not None]
    return ranges(open_, last=last) if len(open_) == len(found) else None


def _places_of(figures: Figures) -> Places | None:
    low, high = figures.place_low, figures.place_high
    return None if low is None or high is None else Places(figures.place, low, high, figures.mean_place)


def _marks_of(line: Line) -> Marks:
    figures = line.frozen
    return Marks(figures.low, figures.high, figures.total, figures.mean, line.dots)
