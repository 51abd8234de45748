"""What may be published, and which number a juror bears in a publication."""

import hashlib
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from challenge_hub.access import YES, Decision
from challenge_hub.judging.rules.scoring import Blank, Scoring, Weighting

FEWEST_JURORS_FOR_SHEETS = 5
SHOWN_PLACES = 4
"""Figures that no rule of the call rounds are shown to four decimals, half up; the order follows the exact ones."""


def may_publish(*, is_operator: bool, review_count: int, number: int, last_number: int, reason: str | None) -> Decision:
    """Whether a round may be published as `number`, after `last_number` (0: never yet).

    Refuses with not-operator, nothing-reviewed, number-out-of-turn and correction-needs-reason.
    """
    if not is_operator:
        return Decision("not-operator")
    if review_count == 0:
        return Decision("nothing-reviewed")
    if number != last_number + 1:
        return Decision("number-out-of-turn")
    return Decision("correction-needs-reason") if number > 1 and not reason else YES


def sheets_appear(*, said_before: bool, juror_count: int) -> bool:
    """Whether sheets are published: the round said so beforehand, and five jurors or more hide each other."""
    return said_before and juror_count >= FEWEST_JURORS_FOR_SHEETS


def numbers_drawn(jurors: Iterable[str], seed: int) -> dict[str, int]:
    """Draw a number from 1 for each juror id: by seed and ids alone, so that the same draw can be made again."""

    def ticket(juror: str) -> str:
        return hashlib.sha256(f"juror:{seed}:{juror}".encode()).hexdigest()

    return {juror: number for number, juror in enumerate(sorted(set(jurors), key=ticket), start=1)}


def points_possible(scoring: Scoring) -> tuple[Decimal, Decimal]:
    """The lowest and highest points a solution can reach, in the rubric's units: the ends of a plot."""
    lowest = min(scoring.scale_min, Decimal(0)) if scoring.blank is Blank.ZERO else scoring.scale_min
    if scoring.weighting is Weighting.SHARES:
        return lowest, scoring.scale_max
    factors = sum(scoring.weights.values(), Decimal(0))
    return min(lowest * factors, Decimal(0)), scoring.scale_max * factors


def shown(figure: Decimal) -> Decimal:
    """A figure to at most four decimals, half up, without zeros at the end that say nothing."""
    if figure == figure.to_integral_value():
        return figure.to_integral_value()
    return figure.quantize(Decimal(1).scaleb(-SHOWN_PLACES), ROUND_HALF_UP).normalize() + 0
