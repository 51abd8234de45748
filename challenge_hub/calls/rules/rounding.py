"""Exact figures and their decimal form."""

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

# No input is finer, and an unrounded figure that does not end is shown to this many places.
FINEST_PLACES = 12

# Figures that no rule of the call rounds are shown to so many decimals, half up; the order follows the exact ones.
SHOWN_PLACES = 4


def round_half_up(value: Fraction, places: int) -> Fraction:
    """Round to `places` decimal places; a half goes away from zero (2.675 → 2.68, -2.675 → -2.68)."""
    return Fraction(_whole_steps(value, places), 10**places)


def rounded(value: Fraction, places: int | None) -> Fraction:
    """Round half up where a rule states the places; leave the figure exact where it states none."""
    return value if places is None else round_half_up(value, places)


def in_decimal(value: Fraction, places: int | None = None) -> Decimal:
    """Return the figure as people read it, independent of any decimal context.

    With `places`: rounded half up, with exactly that many places. Without: exact and as short as it can be
    (4.275, 10) if it ends within twelve places, else to twelve places, half up (10/3 → 3.333333333333). Never
    compare such a figure: places are decided by the fraction itself.
    """
    if places is None:
        places = _shortest_places(value)
    steps = _whole_steps(value, places)
    return Decimal((int(steps < 0), tuple(int(digit) for digit in str(abs(steps))), -places))


def shown(figure: Decimal, places: int | None) -> Decimal:
    """A figure as it is shown, without zeros at the end that say nothing.

    With the `places` that the rules of the round state, else with at most four, half up.
    """
    step = Decimal(1).scaleb(-(SHOWN_PLACES if places is None else places))
    return figure.quantize(step, ROUND_HALF_UP).normalize() + 0


def is_finer_than(value: Decimal, places: int) -> bool:
    """Say whether a finite figure has more decimal places than that, zeros at its end aside."""
    exponent = value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and -exponent > places


def _whole_steps(value: Fraction, places: int) -> int:
    steps_in_one: int = 10**places
    size = math.floor(abs(value) * steps_in_one + Fraction(1, 2))
    return size if value >= 0 else -size


def _shortest_places(value: Fraction) -> int:
    for places in range(FINEST_PLACES):
        if 10**places % value.denominator == 0:
            return places
    return FINEST_PLACES
