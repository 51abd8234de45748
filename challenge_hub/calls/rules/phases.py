"""Formats, dates and the phase that follows from them; and whether a call takes answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from challenge_hub.access import YES, Decision


class Format(StrEnum):
    CALL_FOR_SOLUTIONS = "call-for-solutions"
    HACKATHON = "hackathon"
    OPEN_SOCIAL_INNOVATION = "open-social-innovation"


class OrganiserRole(StrEnum):
    LEAD = "lead"
    CO_ORGANISER = "co-organiser"
    PARTNER = "partner"
    SPONSOR = "sponsor"


class Phase(StrEnum):
    ANNOUNCED = "announced"
    OPEN = "open"
    JUDGING = "judging"
    FINISHED = "finished"


@dataclass(frozen=True)
class Dates:
    """The three moments of a call, aware and in order; a phase begins at its moment and ends just before the next."""

    opens_at: datetime
    closes_at: datetime
    ends_at: datetime

    @property
    def in_order(self) -> bool:
        return self.opens_at < self.closes_at <= self.ends_at


def phase_at(dates: Dates, now: datetime) -> Phase:
    """Announced before `opens_at`, open before `closes_at`, judging before `ends_at`, then finished."""
    if now < dates.opens_at:
        return Phase.ANNOUNCED
    if now < dates.closes_at:
        return Phase.OPEN
    if now < dates.ends_at:
        return Phase.JUDGING
    return Phase.FINISHED


def open_for_answers(*, dates: Dates, published: bool, suspended: bool, cancelled: bool, now: datetime) -> Decision:
    """Whether anything may be handed in to a call now: a challenge, a team, a solution.

    Refuses with call-not-open-yet, call-is-cancelled, call-is-suspended, call-has-closed.
    """
    if not published:
        return Decision("call-not-open-yet")
    if cancelled:
        return Decision("call-is-cancelled")
    if suspended:
        return Decision("call-is-suspended")
    if now < dates.opens_at:
        return Decision("call-not-open-yet")
    return YES if now < dates.closes_at else Decision("call-has-closed")
