"""An organisation comes to the platform: founded by its people, or asked for by somebody from its administration."""

from datetime import datetime

from sqlalchemy import or_, select

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.organisations import inside, queries
from challenge_hub.organisations.models import (
    Organisation,
    OrganisationKind,
    OrganisationMember,
    OrganisationRequest,
)
from challenge_hub.organisations.names import slug_for
from challenge_hub.organisations.rules import (
    Decider,
    Particulars,
    Seat,
    decider_of,
    may_found,
    may_name,
)


def found(wanted: Particulars, *, by: Actor, now: datetime) -> Organisation:
    """Found an organisation outside public administration. Its founder owns it at once; the operator confirms it."""
    one_at_a_time("found-organisation")
    may_found(
        is_confirmed=by.is_confirmed,
        is_public=db.session.get_one(OrganisationKind, wanted.kind).is_public,
        waiting=inside.count_requests_by(by),
        has_founded_same=_has_founded(wanted, by),
    ).require()
    organisation = _new(wanted)
    db.session.add(
        OrganisationMember(organisation_id=organisation.id, person_id=by.person_id, seat=Seat.OWNER, since=now)
    )
    db.session.flush()
    record("found-organisation", organisation, by=by, now=now, organisation_id=organisation.id)
    _wait_for_answer(organisation, "", Decider.OPERATOR, by=by, now=now)
    return organisation


def _has_founded(wanted: Particulars, by: Actor) -> bool:
    owned = queries.organisations_of(by)
    facts = {(seat.organisation.kind, seat.organisation.name, seat.organisation.confirmed_at) for seat in owned}
    return (wanted.kind, wanted.name, None) in facts


def ask_for(wanted: Particulars, message: str, *, by: Actor, now: datetime) -> Organisation:
    """Ask to act for an organisation of public administration, which is set up when it is not here yet. However many
    ask at once, there is one organisation.
    """
    may_name(wanted).require()
    one_at_a_time("found-organisation")
    organisation = _known(wanted)
    if organisation is None:
        inside.may_ask_now(by, None).require()
        organisation = _new(wanted)
    ask(organisation, message, by=by, now=now)
    return organisation


def _known(wanted: Particulars) -> Organisation | None:
    """The same by its key; without one by kind, country and name."""
    same_name = (
        (Organisation.official_key.is_(None))
        & (Organisation.kind == wanted.kind)
        & (Organisation.country == wanted.country)
        & (Organisation.name == wanted.name)
    )
    by_key = Organisation.official_key == wanted.official_key
    return db.session.scalar(select(Organisation).where(by_key if wanted.official_key else same_name).limit(1))


def ask(organisation: Organisation, message: str, *, by: Actor, now: datetime) -> OrganisationRequest:
    """Ask to act for an organisation; or, with a seat in it, to have it confirmed."""
    one_at_a_time(f"organisation:{organisation.id}")
    inside.may_ask_now(by, organisation).require()
    seat = queries.seat_in(by, organisation.id)
    has_owner = inside.count_owners(organisation.id) > 0
    decider = decider_of(has_owner=has_owner, is_seated=seat is not None)
    return _wait_for_answer(organisation, message, decider, by=by, now=now)


def _wait_for_answer(
    organisation: Organisation, message: str, decider: Decider, *, by: Actor, now: datetime
) -> OrganisationRequest:
    request = OrganisationRequest(
        organisation_id=organisation.id, person_id=by.person_id, message=message, asked_at=now
    )
    db.session.add(request)
    db.session.flush()
    record("ask-to-act", request, by=by, now=now, organisation_id=organisation.id)
    is_owners = decider is Decider.OWNER
    for person_id in inside.owners_of(organisation.id) if is_owners else inside.all_operators():
        kind = "organisations.request" if is_owners else "organisations.waiting"
        send_to_person(kind, person_id, now=now, request=request.id)
    return request


def _new(wanted: Particulars) -> Organisation:
    plain = slug_for(wanted.name, None, ())
    near = select(Organisation.slug).where(or_(Organisation.slug == plain, Organisation.slug.startswith(plain + "-")))
    organisation = Organisation(
        slug=slug_for(wanted.name, wanted.state, db.session.scalars(near).all()),
        kind=wanted.kind,
        name=wanted.name,
        country=wanted.country,
        state=wanted.state,
        official_key=wanted.official_key,
        website=wanted.website,
        summary=dict(wanted.summary),
    )
    db.session.add(organisation)
    db.session.flush()
    return organisation
