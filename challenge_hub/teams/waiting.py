"""What waits for an answer: invitations, requests to join, voices for a new lead; and the terms that were accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased, joinedload

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Terms
from challenge_hub.calls.rules.sections import DocumentKind
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.teams.models import (
    GuardianConsent,
    JoinRequest,
    LeadRequest,
    Team,
    TeamInvitation,
    TeamMember,
    TermsAcceptance,
)
from challenge_hub.teams.queries import Room, is_here
from challenge_hub.teams.rules import VOICES_FOR_NEW_LEAD, TeamRole

OPEN_INVITATION = and_(TeamInvitation.used_at.is_(None), TeamInvitation.withdrawn_at.is_(None))


@dataclass(frozen=True)
class LeadWish:
    """Members who named the same new lead; who names them must be in the team still, and confirmed."""

    team_id: int
    team_key: str
    team_name: str
    wanted_id: int
    wanted_name: str
    voices: int

    @property
    def is_enough(self) -> bool:
        return self.voices >= VOICES_FOR_NEW_LEAD


@dataclass(frozen=True)
class Acceptance:
    """Who accepted which version of the terms for the team, and when."""

    version: int
    accepted_at: datetime
    name: str
    sha256: str


def open_invitations(room: Room) -> Sequence[TeamInvitation]:
    """Letters of this team that nobody has answered yet."""
    statement = select(TeamInvitation).where(TeamInvitation.team_id == room.team.id, OPEN_INVITATION)
    return db.session.scalars(statement.order_by(TeamInvitation.id)).all()


def waiting_addresses(team_id: int) -> Sequence[str]:
    return db.session.scalars(
        select(TeamInvitation.mail).where(TeamInvitation.team_id == team_id, OPEN_INVITATION)
    ).all()


def invitation_or_404(room: Room, invitation_id: int) -> TeamInvitation:
    return one_or_404(
        select(TeamInvitation).where(TeamInvitation.id == invitation_id, TeamInvitation.team_id == room.team.id)
    )


def invitation_by_letter(invitation_id: int) -> TeamInvitation:
    """The invitation whose signed link somebody holds, with its team; also one that was used."""
    statement = select(TeamInvitation).where(TeamInvitation.id == invitation_id)
    return one_or_404(statement.options(joinedload(TeamInvitation.team)))


def open_requests(room: Room) -> Sequence[JoinRequest]:
    """Requests to this team that are not decided yet, with the people who ask."""
    statement = select(JoinRequest).where(JoinRequest.team_id == room.team.id, JoinRequest.decided_at.is_(None))
    return db.session.scalars(statement.options(joinedload(JoinRequest.person)).order_by(JoinRequest.id)).all()


def request_or_404(room: Room, request_id: int) -> JoinRequest:
    return one_or_404(select(JoinRequest).where(JoinRequest.id == request_id, JoinRequest.team_id == room.team.id))


def own_request(viewer: Actor, team_id: int) -> JoinRequest | None:
    """This person's request to a team, while it is not decided."""
    return db.session.scalar(
        select(JoinRequest).where(
            JoinRequest.team_id == team_id, JoinRequest.person_id == viewer.person_id, JoinRequest.decided_at.is_(None)
        )
    )


def count_requests(room: Room) -> int:
    """How many requests to this team are not decided."""
    statement = select(func.count(JoinRequest.id)).where(JoinRequest.team_id == room.team.id)
    return db.session.scalar(statement.where(JoinRequest.decided_at.is_(None))) or 0


def own_lead_wish(viewer: Actor, team_id: int) -> LeadRequest | None:
    """Whom this person named as the new lead, while nobody decided."""
    statement = select(LeadRequest).where(LeadRequest.team_id == team_id, LeadRequest.asked_by == viewer.person_id)
    return db.session.scalar(statement.where(LeadRequest.decided_at.is_(None)))


def lead_wishes(call_id: int) -> Sequence[LeadWish]:
    """What members of the call's teams ask of the organiser, by team and wanted lead."""
    return [LeadWish(*found) for found in db.session.execute(_wishes().where(Team.call_id == call_id))]


def lead_wish(team_id: int, wanted_id: int) -> LeadWish | None:
    """The voices for one new lead of one team."""
    found = db.session.execute(_wishes().where(Team.id == team_id, LeadRequest.wanted_lead == wanted_id)).one_or_none()
    return LeadWish(*found) if found else None


def teams_that_want_another_lead(call_ids: Select[int]) -> Select[int]:
    """A part of other statements: teams of these calls in which enough members ask for the same new lead."""
    ripe = _wishes().where(Team.call_id.in_(call_ids)).having(func.count() >= VOICES_FOR_NEW_LEAD)
    return ripe.with_only_columns(Team.id).order_by(None)


def _wishes() -> Select[int, str, str, int, str, int]:
    """A voice counts while its giver is a confirmed member, and the wanted lead a confirmed member beside them."""
    wanted, voice = aliased(Person), aliased(Person)
    here = select(TeamMember.person_id).where(TeamMember.team_id == Team.id, is_here()).correlate(Team)
    return (
        select(Team.id, Team.key, Team.name, wanted.id, wanted.display_name, func.count(voice.id.distinct()))
        .join(LeadRequest, LeadRequest.team_id == Team.id)
        .join(wanted, LeadRequest.wanted_lead == wanted.id)
        .join(voice, LeadRequest.asked_by == voice.id)
        .where(LeadRequest.decided_at.is_(None), Team.dissolved_at.is_(None))
        .where(voice.id.in_(here), voice.mail.is_not(None), wanted.id.in_(here), wanted.mail.is_not(None))
        .group_by(Team.id, wanted.id)
        .order_by(Team.name, Team.id, wanted.id)
    )


def lead_person_id(team_id: int) -> int | None:
    """Who leads a team."""
    statement = select(TeamMember.person_id).where(TeamMember.team_id == team_id, TeamMember.role == TeamRole.LEAD)
    return db.session.scalar(statement.where(is_here()))


def entered_with(entry_key: str, since: datetime) -> TeamMember | None:
    """The seat a newcomer's form has made already, with person and team."""
    statement = select(TeamMember).where(TeamMember.entry_key == entry_key, TeamMember.joined_at >= since, is_here())
    return db.session.scalar(statement.options(joinedload(TeamMember.person), joinedload(TeamMember.team)))


def asked_with(entry_key: str, since: datetime) -> GuardianConsent | None:
    """The wait for a guardian's consent that a newcomer's form has begun already, with person and team."""
    statement = select(GuardianConsent).where(GuardianConsent.entry_key == entry_key, GuardianConsent.asked_at >= since)
    return db.session.scalar(statement.options(joinedload(GuardianConsent.person), joinedload(GuardianConsent.team)))


def acceptances_of(team_id: int) -> Sequence[Acceptance]:
    """Under which versions of the terms the team takes part, the newest first."""
    statement = (
        select(Terms.version, TermsAcceptance.accepted_at, Person.display_name, TermsAcceptance.sha256)
        .join(Terms, TermsAcceptance.terms_id == Terms.id)
        .join(Person, TermsAcceptance.person_id == Person.id)
        .where(TermsAcceptance.team_id == team_id, Terms.kind == DocumentKind.TERMS)
        .order_by(Terms.version.desc(), TermsAcceptance.id)
    )
    return [Acceptance(*found) for found in db.session.execute(statement)]
