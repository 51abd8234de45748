"""Questions about the sign-in services of organisations."""

from collections.abc import Collection, Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from challenge_hub.access import Actor, Role
from challenge_hub.accounts.providers import Provider, ProvidersOfOthers, opened_secret
from challenge_hub.infrastructure.acting import acts_as
from challenge_hub.infrastructure.db import contains_all, db, one_or_404
from challenge_hub.infrastructure.pagination import Page, page_of
from challenge_hub.infrastructure.text import fold
from challenge_hub.organisations.models import Organisation, OrganisationService
from challenge_hub.organisations.queries import owner_seat


def find(organisation_id: int) -> Provider | None:
    """The service of a confirmed organisation, whoever asks: with it people begin to sign in."""
    statement = select(OrganisationService).join(OrganisationService.organisation)
    this = (OrganisationService.organisation_id == organisation_id, Organisation.confirmed_at.is_not(None))
    found = db.session.scalar(statement.where(*this).options(joinedload(OrganisationService.organisation)))
    return _provider(found) if found else None


def of(issuers: Collection[str]) -> Sequence[Provider]:
    """The services that call themselves so; some organisations share one."""
    if not issuers:
        return []
    statement = select(OrganisationService).join(OrganisationService.organisation)
    these = (OrganisationService.issuer.in_(issuers), Organisation.confirmed_at.is_not(None))
    found = statement.where(*these).options(joinedload(OrganisationService.organisation))
    return [_provider(service) for service in db.session.scalars(found.order_by(Organisation.name).limit(20))]


def _provider(service: OrganisationService) -> Provider:
    return Provider(
        number=service.organisation_id,
        name=service.organisation.name,
        issuer=service.issuer,
        client_id=service.client_id,
        secret=opened_secret(service.secret),
        is_vouched=service.is_vouched,
    )


def is_any() -> bool:
    """Whether some organisation has a service."""
    return bool(db.session.scalar(select(exists(select(OrganisationService.organisation_id)))))


FOR_ACCOUNTS = ProvidersOfOthers(find, of, is_any)


def with_service(*, words: str = "", number: int = 1) -> Page[Organisation]:
    """Confirmed organisations by whose service people can sign in, by name, a page at a time."""
    found = select(Organisation.id).join(OrganisationService, OrganisationService.organisation_id == Organisation.id)
    return page_of(
        select(Organisation).options(joinedload(Organisation.of_kind)),
        number,
        among=found.where(Organisation.confirmed_at.is_not(None), contains_all(Organisation.search_text, fold(words))),
        order=(Organisation.name, Organisation.id),
        row=lambda columns: columns[0],
    )


def service_place(viewer: Actor, slug: str) -> Organisation:
    """The organisation whose service this person may set up: an owner's own, any for the operator."""
    if not viewer.has(Role.OPERATOR):
        return owner_seat(viewer, slug).organisation
    acts_as("operator")
    return one_or_404(select(Organisation).where(Organisation.slug == slug))


def service_of(organisation_id: int) -> OrganisationService | None:
    return db.session.get(OrganisationService, organisation_id)
