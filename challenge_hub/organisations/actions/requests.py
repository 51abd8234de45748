"""Requests to act for an organisation, and to have one confirmed, are answered."""

from datetime import datetime

from challenge_hub.access import Actor, Role
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.organisations import inside, queries
from challenge_hub.organisations.models import Organisation, OrganisationMember, OrganisationRequest
from challenge_hub.organisations.rules import Decider, Seat, decider_of, may_decide_request, may_take_back


def accept(request: OrganisationRequest, *, seat: Seat, by: Actor, now: datetime) -> None:
    """Give the seat that was asked for; the first one in an organisation is an owner's. The operator's yes confirms
    the organisation.
    """
    decider = _decider(request, by)
    organisation = db.session.get_one(Organisation, request.organisation_id)
    was_seated = _seated(request)
    if decider is Decider.OPERATOR and organisation.confirmed_at is None:
        organisation.confirmed_at = now
        record("confirm-organisation", organisation, by=by, now=now, organisation_id=organisation.id)
    if not was_seated:
        is_first = inside.count_owners(organisation.id) == 0
        _seat(request, Seat.OWNER if is_first else seat, now)
    request.decided_at, request.accepted = now, True
    db.session.flush()
    facts = {"organisation_id": organisation.id, "person": request.person_id}
    record("accept-request", request, by=by, now=now, **facts)
    kind = "organisations.confirmed" if was_seated else "organisations.accepted"
    send_to_person(kind, request.person_id, now=now, request=request.id)


def decline(request: OrganisationRequest, reason: str, *, by: Actor, now: datetime) -> None:
    """Say no, with the reason the asker reads."""
    _decider(request, by)
    request.decided_at, request.accepted, request.reason = now, False, reason
    db.session.flush()
    facts = {"organisation_id": request.organisation_id, "person": request.person_id}
    record("decline-request", request, by=by, now=now, **facts)
    send_to_person("organisations.declined", request.person_id, now=now, request=request.id)


def take_back(request: OrganisationRequest, *, by: Actor, now: datetime) -> None:
    """The asker does not want it any more."""
    one_at_a_time(f"organisation:{request.organisation_id}")
    db.session.refresh(request, ["decided_at"])
    may_take_back(is_own=request.person_id == by.person_id, is_open=request.decided_at is None).require()
    request.decided_at, request.accepted = now, False
    db.session.flush()
    record("take-back-request", request, by=by, now=now, organisation_id=request.organisation_id)


def _decider(request: OrganisationRequest, by: Actor) -> Decider:
    """Who answers this one; refused unless that is who acts, and the first to do so."""
    one_at_a_time(f"organisation:{request.organisation_id}")
    db.session.refresh(request, ["decided_at"])
    has_owner = inside.count_owners(request.organisation_id) > 0
    decider = decider_of(has_owner=has_owner, is_seated=_seated(request))
    may_decide_request(
        seat=queries.seat_in(by, request.organisation_id),
        is_operator=by.has(Role.OPERATOR),
        decider=decider,
        is_open=request.decided_at is None,
    ).require()
    return decider


def _seated(request: OrganisationRequest) -> bool:
    return inside.sits_in(request.person_id, request.organisation_id)


def _seat(request: OrganisationRequest, seat: Seat, now: datetime) -> None:
    member = OrganisationMember(organisation_id=request.organisation_id, person_id=request.person_id)
    member.seat, member.since = seat, now
    db.session.add(member)
