"""The rounds of a jury: when one is added, changed or dropped, and when it may end."""

from datetime import datetime

from challenge_hub.access import YES, Decision

MOST_ROUNDS = 9


def may_add_round(*, is_organiser: bool, rounds: int, is_stopped: bool, results_are_out: bool) -> Decision:
    """Whether another round may follow the `rounds` there are.

    Refuses with not-organiser, first-the-rubric, call-is-stopped, results-are-out and too-many-rounds.
    """
    reasons = (
        (not is_organiser, "not-organiser"),
        (rounds == 0, "first-the-rubric"),
        (is_stopped, "call-is-stopped"),
        (results_are_out, "results-are-out"),
        (rounds >= MOST_ROUNDS, "too-many-rounds"),
    )
    return Decision(next((reason for applies, reason in reasons if applies), None))


def may_change_round(*, is_organiser: bool, is_closed: bool, is_stopped: bool) -> Decision:
    """Whether title, end, quorum and jurors of a round may change. Refuses with not-organiser, call-is-stopped and
    round-is-closed.
    """
    if not is_organiser:
        return Decision("not-organiser")
    if is_stopped:
        return Decision("call-is-stopped")
    return Decision("round-is-closed") if is_closed else YES


def may_change_rubric(*, is_frozen: bool, has_work: bool) -> Decision:
    """Whether the rubric of a round, and who takes part in it, may change: before anything in it was given out.

    Refuses with round-has-work.
    """
    return Decision("round-has-work") if is_frozen or has_work else YES


def may_drop_round(*, is_organiser: bool, number: int, last: int, has_work: bool) -> Decision:
    """Whether a round goes again: the last one, never the first, while nothing happened in it.

    Refuses with not-organiser, not-the-last-round and round-has-work.
    """
    if not is_organiser:
        return Decision("not-organiser")
    if number == 1 or number != last:
        return Decision("not-the-last-round")
    return Decision("round-has-work") if has_work else YES


def may_end(
    ends_at: datetime | None, *, closes_at: datetime, earlier_ends_at: datetime | None, now: datetime
) -> Decision:
    """Whether a round may end then; without a moment of its own it ends with the call.

    Refuses with round-ends-in-the-past, round-ends-before-deadline and round-ends-before-the-earlier.
    """
    if ends_at is None:
        return YES
    if ends_at <= now:
        return Decision("round-ends-in-the-past")
    if ends_at <= closes_at:
        return Decision("round-ends-before-deadline")
    if earlier_ends_at is not None and ends_at <= earlier_ends_at:
        return Decision("round-ends-before-the-earlier")
    return YES
