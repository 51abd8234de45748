"""Who is what in a team, and what it needs before it hands in."""

from dataclasses import dataclass
from enum import StrEnum

from challenge_hub.access import YES, Decision


class TeamRole(StrEnum):
    LEAD = "lead"
    MEMBER = "member"


@dataclass(frozen=True)
class TeamStanding:
    """How a team stands: how many are in it, how many of them confirmed, and what its call asks (`max` may be open)."""

    size: int
    confirmed: int
    min: int
    max: int | None
    lead_confirmed: bool
    terms_accepted: bool
    is_dissolved: bool = False

    @property
    def is_full(self) -> bool:
        return self.max is not None and self.size >= self.max


def may_submit(standing: TeamStanding) -> Decision:
    """What a team needs before it hands in, in the order in which it is told.

    Refuses with team-is-dissolved, team-is-too-small, lead-not-confirmed or terms-not-accepted.
    """
    if standing.is_dissolved:
        return Decision("team-is-dissolved")
    if standing.size < standing.min:
        return Decision("team-is-too-small")
    if not standing.lead_confirmed:
        return Decision("lead-not-confirmed")
    return YES if standing.terms_accepted else Decision("terms-not-accepted")
