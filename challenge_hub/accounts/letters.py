"""Mails that a person has sent to other people's addresses: so many a day, however often they are taken back."""

from datetime import datetime, timedelta

from challenge_hub.access import Actor, Refused
from challenge_hub.infrastructure.throttle import NO_WAIT, Count, Pace, take

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
TO_TEAMS = Pace("letters to teams", free=40, first=MINUTE, longest=15 * MINUTE, forgets=DAY)
TO_OFFICES = Pace("letters to offices", free=600, first=MINUTE, longest=15 * MINUTE, forgets=DAY)
"""Whoever invites a jury or colleagues was confirmed as an organisation, and a large jury is invited in one day."""


def count_letter(pace: Pace, *, by: Actor, now: datetime) -> None:
    """Count one mail of this person within the act that sends it. Refuses with too-many-letters."""
    if take([Count(pace, str(by.person_id))], now=now) > NO_WAIT:
        raise Refused("too-many-letters")
