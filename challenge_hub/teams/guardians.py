"""Questions about guardians: whose consent waits, is there, or is over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.teams.guardian_rules import CONSENT_LASTS, ConsentState, answer_until, consent_state
from challenge_hub.teams.models import GuardianConsent, Team, TeamMember
from challenge_hub.teams.queries import Room, is_here, role_of
from challenge_hub.teams.reserved import is_pending, keeps_seat


@dataclass(frozen=True)
class WaitingLine:
    """Somebody whose guardian is asked, as the team sees them."""

    id: int
    name: str
    until: datetime


@dataclass(frozen=True)
class ConsentsOfTeam:
    """What organisers see of a team: for how many the consent is there, since when the newest, and how many wait."""

    given: int
    newest: datetime | None
    waiting: int


def state_of(consent: GuardianConsent, now: datetime) -> ConsentState:
    return consent_state(sent_at=consent.sent_at, consents=consent.consents, ended_at=consent.ended_at, now=now)


def age_of(viewer: Actor) -> bool | None:
    """What this person said of their age; None where nobody asked, as with every visitor."""
    return db.session.scalar(select(Person.of_age).where(Person.id == viewer.person_id))


def pending_of(person_id: int | None, team_id: int) -> GuardianConsent | None:
    """The consent that is asked for one person in one team, or will be once the lead has accepted."""
    found = select(GuardianConsent).where(GuardianConsent.team_id == team_id, is_pending())
    return db.session.scalar(found.where(GuardianConsent.person_id == person_id))


def all_pending_of(person_id: int) -> Sequence[GuardianConsent]:
    """Everything asked for one person, by team, so that teams are locked in one order."""
    found = select(GuardianConsent).where(GuardianConsent.person_id == person_id, is_pending())
    found = found.options(joinedload(GuardianConsent.team), joinedload(GuardianConsent.person))
    return db.session.scalars(found.order_by(GuardianConsent.team_id)).all()


def waits_at_door(person_id: int | None, team_id: int) -> bool:
    """Whether a guardian was written to, so that this person has a page, and no seat yet."""
    found = pending_of(person_id, team_id)
    return found is not None and found.sent_at is not None and role_of(person_id, team_id) is None


def letters_waiting(person_id: int, now: datetime) -> int:
    """How many guardians are asked for one person."""
    found = select(func.count(GuardianConsent.id)).where(GuardianConsent.person_id == person_id, keeps_seat(now))
    return db.session.scalar(found) or 0


def all_over(now: datetime) -> Sequence[GuardianConsent]:
    """Those that nobody answered in time and nobody was told about yet, by team."""
    found = select(GuardianConsent).where(is_pending(), GuardianConsent.sent_at <= now - CONSENT_LASTS)
    return db.session.scalars(found.order_by(GuardianConsent.team_id).options(joinedload(GuardianConsent.team))).all()


def own_consent(viewer: Actor, call_slug: str, key: str) -> GuardianConsent:
    """The newest that was asked for this person in a team, for their page about it."""
    team = select(Team.id).join(Call, Team.call_id == Call.id).where(Call.slug == call_slug, Team.key == key)
    found = select(GuardianConsent).where(GuardianConsent.person_id == viewer.person_id)
    found = found.where(GuardianConsent.team_id.in_(team), GuardianConsent.sent_at.is_not(None))
    newest = found.order_by(GuardianConsent.id.desc()).limit(1)
    return one_or_404(newest.options(joinedload(GuardianConsent.team), joinedload(GuardianConsent.person)))


def consent_by_letter(consent_id: int) -> GuardianConsent:
    """The consent whose signed link a guardian holds, with team and person; also one that is over."""
    found = select(GuardianConsent).where(GuardianConsent.id == consent_id, GuardianConsent.sent_at.is_not(None))
    return one_or_404(found.options(joinedload(GuardianConsent.team), joinedload(GuardianConsent.person)))


def waiting_in(room: Room, now: datetime) -> Sequence[WaitingLine]:
    """Whose guardians are asked in a team, for those who are in it."""
    found = select(GuardianConsent.id, Person.display_name, GuardianConsent.sent_at)
    found = found.join(Person, GuardianConsent.person_id == Person.id).where(GuardianConsent.team_id == room.team.id)
    rows = db.session.execute(found.where(keeps_seat(now)).order_by(GuardianConsent.id))
    closes_at = room.call.closes_at
    return [WaitingLine(id_, name, answer_until(sent_at, closes_at)) for id_, name, sent_at in rows if sent_at]


def consents_of_teams(team_ids: Sequence[int], now: datetime) -> Mapping[int, ConsentsOfTeam]:
    """What organisers see, of those who are in the team; teams without anybody under 18 are left out. One statement."""
    seats = select(TeamMember.id).where(TeamMember.team_id == GuardianConsent.team_id, is_here())
    in_team = seats.where(TeamMember.person_id == GuardianConsent.person_id).correlate(GuardianConsent).exists()
    given = and_(GuardianConsent.consents.is_(True), GuardianConsent.ended_at.is_(None), in_team)
    found = (
        select(
            GuardianConsent.team_id,
            func.count().filter(given),
            func.max(GuardianConsent.decided_at).filter(given),
            func.count().filter(keeps_seat(now)),
        )
        .where(GuardianConsent.team_id.in_(team_ids), or_(given, keeps_seat(now)))
        .group_by(GuardianConsent.team_id)
    )
    rows = db.session.execute(found)
    return {team_id: ConsentsOfTeam(given, newest, waiting) for team_id, given, newest, waiting in rows}


def consent_or_404(viewer: Actor, call_slug: str, key: str, consent_id: int) -> GuardianConsent:
    """One consent of a team, for the person whose it is and for who is in the team."""
    here = select(TeamMember.id).where(TeamMember.team_id == Team.id, is_here())
    is_inside = here.where(TeamMember.person_id == viewer.person_id).correlate(Team).exists()
    found = select(GuardianConsent).join(GuardianConsent.team).join(Call, Team.call_id == Call.id)
    found = found.where(GuardianConsent.id == consent_id, Call.slug == call_slug, Team.key == key)
    found = found.where(or_(GuardianConsent.person_id == viewer.person_id, is_inside))
    return one_or_404(found.options(joinedload(GuardianConsent.team), joinedload(GuardianConsent.person)))
