"""Correcting what was published: prepared by one, released by another, under the next number and with a reason."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from challenge_hub.access import YES, Decision

Solution = TypeVar("Solution", bound=Hashable)
Reached = tuple[int | None, str | None]
"""Place and points; None where nobody reviewed the solution."""


@dataclass(frozen=True)
class Corrected(Generic[Solution]):
    """A solution that a correction concerns: its place and points before and after."""

    solution: Solution
    before: Reached
    after: Reached


def corrected(before: Mapping[Solution, Reached], after: Mapping[Solution, Reached]) -> list[Corrected[Solution]]:
    """What differs in place or points, the best place of now first. A solution that is not there has neither."""
    nothing: Reached = (None, None)
    found = [
        Corrected(solution, before.get(solution, nothing), after.get(solution, nothing))
        for solution in {**before, **after}
        if before.get(solution, nothing) != after.get(solution, nothing)
    ]
    last = len(before) + len(after) + 1
    return sorted(found, key=lambda one: (one.after[0] or last, one.before[0] or last))


def may_correct(
    *, is_entitled: bool, in_conflict: bool, is_waiting: bool, has_changed: bool, is_the_shown: bool, reason: str
) -> Decision:
    """Whether a correction may be prepared: by chair or organiser without a conflict of interest in the round.

    Refuses with not-entitled, conflict-in-correction, correction-waits, nothing-to-correct, changed-since-shown and
    correction-needs-reason.
    """
    return _first(
        (not is_entitled, "not-entitled"),
        (in_conflict, "conflict-in-correction"),
        (is_waiting, "correction-waits"),
        (not has_changed, "nothing-to-correct"),
        (not is_the_shown, "changed-since-shown"),
        (not reason.strip(), "correction-needs-reason"),
    )


def may_release_correction(
    *, is_entitled: bool, in_conflict: bool, is_waiting: bool, has_prepared: bool, is_unchanged: bool
) -> Decision:
    """Whether it may be released: by somebody else, free of conflict as well, and as it was prepared and shown.

    Refuses with not-entitled, conflict-in-correction, not-prepared, four-eyes and changed-since-shown.
    """
    return _first(
        (not is_entitled, "not-entitled"),
        (in_conflict, "conflict-in-correction"),
        (not is_waiting, "not-prepared"),
        (has_prepared, "four-eyes"),
        (not is_unchanged, "changed-since-shown"),
    )


def _first(*reasons: tuple[bool, str]) -> Decision:
    """The first reason that applies."""
    found: Iterable[str] = (reason for applies, reason in reasons if applies)
    return next((Decision(reason) for reason in found), YES)
