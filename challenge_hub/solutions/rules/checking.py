"""The formal pre-check, and conflicts of interest."""

from datetime import datetime

from challenge_hub.access import YES, Decision
from challenge_hub.solutions.rules import Admission


def may_check(
    *, is_organiser: bool, in_conflict: bool, is_over: bool, takes_part: bool, version_seen: int, version: int
) -> Decision:
    """Whether somebody enters a finding about a solution: `is_over` says that the deadline has passed, `takes_part`
    that it was handed in and not withdrawn.

    Refuses with not-organising, conflict-with-solution, call-is-still-open, solution-was-withdrawn, and with
    newer-version where the team has handed in another one than was read.
    """
    if not is_organiser:
        return Decision("not-organising")
    if in_conflict:
        return Decision("conflict-with-solution")
    if not is_over:
        return Decision("call-is-still-open")
    if not takes_part:
        return Decision("solution-was-withdrawn")
    return YES if version_seen == version else Decision("newer-version")


def may_admit_all(*, is_over: bool) -> Decision:
    """Whether the complete ones are admitted at once. Refuses with call-is-still-open."""
    return YES if is_over else Decision("call-is-still-open")


def is_sound(outcome: Admission, *, reason: str, returned_until: datetime | None, now: datetime) -> Decision:
    """Whether a finding can stand: anything but an admission needs a reason, a return a moment after now.

    Refuses with finding-needs-reason, return-needs-date, return-date-is-past.
    """
    if outcome is Admission.ADMITTED:
        return YES
    if not reason.strip():
        return Decision("finding-needs-reason")
    if outcome is Admission.NOT_ADMITTED:
        return YES
    if returned_until is None:
        return Decision("return-needs-date")
    return YES if returned_until > now else Decision("return-date-is-past")
