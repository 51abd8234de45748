"""Once a year an owner looks who sits in an organisation. Pure."""

from datetime import datetime, timedelta

from challenge_hub.access import YES, Decision
from challenge_hub.organisations.rules import Seat

LOOKED_FOR, REMINDED_AFTER = timedelta(days=365), timedelta(days=30)
"""So long it counts that an owner has looked; so often owners are reminded."""


def is_look_due(confirmed_at: datetime | None, people_confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether an owner is to look who sits in an organisation: a year after it was confirmed, then once a year."""
    since = people_confirmed_at or confirmed_at
    return since is not None and now - since >= LOOKED_FOR


def may_confirm_people(*, seat: Seat | None) -> Decision:
    """Whether somebody may say that the right people sit there. Refuses with not-owner."""
    return YES if seat is Seat.OWNER else Decision("not-owner")
