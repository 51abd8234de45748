"""What waits for one person in the teams' rooms, in one statement, however many teams there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import ids_of_organised_calls
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.together import Together, answers_to, together
from challenge_hub.teams.models import GuardianConsent, JoinRequest, Team, TeamInvitation
from challenge_hub.teams.queries import TeamLink, link_of, links_to_teams
from challenge_hub.teams.reserved import is_pending
from challenge_hub.teams.waiting import OPEN_INVITATION, teams_that_want_another_lead


@dataclass(frozen=True)
class Invited:
    """An open invitation to the confirmed address of this person."""

    id: int
    team_name: str


@dataclass(frozen=True)
class OwnRequest:
    """A request of one's own that is not decided yet."""

    team_name: str
    team_key: str
    call_slug: str


@dataclass(frozen=True)
class AskedGuardian:
    """A team in which a seat is kept for this person until a guardian has answered."""

    team_name: str
    team_key: str
    call_slug: str


@dataclass(frozen=True)
class CallWithWish:
    """A call this person organises, in which enough members of a team ask for the same new lead."""

    slug: str
    title: Mapping[str, str]


@dataclass(frozen=True)
class Awaited:
    """Everything of the teams' rooms that one person has to do with."""

    teams: Sequence[TeamLink]
    invitations: Sequence[Invited]
    requests: Sequence[OwnRequest]
    wishes: Sequence[CallWithWish]
    guardians: Sequence[AskedGuardian]


Question = Select[*tuple[Any, ...]]


def awaited_of(viewer: Actor, now: datetime) -> Awaited:
    """Own teams, invitations and requests; for organisers the calls in which teams want another lead."""
    teams, invitations, requests, wishes, guardians = answers_to(*_awaited(viewer=viewer, now=now))
    return Awaited(
        [link_of(row) for row in teams],
        [Invited(*row) for row in invitations],
        [OwnRequest(*row) for row in requests],
        [CallWithWish(*row) for row in wishes],
        [AskedGuardian(*row) for row in guardians],
    )


@once
def _awaited(*, viewer: Actor, now: datetime) -> Together:
    asked = (_invitations(viewer), _requests(viewer), _wishes(viewer), _guardians(viewer))
    return together(links_to_teams(viewer, now), *asked)


def _invitations(viewer: Actor) -> Question:
    own = select(Person.mail).where(Person.id == viewer.person_id).scalar_subquery()
    statement = select(TeamInvitation.id, Team.name).join(TeamInvitation.team)
    return statement.where(TeamInvitation.mail == own, OPEN_INVITATION, Team.dissolved_at.is_(None))


def _requests(viewer: Actor) -> Question:
    statement = select(Team.name, Team.key, Call.slug).join(JoinRequest, JoinRequest.team_id == Team.id)
    statement = statement.join(Call, Team.call_id == Call.id)
    return statement.where(JoinRequest.person_id == viewer.person_id, JoinRequest.decided_at.is_(None))


def _guardians(viewer: Actor) -> Question:
    statement = select(Team.name, Team.key, Call.slug).join(GuardianConsent, GuardianConsent.team_id == Team.id)
    statement = statement.join(Call, Team.call_id == Call.id).where(GuardianConsent.sent_at.is_not(None), is_pending())
    return statement.where(GuardianConsent.person_id == viewer.person_id)


def _wishes(viewer: Actor) -> Question:
    teams = teams_that_want_another_lead(ids_of_organised_calls(viewer))
    calls = select(Team.call_id).where(Team.id.in_(teams))
    return select(Call.slug, Call.title).where(Call.id.in_(calls))
