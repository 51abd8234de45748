"""Questions about consents: what somebody consented to, and who may be named in public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import joinedload

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.blindfold import hides_names
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.teams.consent_rules import ConsentPurpose
from challenge_hub.teams.models import Consent, Team, TeamMember
from challenge_hub.teams.queries import is_here


@dataclass(frozen=True)
class ConsentLine:
    """One consent as its owner reads it, standing or withdrawn."""

    id: int
    purpose: str
    version: int
    given_at: datetime
    withdrawn_at: datetime | None
    team_name: str
    team_key: str
    call_slug: str
    call_title: Mapping[str, str]


def consents_of(viewer: Actor) -> Sequence[ConsentLine]:
    """Everything this person has consented to, what stands first, then the newest first."""
    statement = (
        select(
            Consent.id,
            Consent.purpose,
            Consent.version,
            Consent.given_at,
            Consent.withdrawn_at,
            Team.name,
            Team.key,
            Call.slug,
            Call.title,
        )
        .join(Team, Consent.team_id == Team.id)
        .join(Call, Team.call_id == Call.id)
        .where(Consent.person_id == viewer.person_id)
        .order_by(Consent.withdrawn_at.is_not(None), Consent.given_at.desc(), Consent.id.desc())
    )
    return [ConsentLine(*found) for found in db.session.execute(statement)]


def standing_consent(viewer: Actor, team_id: int, purpose: ConsentPurpose) -> Consent | None:
    """The consent of this person that was not withdrawn; of a seat that was left in the meantime, none."""
    seat = and_(TeamMember.team_id == Consent.team_id, TeamMember.person_id == Consent.person_id)
    statement = select(Consent).join(TeamMember, seat).where(is_here(), Consent.given_at >= TeamMember.joined_at)
    statement = statement.where(Consent.person_id == viewer.person_id, Consent.team_id == team_id)
    return db.session.scalar(statement.where(Consent.purpose == purpose, Consent.withdrawn_at.is_(None)))


def open_consent(person_id: int | None, team_id: int, purpose: ConsentPurpose) -> Consent | None:
    """The row that is not closed, also from a seat before."""
    statement = select(Consent).where(Consent.person_id == person_id, Consent.team_id == team_id)
    return db.session.scalar(statement.where(Consent.purpose == purpose, Consent.withdrawn_at.is_(None)))


def consent_or_404(viewer: Actor, consent_id: int) -> Consent:
    own = select(Consent).where(Consent.id == consent_id, Consent.person_id == viewer.person_id)
    return one_or_404(own.options(joinedload(Consent.team)))


def named_in_public(team_id: int) -> Select[str]:
    """The members who consented to be named with their team; nobody while a round hides names."""
    seat = and_(TeamMember.team_id == Consent.team_id, TeamMember.person_id == Consent.person_id)
    return (
        select(Person.display_name)
        .join(Consent, Consent.person_id == Person.id)
        .join(TeamMember, seat)
        .join(Team, Consent.team_id == Team.id)
        .where(Consent.team_id == team_id, Consent.purpose == ConsentPurpose.NAMED_IN_PUBLIC)
        .where(Consent.withdrawn_at.is_(None), is_here(), Consent.given_at >= TeamMember.joined_at)
        .where(Team.dissolved_at.is_(None), Team.hidden_at.is_(None), ~hides_names(Team.call_id))
        .where(Person.of_age.is_not(False), Person.disabled_at.is_(None))
    )
