"""What may be published, and which number a juror bears in a publication."""

import hashlib
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from challenge_hub.access import YES, Decision

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


class Sheets(StrEnum):
    """What becomes of the single sheets in a publication, with the reason where they do not appear."""

    PUBLISHED = "published"
    NOT_ANNOUNCED = "not-announced"
    TOO_FEW_JURORS = "too-few-jurors"


def sheets_of(*, said_before: bool, juror_count: int) -> Sheets:
    """Sheets are published if the round said so beforehand and five jurors or more hide each other."""
    if not said_before:
        return Sheets.NOT_ANNOUNCED
    return Sheets.PUBLISHED if juror_count >= FEWEST_JURORS_FOR_SHEETS else Sheets.TOO_FEW_JURORS


def numbers_drawn(jurors: Iterable[str], seed: int) -> dict[str, int]:
    """Draw a number from 1 for each juror id: by seed and ids alone, so that the same draw can be made again."""

    def ticket(juror: str) -> str:
        return hashlib.sha256(f"juror:{seed}:{juror}".encode()).hexdigest()

    return {juror: number for number, juror in enumerate(sorted(set(jurors), key=ticket), start=1)}


def shown(figure: Decimal, places: int | None) -> Decimal:
    """A figure as it is shown, without zeros at the end that say nothing.

    Where the rules of the round state its `places` it has them already; else it gets at most four, half up.
    """
    rounded = figure.quantize(Decimal(1).scaleb(-SHOWN_PLACES), ROUND_HALF_UP) if places is None else figure
    return rounded.normalize() + 0


class Outcome(StrEnum):
    """What follows from a solution for a municipality."""

    YES = "yes"
    WITH_CONDITIONS = "with-conditions"
    NO = "no"
