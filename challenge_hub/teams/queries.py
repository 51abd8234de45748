"""Questions about teams, for those who are in them and those who may be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor, Decision
from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.acting import acts_as
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.organisations.models import Organisation, OrganisationKind, OrganisationMember
from challenge_hub.teams.agreed import has_conduct, has_terms
from challenge_hub.teams.models import GuardianConsent, JoinRequest, Team, TeamMember
from challenge_hub.teams.reserved import keeps_seat
from challenge_hub.teams.rules import TeamRole, TeamStanding, may_gather


@dataclass(frozen=True)
class Room:
    """A team as one of its members enters it: with its call, and what the member is in it."""

    team: Team
    call: Call
    role: TeamRole

    @property
    def is_lead(self) -> bool:
        return self.role is TeamRole.LEAD


@dataclass(frozen=True)
class MemberLine:
    """A member as the others see them; `offices` names the public administration in which they are officers."""

    id: int
    person_id: int
    name: str
    role: TeamRole
    is_confirmed: bool
    offices: tuple[str, ...] = ()


@dataclass(frozen=True)
class TeamLink:
    """The way to a team of one's own, with what waits there: requests to join, terms nobody has accepted, a code of
    conduct that this person has not accepted.
    """

    id: int
    key: str
    name: str
    role: TeamRole
    call_id: int
    call_slug: str
    call_title: Mapping[str, str]
    closes_at: datetime
    time_zone: str
    requests: int
    lacks_terms: bool
    lacks_conduct: bool


def gathering(call: Call, now: datetime) -> Decision:
    """Whether teams of this call are founded and changed now."""
    return may_gather(
        dates=call.dates,
        published=call.published_at is not None,
        suspended=call.suspended_at is not None,
        cancelled=call.cancelled_at is not None,
        now=now,
    )


def published_call(viewer: Actor, slug: str) -> Call:
    """A call without its long texts."""
    return one_or_404(select(Call).where(Call.slug == slug, Call.published_at.is_not(None)))


def call_of(team: Team) -> Call:
    return db.session.get_one(Call, team.call_id)


def is_here() -> ColumnElement[bool]:
    """The seat is taken still."""
    return TeamMember.left_at.is_(None)


def size_of_team() -> ScalarSelect[int]:
    """How many are in a team, beside its row."""
    counted = select(func.count()).select_from(TeamMember).where(TeamMember.team_id == Team.id, is_here())
    return counted.correlate(Team).scalar_subquery()


def room_of(viewer: Actor, call_slug: str, key: str) -> Room:
    """A team for those who are in it; for everybody else it does not exist."""
    statement = (
        select(Team, Call, TeamMember.role)
        .join(Call, Team.call_id == Call.id)
        .join(TeamMember, TeamMember.team_id == Team.id)
        .where(Call.slug == call_slug, Team.key == key, Team.dissolved_at.is_(None))
        .where(TeamMember.person_id == viewer.person_id, is_here())
        .options(joinedload(Team.organisation))
    )
    found = db.session.execute(statement).one_or_none()
    if found is None:
        raise NotFound
    team, call, role = found
    acts_as(role)
    return Room(team, call, TeamRole(role))


def led_room_of(viewer: Actor, call_slug: str, key: str) -> Room:
    """The same for the lead alone."""
    room = room_of(viewer, call_slug, key)
    if not room.is_lead:
        raise NotFound
    return room


def team_of(viewer: Actor, call_slug: str, key: str) -> Team:
    """The same without its surroundings."""
    return room_of(viewer, call_slug, key).team


def role_of(person_id: int | None, team_id: int) -> TeamRole | None:
    """What a person is in a team, if anything."""
    statement = select(TeamMember.role).where(TeamMember.team_id == team_id, TeamMember.person_id == person_id)
    role = db.session.scalar(statement.where(is_here()))
    return TeamRole(role) if role else None


def is_in_team(viewer: Actor, call_id: int) -> bool:
    """Whether this person is in some team of a call."""
    own = select(TeamMember.id).join(TeamMember.team).where(TeamMember.person_id == viewer.person_id, is_here())
    here = own.where(Team.call_id == call_id, Team.dissolved_at.is_(None))
    return db.session.scalar(here.limit(1)) is not None


def teams_of(viewer: Actor, now: datetime) -> Sequence[TeamLink]:
    """The teams this person is in, the newest deadline first."""
    found = db.session.execute(links_to_teams(viewer, now).order_by(Call.closes_at.desc(), Team.id))
    return [link_of(row) for row in found]


def links_to_teams(viewer: Actor, now: datetime) -> Select[*tuple[Any, ...]]:
    """A part of other statements: what makes a `TeamLink`, for each team this person is in."""
    requests = select(func.count(JoinRequest.id)).where(
        JoinRequest.team_id == Team.id, JoinRequest.decided_at.is_(None)
    )
    return (
        select(
            Team.id,
            Team.key,
            Team.name,
            TeamMember.role,
            Call.id,
            Call.slug,
            Call.title,
            Call.closes_at,
            Call.time_zone,
            requests.correlate(Team).scalar_subquery(),
            case((has_terms(now), False), else_=True),
            case((has_conduct(now, viewer.person_id), False), else_=True),
        )
        .join(TeamMember, TeamMember.team_id == Team.id)
        .join(Call, Team.call_id == Call.id)
        .where(TeamMember.person_id == viewer.person_id, is_here(), Team.dissolved_at.is_(None))
    )


def link_of(row: Any) -> TeamLink:
    """A row of `links_to_teams`."""
    id_, key, name, role, *call, requests, lacks_terms, lacks_conduct = row
    lacks = bool(lacks_terms), bool(lacks_conduct)
    return TeamLink(id_, key, name, TeamRole(role), *call, requests, *lacks)  # type: ignore[call-arg]


def members_of(viewer: Actor, team_id: int) -> Sequence[MemberLine]:
    """Who is in a team, the lead first; officers of a confirmed public administration are shown as such."""
    statement = (
        select(TeamMember.id, Person.id, Person.display_name, TeamMember.role, Person.mail, Organisation.name)
        .join(Person, TeamMember.person_id == Person.id)
        .outerjoin(OrganisationMember, OrganisationMember.person_id == Person.id)
        .outerjoin(Organisation, and_(OrganisationMember.organisation_id == Organisation.id, _is_administration()))
        .where(TeamMember.team_id == team_id, is_here())
        .order_by(TeamMember.role, TeamMember.joined_at, TeamMember.id, Organisation.name)
    )
    lines: dict[int, MemberLine] = {}
    for id_, person_id, name, role, mail, office in db.session.execute(statement):
        before = lines[id_].offices if id_ in lines else ()
        offices = (*before, office) if office else before
        lines[id_] = MemberLine(id_, person_id, name, TeamRole(role), mail is not None, offices)
    return list(lines.values())


def _is_administration() -> ColumnElement[bool]:
    public = select(OrganisationKind.key).where(OrganisationKind.is_public)
    return and_(Organisation.confirmed_at.is_not(None), Organisation.kind.in_(public))


def member_or_404(room: Room, member_id: int) -> TeamMember:
    """One member of the room's team, with the person."""
    statement = select(TeamMember).where(TeamMember.id == member_id, TeamMember.team_id == room.team.id, is_here())
    return one_or_404(statement.options(joinedload(TeamMember.person)))


def standing_of(team_id: int, now: datetime) -> TeamStanding:
    """How a team stands at this moment: one statement."""
    seats = select(func.count(TeamMember.id)).join(Person).where(TeamMember.team_id == Team.id, is_here())
    confirmed = seats.where(Person.mail.is_not(None))
    leads = confirmed.where(TeamMember.role == TeamRole.LEAD)
    kept = select(func.count(GuardianConsent.id)).where(GuardianConsent.team_id == Team.id, keeps_seat(now))
    counts = [counted.correlate(Team).scalar_subquery() for counted in (seats, confirmed, leads, kept)]
    statement = (
        select(*counts, Call.team_min, Call.team_max, has_terms(now), Team.dissolved_at)
        .join(Call, Team.call_id == Call.id)
        .where(Team.id == team_id)
    )
    size, sure, led, reserved, least, most, agreed, dissolved_at = tuple(db.session.execute(statement).one())
    return TeamStanding(size, sure, least, most, bool(led), bool(agreed), dissolved_at is not None, reserved)


def organisations_of(viewer: Actor) -> Sequence[Organisation]:
    """The organisations a team of this person may act for."""
    statement = select(Organisation).join(OrganisationMember, OrganisationMember.organisation_id == Organisation.id)
    statement = statement.where(OrganisationMember.person_id == viewer.person_id).order_by(Organisation.name)
    return db.session.scalars(statement).all()
