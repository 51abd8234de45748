"""Lists of teams: those that take requests, for everybody; all of a call, for its organisers."""

from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.blindfold import hides_names
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.pagination import Page, page_of
from challenge_hub.organisations.models import Organisation
from challenge_hub.teams.models import JoinRequest, Team, TeamMember
from challenge_hub.teams.queries import is_here, size_of_team


@dataclass(frozen=True)
class OpenTeam:
    """A team as everybody may see it: who is in it stays inside."""

    id: int
    key: str
    name: str
    looking_for: str
    acts_for: str | None
    size: int


@dataclass(frozen=True)
class TeamRow:
    """A team as organisers see it."""

    id: int
    key: str
    name: str
    acts_for: str | None
    size: int
    confirmed: int


def open_teams(viewer: Actor, call_id: int, *, number: int = 1) -> Page[OpenTeam]:
    """Teams of a call that take requests, by name, a page at a time; none while an anonymised round hides names."""
    among = select(Team.id).where(
        Team.call_id == call_id, Team.takes_requests, Team.founded_at.is_not(None), Team.dissolved_at.is_(None)
    )
    among = among.where(~hides_names(Team.call_id), Team.hidden_at.is_(None))
    shown = select(Team.id, Team.key, Team.name, Team.looking_for, Organisation.name, size_of_team())
    return page_of(
        shown.outerjoin(Team.organisation),
        number,
        among=among,
        order=(Team.name, Team.id),
        row=lambda columns: OpenTeam(*columns),
    )


def open_team(viewer: Actor, call_slug: str, key: str) -> tuple[Team, Call]:
    """A team for somebody who asks to join it, or has asked."""
    asked = select(JoinRequest.team_id).where(
        JoinRequest.person_id == viewer.person_id, JoinRequest.decided_at.is_(None)
    )
    team = one_or_404(
        select(Team)
        .join(Call, Team.call_id == Call.id)
        .where(Call.slug == call_slug, Call.published_at.is_not(None), Team.key == key)
        .where(or_(and_(Team.takes_requests, ~hides_names(Team.call_id), Team.hidden_at.is_(None)), Team.id.in_(asked)))
        .where(Team.dissolved_at.is_(None))
    )
    return team, one_or_404(select(Call).where(Call.id == team.call_id))


def team_behind(token: str) -> Team | None:
    """The team whose link somebody holds; None where the link is dead or never lived."""
    return db.session.scalar(select(Team).where(Team.join_token == token, Team.dissolved_at.is_(None)))


def all_teams(call_id: int, *, number: int = 1) -> Page[TeamRow]:
    """Every team of a call, for its organisers, by name."""
    sure = select(func.count()).select_from(TeamMember).join(Person, TeamMember.person_id == Person.id)
    sure = sure.where(TeamMember.team_id == Team.id, is_here(), Person.mail.is_not(None)).correlate(Team)
    shown = select(Team.id, Team.key, Team.name, Organisation.name, size_of_team(), sure.scalar_subquery())
    return page_of(
        shown.outerjoin(Team.organisation),
        number,
        among=select(Team.id).where(Team.call_id == call_id, Team.dissolved_at.is_(None)),
        order=(Team.name, Team.id),
        row=lambda columns: TeamRow(*columns),
    )


def team_in_call(call_id: int, key: str) -> Team:
    """A team for the organisers of its call."""
    return one_or_404(select(Team).where(Team.call_id == call_id, Team.key == key, Team.dissolved_at.is_(None)))
