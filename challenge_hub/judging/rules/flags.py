"""What about a juror invites a question. A flag is no fault: nobody is left out for one."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from statistics import median
from typing import Any

FEWEST_TO_DISAGREE = 5
NARROW, WIDE = 0.5, 1.75
RARELY_RELIABLE = 1 / 3
FAR = 3
"""From so many places on it is said that leaving out the juror moves a solution."""


class Flag(StrEnum):
    """A sentence about a juror."""

    STRICT = "strict"
    MILD = "mild"
    NARROW = "narrow"
    WIDE = "wide"
    NOISY = "noisy"
    CONSTANT = "constant"
    STRAIGHT = "straight"
    OTHER_ORDER = "other-order"
    MOVES = "moves"


def reliabilities(jurors: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """The reliability of each juror (key) as a multiple of that of the juror in the middle."""
    found = {juror["juror"]: float(juror["reliability"]) for juror in jurors}
    middle = median(found.values()) if found else 1.0
    return {key: value / middle for key, value in found.items()}


def flags(juror: Mapping[str, Any], *, reliability: float) -> tuple[Flag, ...]:
    """What the figures stored of a juror invite to ask, `reliability` as above.

    Strict or mild is who is so with 95 % probability. A constant juror says nothing of order, scale or reliability.
    """
    known = [
        (Flag.STRICT, juror["severity_low"] > 0),
        (Flag.MILD, juror["severity_high"] < 0),
        (Flag.CONSTANT, juror["is_constant"]),
        (Flag.STRAIGHT, juror.get("is_straight", False) and not juror["is_constant"]),
        (Flag.MOVES, juror.get("moves", 0) >= FAR),
    ]
    if not juror["is_constant"]:
        agreement = juror.get("agreement")
        known += [
            (Flag.NARROW, juror["spread"] < NARROW),
            (Flag.WIDE, juror["spread"] > WIDE),
            (Flag.NOISY, reliability < RARELY_RELIABLE),
            (Flag.OTHER_ORDER, agreement is not None and agreement < 0 and juror["reviews"] >= FEWEST_TO_DISAGREE),
        ]
    return tuple(flag for flag, applies in known if applies)
