"""Seats change, and end. An organisation that has an owner keeps one."""

from datetime import datetime

from challenge_hub.access import Actor, Refused
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.organisations import inside, queries
from challenge_hub.organisations.actions.invitations import withdraw_all_of
from challenge_hub.organisations.models import OrganisationMember
from challenge_hub.organisations.rules import Seat, may_change_seat, may_choose_unit, may_leave, may_remove


def change_seat(member: OrganisationMember, *, seat: Seat, by: Actor, now: datetime) -> None:
    """Make somebody owner or officer. The seat they have already changes nothing."""
    owners = _owners_now(member)
    may_change_seat(
        seat=queries.seat_in(by, member.organisation_id), was=Seat(member.seat), becomes=seat, owners=owners
    ).require()
    if member.seat == seat:
        return
    member.seat = seat
    if seat is not Seat.OWNER:
        _end_invitations(member, now)
    db.session.flush()
    _record("change-seat", member, by=by, now=now)


def choose_unit(member: OrganisationMember, *, unit_id: int | None, by: Actor, now: datetime) -> None:
    """Say in which unit somebody works; None for none of them."""
    seat = queries.seat_in(by, member.organisation_id)
    may_choose_unit(seat=seat, is_self=member.person_id == by.person_id).require()
    if member.unit_id == unit_id:
        return
    member.unit_id = unit_id
    db.session.flush()
    _record("choose-unit", member, by=by, now=now)


def remove(member: OrganisationMember, *, by: Actor, now: datetime) -> None:
    """Take somebody's seat away, and tell them."""
    owners = _owners_now(member)
    may_remove(seat=queries.seat_in(by, member.organisation_id), was=Seat(member.seat), owners=owners).require()
    _record("remove-member", member, by=by, now=now)
    send_to_person("organisations.removed", member.person_id, now=now, organisation=member.organisation_id)
    _end_invitations(member, now)
    db.session.delete(member)
    db.session.flush()


def leave(member: OrganisationMember, *, by: Actor, now: datetime) -> None:
    """Give up one's own seat."""
    owners = _owners_now(member)
    is_own = member.person_id == by.person_id
    may_leave(seat=Seat(member.seat) if is_own else None, owners=owners).require()
    _record("leave-organisation", member, by=by, now=now)
    _end_invitations(member, now)
    db.session.delete(member)
    db.session.flush()


def _owners_now(member: OrganisationMember) -> int:
    """How many owners there are, once nobody else acts in this organisation; the seat is read once more, too."""
    one_at_a_time(f"organisation:{member.organisation_id}")
    if db.session.get(OrganisationMember, member.id, populate_existing=True) is None:
        raise Refused("seat-gone")
    return inside.count_owners(member.organisation_id)


def _end_invitations(member: OrganisationMember, now: datetime) -> None:
    withdraw_all_of(member.person_id, organisation_id=member.organisation_id, now=now)


def _record(verb: str, member: OrganisationMember, *, by: Actor, now: datetime) -> None:
    record(verb, member, by=by, now=now, organisation_id=member.organisation_id, person=member.person_id)
