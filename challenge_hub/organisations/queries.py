"""Questions about organisations."""

from sqlalchemy import select

from challenge_hub.access import Actor
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.pagination import Page, page_of
from challenge_hub.organisations.models import Organisation, OrganisationMember
from challenge_hub.organisations.rules import Seat


def visible_organisation(viewer: Actor, slug: str) -> Organisation:
    return one_or_404(select(Organisation).where(Organisation.slug == slug))


def visible_organisations(viewer: Actor, *, number: int = 1) -> Page[Organisation]:
    """Organisations by name, a page at a time."""
    return page_of(
        select(Organisation),
        number,
        among=select(Organisation.id),
        order=(Organisation.name, Organisation.id),
        row=lambda found: found[0],
    )


def seat_in(viewer: Actor, organisation_id: int) -> Seat | None:
    """What this person is in an organisation, if anything."""
    statement = select(OrganisationMember.seat).where(
        OrganisationMember.organisation_id == organisation_id, OrganisationMember.person_id == viewer.person_id
    )
    seat = db.session.scalar(statement)
    return Seat(seat) if seat else None
