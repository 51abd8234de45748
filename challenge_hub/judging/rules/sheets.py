"""What one juror gave one solution, and what that adds up to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.calls.rules.rounding import in_decimal, rounded
from challenge_hub.calls.rules.scoring import Blank, Scoring, Weighting, is_exact, is_too_fine


@dataclass(frozen=True)
class Sheet:
    """One juror's points for one solution. A blank is None; a criterion that is not named is blank too. `own_place`:
    where the solution stands in the juror's own order, 1 being the best; None where it is in no such order.
    """

    juror: str
    solution: str
    points: Mapping[str, Decimal | None] = field(hash=False)
    own_place: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", MappingProxyType(dict(self.points)))


def sheet_total(sheet: Sheet, scoring: Scoring) -> Decimal | None:
    """Return the weighted total of a sheet, rounded to `sheet_places`; None if the rule for blanks leaves the
    sheet out.

    shares: Σ weight · points / Σ weight, so the total lies on the scale; factors: Σ weight · points. Refuses
    as `check_sheet` does.
    """
    check_sheet(sheet, scoring)
    total = exact_total(sheet, scoring)
    return None if total is None else in_decimal(total, scoring.sheet_places)


def check_sheet(sheet: Sheet, scoring: Scoring) -> None:
    """Refuse unknown-criterion, score-not-a-decimal, score-off-the-scale or score-too-fine, naming juror and
    solution.
    """
    for criterion, points in sorted(sheet.points.items()):
        reason = _fault(criterion, points, scoring)
        if reason is not None:
            raise ScoringRefused(
                reason,
                juror=sheet.juror,
                solution=sheet.solution,
                criterion=criterion,
                value=points,
                scale_min=scoring.scale_min,
                scale_max=scoring.scale_max,
            )


def check_together(sheets: Iterable[Sheet], solutions: Iterable[str], scoring: Scoring) -> None:
    """Check each sheet; refuse two-solutions-with-one-id, unknown-solution and two-sheets-of-one-juror."""
    known: set[str] = set()
    for solution in solutions:
        if solution in known:
            raise ScoringRefused("two-solutions-with-one-id", solution=solution)
        known.add(solution)
    seen: set[tuple[str, str]] = set()
    for sheet in sheets:
        if sheet.solution not in known:
            raise ScoringRefused("unknown-solution", juror=sheet.juror, solution=sheet.solution)
        if (sheet.solution, sheet.juror) in seen:
            raise ScoringRefused("two-sheets-of-one-juror", juror=sheet.juror, solution=sheet.solution)
        seen.add((sheet.solution, sheet.juror))
        check_sheet(sheet, scoring)


def exact_total(sheet: Sheet, scoring: Scoring) -> Fraction | None:
    """Return the total of a checked sheet, rounded only where `sheet_places` says so; None if the sheet does
    not count.
    """
    weighty = weighty_criteria(scoring)
    points = {criterion: exact_points(sheet, criterion, scoring) for criterion in weighty}
    given = {criterion: value for criterion, value in points.items() if value is not None}
    if not given or (scoring.blank is Blank.SHEET_LEFT_OUT and len(given) < len(weighty)):
        return None
    return rounded(weighted_sum(given, scoring), scoring.sheet_places)


def exact_points(sheet: Sheet, criterion: str, scoring: Scoring) -> Fraction | None:
    """Return the points for a criterion, a blank being 0 where the rule says so, else None."""
    points = sheet.points.get(criterion)
    if points is not None:
        return Fraction(points)
    return Fraction(0) if scoring.blank is Blank.ZERO else None


def weighted_sum(figures: Mapping[str, Fraction], scoring: Scoring, places: int | None = None) -> Fraction:
    """Add up figure times weight over the criteria given; shares are shares of their weights alone.

    With `places` each product is rounded before it is added (as figure skating does).
    """
    weights = {criterion: Fraction(scoring.weights[criterion]) for criterion in figures}
    whole = sum(weights.values(), start=Fraction(0)) if scoring.weighting is Weighting.SHARES else Fraction(1)
    products = (rounded(figure * weights[criterion] / whole, places) for criterion, figure in figures.items())
    return sum(products, start=Fraction(0))


def weighty_criteria(scoring: Scoring) -> list[str]:
    """Return the criteria that take part in totals: those with a weight above 0."""
    return [criterion for criterion, weight in scoring.weights.items() if weight > 0]


def _fault(criterion: str, points: Decimal | None, scoring: Scoring) -> str | None:
    if criterion not in scoring.weights:
        return "unknown-criterion"
    if points is None:
        return None
    if not is_exact(points):
        return "score-not-a-decimal"
    if not scoring.scale_min <= points <= scoring.scale_max:
        return "score-off-the-scale"
    return "score-too-fine" if is_too_fine(points) else None
