"""The sign-in service of an organisation: set up, changed, taken away."""

from dataclasses import dataclass
from datetime import datetime

from challenge_hub.access import Actor, Role
from challenge_hub.accounts.providers import sealed_secret
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.organisations import inside, queries, services
from challenge_hub.organisations.models import Organisation, OrganisationService
from challenge_hub.organisations.rules import may_set_service, stays_vouched

MAIL = "organisations.service_changed"


@dataclass(frozen=True)
class Service:
    """What is said of a service; without a secret the present one stays."""

    issuer: str
    client_id: str
    secret: str
    is_vouched: bool


def set_service(organisation: Organisation, wanted: Service, *, by: Actor, now: datetime) -> None:
    """From now on people of this organisation can sign in by this service."""
    _may_set(organisation, by)
    known = services.service_of(organisation.id)
    is_same = known is not None and (known.issuer, known.client_id) == (wanted.issuer, wanted.client_id)
    vouched = stays_vouched(
        was=known is not None and known.is_vouched,
        wanted=wanted.is_vouched,
        is_operator=by.has(Role.OPERATOR),
        is_same=is_same,
    )
    if known is None:
        known = OrganisationService(organisation_id=organisation.id, secret="", since=now)
        db.session.add(known)
    known.issuer, known.client_id, known.is_vouched = wanted.issuer, wanted.client_id, vouched
    if wanted.secret:
        known.secret = sealed_secret(wanted.secret)
    db.session.flush()
    at = {"organisation_id": organisation.id, "vouched": int(vouched)}
    record("set-sign-in-service", organisation, by=by, now=now, **at)
    _tell_owners(organisation, now)


def remove_service(organisation: Organisation, *, by: Actor, now: datetime) -> None:
    """Nobody signs in by it any more; links to accounts stay, in case it comes back."""
    _may_set(organisation, by)
    known = services.service_of(organisation.id)
    if known is not None:
        db.session.delete(known)
        db.session.flush()
        record("remove-sign-in-service", organisation, by=by, now=now, organisation_id=organisation.id)
        _tell_owners(organisation, now)


def _tell_owners(organisation: Organisation, now: datetime) -> None:
    """Whoever sets the service decides who comes in, so no owner learns of it by chance."""
    for person_id in inside.owners_of(organisation.id):
        send_to_person(MAIL, person_id, now=now, organisation=organisation.id)


def _may_set(organisation: Organisation, by: Actor) -> None:
    one_at_a_time(f"organisation:{organisation.id}")
    seat, is_confirmed = queries.seat_in(by, organisation.id), organisation.confirmed_at is not None
    may_set_service(seat=seat, is_operator=by.has(Role.OPERATOR), is_confirmed=is_confirmed).require()
