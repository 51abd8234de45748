"""The three averages a round can choose from, exact."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.calls.rules.rounding import in_decimal
from challenge_hub.calls.rules.scoring import Method

FEWEST_TO_TRIM = 5


def mean(values: Iterable[Decimal], places: int | None = None) -> Decimal:
    """Return the arithmetic mean of at least one value, rounded as `in_decimal` says. Refuses:
    nothing-to-average.
    """
    return in_decimal(exact_average(Method.MEAN, _exact(values)), places)


def median(values: Iterable[Decimal], places: int | None = None) -> Decimal:
    """Return the middle value, or the mean of the two middle ones. Refuses: nothing-to-average."""
    return in_decimal(exact_average(Method.MEDIAN, _exact(values)), places)


def trimmed_mean(values: Iterable[Decimal], places: int | None = None) -> Decimal:
    """Return the mean without one highest and one lowest value. Refuses fewer than five values:
    too-few-to-trim.
    """
    return in_decimal(exact_average(Method.TRIMMED_MEAN, _exact(values)), places)


def exact_average(method: Method, values: Sequence[Fraction], **whose: str) -> Fraction:
    """Return the average of `values` by `method`, unrounded.

    Refuses nothing-to-average, and too-few-to-trim with the facts `found` and `needed`; `whose` (a solution,
    a criterion) joins the facts of a refusal.
    """
    if not values:
        raise ScoringRefused("nothing-to-average", **whose)
    if not can_average(method, values):
        raise ScoringRefused("too-few-to-trim", **whose, found=len(values), needed=FEWEST_TO_TRIM)
    return _AVERAGES[method](values)


def can_average(method: Method, values: Sequence[Fraction]) -> bool:
    """Say whether there are enough values: one, or five where the highest and the lowest are dropped."""
    return len(values) >= (FEWEST_TO_TRIM if method is Method.TRIMMED_MEAN else 1)


def _exact(values: Iterable[Decimal]) -> list[Fraction]:
    return [Fraction(value) for value in values]


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, start=Fraction(0)) / len(values)


def _median(values: Sequence[Fraction]) -> Fraction:
    ordered = sorted(values)
    half = len(ordered) // 2
    return _mean(ordered[half : half + 1] if len(ordered) % 2 else ordered[half - 1 : half + 1])


def _trimmed_mean(values: Sequence[Fraction]) -> Fraction:
    return _mean(sorted(values)[1:-1])


_AVERAGES: Mapping[Method, Callable[[Sequence[Fraction]], Fraction]] = {
    Method.MEAN: _mean,
    Method.MEDIAN: _median,
    Method.TRIMMED_MEAN: _trimmed_mean,
}
