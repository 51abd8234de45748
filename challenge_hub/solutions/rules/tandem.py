"""The tandem: a municipality works with the chosen team on an adapted version. The judged version stays as it is."""

from datetime import datetime

from challenge_hub.access import Decision


def tandem_is_open(*, told_at: datetime | None, closed_at: datetime | None, ends_at: datetime, now: datetime) -> bool:
    """From the moment the team heard that it was chosen until the round is closed or ends."""
    return told_at is not None and told_at <= now and closed_at is None and now < ends_at


def may_adapt(*, is_open: bool, is_confirmed: bool, is_complete: bool, is_as_seen: bool, has_changed: bool) -> Decision:
    """Whether somebody of the chosen team submits an adapted version, exactly as it was seen.

    Refuses with tandem-is-over, not-confirmed, solution-is-incomplete, newer-edit and nothing-adapted.
    """
    reasons = (
        (not is_open, "tandem-is-over"),
        (not is_confirmed, "not-confirmed"),
        (not is_complete, "solution-is-incomplete"),
        (not is_as_seen, "newer-edit"),
        (not has_changed, "nothing-adapted"),
    )
    return Decision(next((reason for applies, reason in reasons if applies), None))
