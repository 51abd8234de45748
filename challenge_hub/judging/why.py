"""Why a solution has its place: each sheet behind it, by the number of the juror, and the means of its criteria."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from challenge_hub.calls.rubric import Criterion
from challenge_hub.calls.rules.rounding import shown
from challenge_hub.calls.rules.scoring import ESTIMATED
from challenge_hub.judging.stored import StoredPlace

DECIMALS = 2
WHOLE = 100


@dataclass(frozen=True)
class SheetBehind:
    """One sheet. `share`: hundredths of what the sheets say together, where the method estimates; `severity`: points
    less than the mean juror; `effect`: points that evening it out adds; `without`: the place were the juror missing.
    """

    number: int
    total: Decimal | None
    share: int | None
    severity: Decimal | None
    effect: Decimal | None
    without: int | None
    is_moved: bool


@dataclass(frozen=True)
class CriterionBehind:
    """A criterion with the mean of this solution, and of all that have a place."""

    criterion: Criterion
    mean: Decimal | None
    of_all: Decimal | None


@dataclass(frozen=True)
class Why:
    """Everything behind a place. `adjustment`: how the points differ from the plain mean where they are estimated,
    `evened_out`: the part of it that evening out severity makes.
    """

    sheets: Sequence[SheetBehind]
    criteria: Sequence[CriterionBehind]
    adjustment: Decimal | None
    evened_out: Decimal | None

    @property
    def lowest_without(self) -> int | None:
        """The best place that leaving out one juror gives."""
        return min((sheet.without for sheet in self.sheets if sheet.without), default=None)

    @property
    def highest_without(self) -> int | None:
        """The worst of them."""
        return max((sheet.without for sheet in self.sheets if sheet.without), default=None)


def why(
    place: StoredPlace,
    others: Sequence[StoredPlace],
    *,
    method: str,
    numbers: Mapping[str, int],
    criteria: Sequence[Criterion],
) -> Why:
    """Put together what is stored of a place; `numbers` are those of the jurors by key, `others` the whole ranking."""
    is_estimated = method in ESTIMATED
    sheets = [_sheet(one, place, numbers, is_estimated) for one in place.sheets]
    effects = [Decimal(one["effect"]) for one in place.sheets if one.get("effect") is not None]
    has_both = is_estimated and place.total is not None and place.mean is not None
    return Why(
        sheets=sorted(sheets, key=lambda sheet: sheet.number),
        criteria=[_criterion(one, place, others) for one in criteria],
        adjustment=_short(place.total - place.mean) if has_both and place.total and place.mean else None,
        evened_out=_short(sum(effects, Decimal(0))) if is_estimated and effects else None,
    )


def _sheet(one: Mapping[str, Any], place: StoredPlace, numbers: Mapping[str, int], is_estimated: bool) -> SheetBehind:
    weight, without = one.get("weight"), one.get("without")
    return SheetBehind(
        number=numbers[one["juror"]],
        total=None if one["total"] is None else Decimal(one["total"]),
        share=round(weight * WHOLE) if is_estimated and weight is not None else None,
        severity=_short(one.get("severity")),
        effect=_short(one.get("effect")) if is_estimated else None,
        without=without,
        is_moved=without is not None and without != place.place,
    )


def _criterion(criterion: Criterion, place: StoredPlace, others: Sequence[StoredPlace]) -> CriterionBehind:
    found = [other.criterion_means.get(criterion.key) for other in others]
    means = [Decimal(mean) for mean in found if mean is not None]
    own = place.criterion_means.get(criterion.key)
    of_all = sum(means, Decimal(0)) / len(means) if means else None
    return CriterionBehind(criterion, _short(own), _short(of_all))


def _short(value: Any) -> Decimal | None:
    return None if value is None else shown(Decimal(value), DECIMALS)
