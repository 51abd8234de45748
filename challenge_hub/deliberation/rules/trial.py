"""The trial scoring: when it is prepared, open and closed, and how far points lie apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from challenge_hub.access import YES, Decision

FEWEST_EXAMPLES, MOST_EXAMPLES = 2, 3
SHOWN = Decimal("0.01")
WIDE_SHARE = 2
"""Points are far apart where they span half the scale or more: one part of so many."""


class CalibrationStage(StrEnum):
    """How far the trial scoring of a round is."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"


def may_set_up(*, leads: bool, is_published: bool, is_set_up: bool, has_scores: bool) -> Decision:
    """Whether a trial scoring may be prepared: in a published call, once, and before the first point of the round.

    Refuses with not-organiser-or-chair, not-published, trial-is-set-up and scoring-began.
    """
    if not leads:
        return Decision("not-organiser-or-chair")
    if not is_published:
        return Decision("not-published")
    if is_set_up:
        return Decision("trial-is-set-up")
    return Decision("scoring-began") if has_scores else YES


def may_prepare(*, leads: bool, stage: CalibrationStage) -> Decision:
    """Whether examples may be written, or the trial dropped. Refuses with not-organiser-or-chair, trial-has-begun."""
    if not leads:
        return Decision("not-organiser-or-chair")
    return YES if stage is CalibrationStage.PREPARED else Decision("trial-has-begun")


def may_add_example(*, leads: bool, stage: CalibrationStage, examples: int) -> Decision:
    """Refuses as `may_prepare` does, and with enough-examples."""
    decision = may_prepare(leads=leads, stage=stage)
    return Decision("enough-examples") if decision and examples >= MOST_EXAMPLES else decision


def may_begin_trial(*, leads: bool, stage: CalibrationStage, examples: int) -> Decision:
    """Refuses as `may_prepare` does, and with too-few-examples."""
    decision = may_prepare(leads=leads, stage=stage)
    return Decision("too-few-examples") if decision and examples < FEWEST_EXAMPLES else decision


def may_try(*, stage: CalibrationStage, is_declared: bool, is_complete: bool) -> Decision:
    """Whether a juror may give points to an example: until all are given, so that nobody is swayed by the others.

    Refuses with not-declared, trial-not-open and trial-is-done.
    """
    if not is_declared:
        return Decision("not-declared")
    if stage is not CalibrationStage.OPEN:
        return Decision("trial-not-open")
    return Decision("trial-is-done") if is_complete else YES


def may_see_spread(*, stage: CalibrationStage, is_juror: bool, is_complete: bool) -> bool:
    """Jurors see how far points lie apart when their own are in; afterwards everybody of the jury does."""
    if stage is CalibrationStage.PREPARED:
        return False
    return stage is CalibrationStage.CLOSED or is_complete or not is_juror


def may_reword(*, leads: bool, stage: CalibrationStage) -> Decision:
    """Whether the wording of the rubric may be amended: while the trial is open, so before the first real point.

    Refuses with not-organiser-or-chair and trial-not-open.
    """
    if not leads:
        return Decision("not-organiser-or-chair")
    return YES if stage is CalibrationStage.OPEN else Decision("trial-not-open")


@dataclass(frozen=True)
class Spread:
    """The points of one example for one criterion, sorted; `mean` to two decimals, half up."""

    points: tuple[Decimal, ...]
    mean: Decimal
    is_wide: bool

    @property
    def low(self) -> Decimal:
        return self.points[0]

    @property
    def high(self) -> Decimal:
        return self.points[-1]


def spreads(given: Mapping[int, Sequence[Decimal]], scale: tuple[Decimal, Decimal]) -> dict[int, Spread]:
    """How far points lie apart, by criterion (id); one without points is left out."""
    found = {}
    for criterion, values in given.items():
        if not values:
            continue
        points = tuple(sorted(values))
        mean = (sum(points, Decimal(0)) / len(points)).quantize(SHOWN, ROUND_HALF_UP).normalize() + 0
        is_wide = (points[-1] - points[0]) * WIDE_SHARE >= scale[1] - scale[0]
        found[criterion] = Spread(points, mean, is_wide)
    return found


def is_contested(low: Decimal, high: Decimal, possible: tuple[Decimal, Decimal]) -> bool:
    """Whether the sheets of a solution span half the points possible or more."""
    return (high - low) * WIDE_SHARE >= possible[1] - possible[0]
