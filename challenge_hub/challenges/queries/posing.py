"""What those see who pose a challenge and those who decide about it. For everybody else it does not exist."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, undefer
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call, CallOrganiser, Theme
from challenge_hub.calls.rules.phases import OrganiserRole
from challenge_hub.challenges.models import Challenge, ChallengeTheme, ChallengeVersion
from challenge_hub.challenges.rules.keys import DRAFT_POSITIONS
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.once import once
from challenge_hub.organisations.models import Organisation, OrganisationMember


@dataclass(frozen=True)
class Colleague:
    """Somebody with a seat in the organisation that poses the challenge."""

    id: int
    name: str


def call_to_pose_in(viewer: Actor, slug: str) -> Call:
    """A published call, or a draft that the viewer organises."""
    call = one_or_404(select(Call).where(Call.slug == slug))
    if call.published_at is None and not calls.is_organiser(viewer, call.id):
        raise NotFound
    return call


def acts_for(viewer: Actor) -> Select[int]:
    """Ids of the confirmed organisations in which a person with a confirmed address has a seat."""
    return (
        select(OrganisationMember.organisation_id)
        .join(Organisation, OrganisationMember.organisation_id == Organisation.id)
        .join(Person, OrganisationMember.person_id == Person.id)
        .where(Person.id == viewer.person_id, Person.mail.is_not(None), Organisation.confirmed_at.is_not(None))
    )


def organises(viewer: Actor) -> Select[int]:
    """Ids of the calls in which one of these organisations is lead or co-organiser."""
    roles = [OrganiserRole.LEAD, OrganiserRole.CO_ORGANISER]
    return select(CallOrganiser.call_id).where(
        CallOrganiser.organisation_id.in_(acts_for(viewer)), CallOrganiser.role.in_(roles)
    )


def organisations_of(viewer: Actor) -> Sequence[Organisation]:
    """The organisations this person may pose a challenge for, by name."""
    return db.session.scalars(*_own_organisations(viewer=viewer)).all()


@once
def _own_organisations(*, viewer: Actor) -> Select[Organisation]:
    mine = select(Organisation).where(Organisation.id.in_(acts_for(viewer)))
    return mine.order_by(Organisation.name, Organisation.id)


def challenge_of(viewer: Actor, call_slug: str, key: str) -> Challenge:
    """A challenge with its draft, for the officers of the organisation that poses it."""
    return one_or_404(
        _whole().where(Call.slug == call_slug, Challenge.key == key, Challenge.organisation_id.in_(acts_for(viewer)))
    )


def challenge_at_gate(viewer: Actor, call_slug: str, key: str) -> Challenge:
    """A challenge for the organisers of its call: once it was submitted and signed, and as soon as it is public."""
    at_gate = and_(
        Challenge.submitted_at.is_not(None), or_(Challenge.cosigner_id.is_(None), Challenge.cosigned_at.is_not(None))
    )
    return one_or_404(
        _whole()
        .where(Call.slug == call_slug, Challenge.key == key, Challenge.call_id.in_(organises(viewer)))
        .where(or_(at_gate, Challenge.published_at.is_not(None)))
    )


def challenge_with_part(viewer: Actor, call_slug: str, key: str) -> Challenge:
    """A public challenge for those who pose it and for those who organise its call."""
    part = or_(Challenge.organisation_id.in_(acts_for(viewer)), Challenge.call_id.in_(organises(viewer)))
    public = Challenge.published_at.is_not(None)
    return one_or_404(_whole().where(Call.slug == call_slug, Challenge.key == key, part, public))


def any_challenge(id_: int) -> Challenge | None:
    """Whatever its state, for mails: those who get them were chosen when they were written."""
    return db.session.scalar(_whole().where(Challenge.id == id_))


def _whole() -> Select[Challenge]:
    people = (joinedload(Challenge.caretaker), joinedload(Challenge.cosigner))
    texts = (undefer(Challenge.draft), undefer(Challenge.sections), undefer(Challenge.description))
    return (
        select(Challenge)
        .join(Challenge.call)
        .options(contains_eager(Challenge.call), joinedload(Challenge.organisation), *people, *texts)
    )


def rights_to(viewer: Actor, challenge: Challenge) -> tuple[bool, bool]:
    """Whether somebody is an officer of the challenge, and whether an organiser of its call; one statement."""
    if viewer.person_id is None:
        return False, False
    of_challenge = {"organisation_id": challenge.organisation_id, "call_id": challenge.call_id}
    officer, organiser = db.session.execute(*_rights(viewer=viewer, **of_challenge)).one()
    return bool(officer), bool(organiser)


@once
def _rights(*, viewer: Actor, organisation_id: int, call_id: int) -> Select[bool, bool]:
    is_officer = acts_for(viewer).where(OrganisationMember.organisation_id == organisation_id).exists()
    return select(is_officer, organises(viewer).where(CallOrganiser.call_id == call_id).exists())


def colleagues_in(organisation_id: int) -> Sequence[Colleague]:
    """The people who can be named for a challenge of this organisation, by name."""
    statement = (
        select(Person.id, Person.display_name)
        .join(OrganisationMember, OrganisationMember.person_id == Person.id)
        .where(OrganisationMember.organisation_id == organisation_id)
        .order_by(Person.display_name, Person.id)
    )
    return [Colleague(id_, name) for id_, name in db.session.execute(statement)]


def organising_people(call_id: int) -> Sequence[int]:
    """Ids of the people who decide about the challenges of a call."""
    statement = (
        select(OrganisationMember.person_id)
        .join(CallOrganiser, CallOrganiser.organisation_id == OrganisationMember.organisation_id)
        .join(Organisation, OrganisationMember.organisation_id == Organisation.id)
        .where(CallOrganiser.call_id == call_id, Organisation.confirmed_at.is_not(None))
        .where(CallOrganiser.role.in_([OrganiserRole.LEAD, OrganiserRole.CO_ORGANISER]))
    )
    return sorted(set(db.session.scalars(statement)))


def themes_in(call_id: int) -> Sequence[Theme]:
    return db.session.scalars(select(Theme).where(Theme.call_id == call_id).order_by(Theme.position)).all()


def theme_keys_of(challenge_id: int) -> list[str]:
    """The keys of the themes a challenge was published under."""
    statement = select(Theme.key).join(ChallengeTheme, ChallengeTheme.theme_id == Theme.id)
    return list(
        db.session.scalars(statement.where(ChallengeTheme.challenge_id == challenge_id).order_by(Theme.position))
    )


def keys_in(call_id: int) -> set[str]:
    """Every key of a call that is given away."""
    return set(db.session.scalars(select(Challenge.key).where(Challenge.call_id == call_id)))


def next_position(call_id: int, *, for_draft: bool) -> int:
    """The place behind the last published challenge of a call, or behind its last draft."""
    among = Challenge.position >= DRAFT_POSITIONS if for_draft else Challenge.position < DRAFT_POSITIONS
    last = db.session.scalar(select(func.max(Challenge.position)).where(Challenge.call_id == call_id, among))
    return (last or (DRAFT_POSITIONS - 1 if for_draft else 0)) + 1


def last_version(challenge_id: int) -> int:
    """The number of the newest publication; 0 where there is none on record."""
    statement = select(func.max(ChallengeVersion.number)).where(ChallengeVersion.challenge_id == challenge_id)
    return db.session.scalar(statement) or 0
