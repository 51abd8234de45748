"""Questions about organisations: who they are, and where somebody sits."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select, true
from sqlalchemy.orm import joinedload

from challenge_hub.access import Actor, Role
from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.acting import acts_as
from challenge_hub.infrastructure.db import contains_all, db, one_or_404
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.pagination import Page, page_asked, paged
from challenge_hub.infrastructure.text import fold
from challenge_hub.organisations.models import (
    Organisation,
    OrganisationKind,
    OrganisationMember,
    OrganisationRequest,
    OrganisationUnit,
)
from challenge_hub.organisations.rules import Seat


def kinds() -> Sequence[OrganisationKind]:
    """All kinds there are, in their order."""
    return db.session.scalars(*_all_kinds()).all()


@once
def _all_kinds() -> Select[OrganisationKind]:
    return select(OrganisationKind).order_by(OrganisationKind.position)


def any_kind(key: str) -> OrganisationKind:
    return one_or_404(select(OrganisationKind).where(OrganisationKind.key == key))


def visible_organisation(viewer: Actor, slug: str) -> Organisation:
    """A confirmed one, for everybody; others for those who sit in them, those who wait for an answer, and the
    operator.
    """
    return one_or_404(*_visible(viewer.has(Role.OPERATOR), viewer=viewer, slug=slug))


@once
def _visible(to_operator: bool, *, viewer: Actor, slug: str) -> Select[Organisation]:
    statement = select(Organisation).where(Organisation.slug == slug, true() if to_operator else _is_visible_to(viewer))
    return statement.options(joinedload(Organisation.of_kind))


def _is_visible_to(viewer: Actor) -> ColumnElement[bool]:
    is_confirmed = Organisation.confirmed_at.is_not(None)
    sits = _sits(viewer).where(OrganisationMember.organisation_id == Organisation.id)
    waits = _waits(viewer).where(OrganisationRequest.organisation_id == Organisation.id)
    return or_(is_confirmed, exists(sits), exists(waits))


def _sits(viewer: Actor) -> Select[int]:
    return select(OrganisationMember.organisation_id).where(OrganisationMember.person_id == viewer.person_id)


def _waits(viewer: Actor) -> Select[int]:
    return select(OrganisationRequest.organisation_id).where(
        OrganisationRequest.person_id == viewer.person_id, OrganisationRequest.decided_at.is_(None)
    )


def visible_organisations(viewer: Actor, *, words: str = "", kind: str = "", number: int = 1) -> Page[Organisation]:
    """Confirmed organisations by name, a page at a time."""
    if words:
        among = _confirmed(kind or None).where(contains_all(Organisation.search_text, fold(words)))
        return page_asked(_in_order(among), {}, number, row=_organisation)
    return page_asked(*_all_visible(bool(kind), kind=kind), number, row=_organisation)


@once
def _all_visible(of_one_kind: bool, *, kind: str) -> Select[*tuple[Any, ...]]:
    return _in_order(_confirmed(kind if of_one_kind else None))


def _confirmed(kind: str | None) -> Select[int]:
    found = select(Organisation.id).where(Organisation.confirmed_at.is_not(None), Organisation.hidden_at.is_(None))
    return found if kind is None else found.where(Organisation.kind == kind)


def _in_order(among: Select[int]) -> Select[*tuple[Any, ...]]:
    shown = select(Organisation).options(joinedload(Organisation.of_kind))
    return paged(shown, among=among, order=(Organisation.name, Organisation.id))


def _organisation(columns: Sequence[Any]) -> Organisation:
    organisation: Organisation = columns[0]
    return organisation


def units_of(organisation_id: int) -> Sequence[OrganisationUnit]:
    return db.session.scalars(*_units(organisation_id=organisation_id)).all()


@once
def _units(*, organisation_id: int) -> Select[OrganisationUnit]:
    statement = select(OrganisationUnit).where(OrganisationUnit.organisation_id == organisation_id)
    return statement.order_by(OrganisationUnit.name)


def seat_in(viewer: Actor, organisation_id: int) -> Seat | None:
    """What this person is in an organisation, if anything."""
    if viewer.person_id is None:
        return None
    statement = select(OrganisationMember.seat).where(
        OrganisationMember.organisation_id == organisation_id, OrganisationMember.person_id == viewer.person_id
    )
    seat = db.session.scalar(statement)
    return Seat(seat) if seat else None


def own_seat(viewer: Actor, slug: str) -> OrganisationMember:
    """The seat of this person with its organisation; without a seat there is nothing to be found here."""
    return _seat_or_404(viewer, slug)


def owner_seat(viewer: Actor, slug: str) -> OrganisationMember:
    """The same for what only owners see."""
    return _seat_or_404(viewer, slug, OrganisationMember.seat == Seat.OWNER)


def _seat_or_404(viewer: Actor, slug: str, *wanted: ColumnElement[bool]) -> OrganisationMember:
    seat = one_or_404(
        select(OrganisationMember)
        .join(OrganisationMember.organisation)
        .where(Organisation.slug == slug, OrganisationMember.person_id == viewer.person_id, *wanted)
        .options(joinedload(OrganisationMember.organisation).joinedload(Organisation.of_kind))
    )
    acts_as(seat.seat)
    return seat


def organisations_of(viewer: Actor) -> Sequence[OrganisationMember]:
    """Where this person sits: each seat with its organisation, by name."""
    if viewer.person_id is None:
        return []
    return db.session.scalars(
        select(OrganisationMember)
        .join(OrganisationMember.organisation)
        .where(OrganisationMember.person_id == viewer.person_id)
        .options(joinedload(OrganisationMember.organisation))
        .order_by(Organisation.name, Organisation.id)
    ).all()


def acting_for(viewer: Actor, *, confirmed: bool) -> Sequence[Organisation]:
    """What this person may act for; with `confirmed` only what may open calls and pose challenges."""
    seats = organisations_of(viewer)
    return [seat.organisation for seat in seats if seat.organisation.confirmed_at or not confirmed]


def confirmed_mail_of(viewer: Actor) -> str | None:
    """The address of this person, once confirmed."""
    return db.session.scalar(select(Person.mail).where(Person.id == viewer.person_id))


def has_asked(viewer: Actor, organisation_id: int) -> bool:
    """Whether a request of this person about an organisation waits for an answer."""
    statement = _waits(viewer).where(OrganisationRequest.organisation_id == organisation_id)
    return db.session.scalar(statement) is not None


def known_by_key(official_keys: Sequence[str]) -> dict[str, Organisation]:
    """Confirmed organisations with one of these official keys, by key."""
    statement = select(Organisation).where(
        Organisation.official_key.in_(official_keys), Organisation.confirmed_at.is_not(None)
    )
    return {str(found.official_key): found for found in db.session.scalars(statement)}
