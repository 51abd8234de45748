"""Questions about organisations."""

from sqlalchemy import select

from challenge_hub.access import Actor
from challenge_hub.infrastructure.db import one_or_404
from challenge_hub.infrastructure.pagination import Page, page_of
from challenge_hub.organisations.models import Organisation


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
