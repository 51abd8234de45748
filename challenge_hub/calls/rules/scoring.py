"""The frozen settings of a round: by which rules points become places."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.calls.rules.rounding import FINEST_PLACES, in_decimal

# A weight or a bound beyond this is a slip, and exact arithmetic with 1E+999999999 would never end.
LARGEST = Decimal(10**9)


class Method(StrEnum):
    """Which average counts, or which estimate where jurors see different solutions."""

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED_MEAN = "trimmed-mean"  # without one highest and one lowest
    ADJUSTED = "adjusted"  # severity, use of the scale and reliability of each juror are estimated and evened out
    LIVE = "live"  # one overall number a visit and the juror's own order, adjusted likewise


ESTIMATED = frozenset({Method.ADJUSTED, Method.LIVE})
"""Methods that estimate; the others are exact."""


class Order(StrEnum):
    """What comes first: adding up each sheet, or averaging each criterion over the jurors."""

    SHEETS_FIRST = "sheets-first"
    CRITERIA_FIRST = "criteria-first"


class Weighting(StrEnum):
    """What a weight is: a share of the sum of all weights, or a factor used as it stands."""

    SHARES = "shares"
    FACTORS = "factors"


class Blank(StrEnum):
    """What a criterion without points means."""

    ZERO = "zero"  # also where the scale begins higher: nothing given is less than the least
    LEFT_OUT = "left-out"  # this sheet leaves the criterion out, the other weights are rescaled
    SHEET_LEFT_OUT = "sheet-left-out"  # this sheet does not count


class TieRule(StrEnum):
    """What happens to solutions with the same total."""

    SHARE = "share"
    CRITERION = "criterion"
    FIRST_PLACES = "first-places"
    LOT = "lot"


@dataclass(frozen=True)
class Scoring:
    """How a round is scored; checked when it is made, then unchangeable.

    `weights` names every criterion of the round; one of weight 0 may be scored but takes no part in any
    total. `sheet_places` rounds the total of each sheet, `criterion_places` the figure of each criterion over
    the jurors and, criteria first, that figure times its weight, `total_places` the total of a solution: half
    up, and not at all where it is None. The rounded figure is the one that is compared. `tie_rules` apply in
    their order; where they end, the place is shared.

    Refuses with unknown-setting, no-criteria, weight-missing, weight-not-a-decimal, weight-negative,
    weight-out-of-range, weights-all-zero, scale-not-a-decimal, scale-out-of-range, scale-empty,
    places-out-of-range, left-out-needs-shares, estimate-needs-shares, estimate-leaves-blanks-out,
    live-needs-one-criterion, tie-rule-twice, tie-rule-out-of-reach, tie-criterion-missing, tie-criterion-unknown or
    seed-not-a-whole-number.
    """

    method: Method
    order: Order
    weighting: Weighting
    weights: Mapping[str, Decimal] = field(hash=False)
    scale_min: Decimal
    scale_max: Decimal
    blank: Blank
    sheet_places: int | None
    criterion_places: int | None
    total_places: int | None
    tie_rules: tuple[TieRule, ...]
    tie_criterion: str | None
    seed: int

    def __post_init__(self) -> None:
        for name, kind in (("method", Method), ("order", Order), ("weighting", Weighting), ("blank", Blank)):
            object.__setattr__(self, name, _setting(kind, name, getattr(self, name)))
        tie_rules = tuple(_setting(TieRule, "tie_rules", rule) for rule in self.tie_rules)
        object.__setattr__(self, "tie_rules", tie_rules)
        object.__setattr__(self, "weights", MappingProxyType(dict(self.weights)))
        _check_weights(self)
        _check_estimated(self)
        _check_scale(self)
        _check_places(self)
        _check_tie_rules(self)


def settings_hash(scoring: Scoring) -> str:
    """Return the SHA-256 (64 hex digits) of the settings as canonical JSON, so that equal settings have one
    hash: keys are sorted, and nothing is spaced.
    """
    settings = settings_of(scoring)
    return hashlib.sha256(json.dumps(settings, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def settings_of(scoring: Scoring) -> dict[str, Any]:
    """Return the settings as JSON has them; figures are text in their shortest form (20, 20.0 and 2E+1 are the same
    weight).
    """
    return {
        "settings_version": 1,
        "method": scoring.method,
        "order": scoring.order,
        "weighting": scoring.weighting,
        "weights": {criterion: _text(weight) for criterion, weight in scoring.weights.items()},
        "scale": [_text(scoring.scale_min), _text(scoring.scale_max)],
        "blank": scoring.blank,
        "sheet_places": scoring.sheet_places,
        "criterion_places": scoring.criterion_places,
        "total_places": scoring.total_places,
        "tie_rules": list(scoring.tie_rules),
        "tie_criterion": scoring.tie_criterion,
        "seed": scoring.seed,
    }


def round_hash(scoring: Scoring, *, reviews_per_solution: int | None, wants_expert: bool = False) -> str:
    """Return the SHA-256 (64 hex digits) of what is frozen before work is given out: the settings, how many reviews
    each solution gets (None: every juror reviews everything), and that an expert is asked for, where one is.
    """
    wish = {"wants_expert": True} if wants_expert else {}
    frozen = {"settings": settings_hash(scoring), "reviews_per_solution": reviews_per_solution, **wish}
    return hashlib.sha256(json.dumps(frozen, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def is_exact(value: object) -> bool:
    """Say whether a figure can be counted with: a finite `Decimal` (never a float)."""
    return isinstance(value, Decimal) and value.is_finite()


def is_too_fine(value: Decimal) -> bool:
    """Say whether a finite figure has more decimal places than any rubric needs (1E-999999999 would stop the
    machine).
    """
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent < -FINEST_PLACES


def _setting(kind: type[StrEnum], name: str, value: str) -> StrEnum:
    # A bare string equals its member but is not it: an `is` would fail, and another rule be used in silence.
    try:
        return kind(value)
    except ValueError:
        raise ScoringRefused("unknown-setting", setting=name, value=value) from None


def _check_weights(scoring: Scoring) -> None:
    if not scoring.weights:
        raise ScoringRefused("no-criteria")
    for criterion, weight in scoring.weights.items():
        if weight is None:
            raise ScoringRefused("weight-missing", criterion=criterion)
        if not is_exact(weight):
            raise ScoringRefused("weight-not-a-decimal", criterion=criterion, value=weight)
        if weight < 0:
            raise ScoringRefused("weight-negative", criterion=criterion, value=weight)
        if weight > LARGEST or is_too_fine(weight):
            raise ScoringRefused("weight-out-of-range", criterion=criterion, value=weight)
    if not any(scoring.weights.values()):
        raise ScoringRefused("weights-all-zero")
    if scoring.blank is Blank.LEFT_OUT and scoring.weighting is Weighting.FACTORS:
        # Factors have no sum to rescale: a blank left out would count as zero under another name.
        raise ScoringRefused("left-out-needs-shares", blank=scoring.blank, weighting=scoring.weighting)


def _check_estimated(scoring: Scoring) -> None:
    if scoring.method not in ESTIMATED:
        return
    if scoring.weighting is not Weighting.SHARES:
        raise ScoringRefused("estimate-needs-shares", weighting=scoring.weighting)
    if scoring.blank is Blank.ZERO:
        # A missing score says nothing of the solution; as a zero it would pass for a severe juror.
        raise ScoringRefused("estimate-leaves-blanks-out", blank=scoring.blank)
    if scoring.method is Method.LIVE and sum(weight > 0 for weight in scoring.weights.values()) != 1:
        raise ScoringRefused("live-needs-one-criterion")


def _check_scale(scoring: Scoring) -> None:
    for bound in (scoring.scale_min, scoring.scale_max):
        if not is_exact(bound):
            raise ScoringRefused("scale-not-a-decimal", value=bound)
        if not -LARGEST <= bound <= LARGEST or is_too_fine(bound):
            raise ScoringRefused("scale-out-of-range", value=bound)
    if scoring.scale_min >= scoring.scale_max:
        raise ScoringRefused("scale-empty", scale_min=scoring.scale_min, scale_max=scoring.scale_max)


def _check_places(scoring: Scoring) -> None:
    for name in ("sheet_places", "criterion_places", "total_places"):
        places = getattr(scoring, name)
        if places is not None and (not isinstance(places, int) or not 0 <= places <= FINEST_PLACES):
            raise ScoringRefused("places-out-of-range", setting=name, value=places)


def _check_tie_rules(scoring: Scoring) -> None:
    rules = scoring.tie_rules
    for position, rule in enumerate(rules):
        if rule in rules[:position]:
            raise ScoringRefused("tie-rule-twice", value=rule)
        if position and rules[position - 1] in {TieRule.SHARE, TieRule.LOT}:
            raise ScoringRefused("tie-rule-out-of-reach", value=rule, after=rules[position - 1])
    if TieRule.CRITERION in rules and scoring.tie_criterion is None:
        raise ScoringRefused("tie-criterion-missing")
    if scoring.tie_criterion is not None and scoring.tie_criterion not in scoring.weights:
        raise ScoringRefused("tie-criterion-unknown", criterion=scoring.tie_criterion)
    if not isinstance(scoring.seed, int):
        raise ScoringRefused("seed-not-a-whole-number", value=scoring.seed)


def _text(value: Decimal) -> str:
    return str(in_decimal(Fraction(value)))


ESTIMATE_PLACES = 1
"""The decimals with which an estimate is shown; its place follows from the unrounded one."""


def places_of_total(scoring: Scoring) -> int | None:
    """With how many decimals the points of a solution are shown; None where no rule rounds them."""
    return ESTIMATE_PLACES if scoring.method in ESTIMATED else scoring.total_places


def points_possible(scoring: Scoring) -> tuple[Decimal, Decimal]:
    """The lowest and highest points a solution can reach, in the rubric's units: the ends of a plot."""
    lowest = min(scoring.scale_min, Decimal(0)) if scoring.blank is Blank.ZERO else scoring.scale_min
    if scoring.weighting is Weighting.SHARES:
        return lowest, scoring.scale_max
    factors = sum(scoring.weights.values(), Decimal(0))
    return min(lowest * factors, Decimal(0)), scoring.scale_max * factors
