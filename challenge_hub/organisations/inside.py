"""Questions about what goes on inside an organisation: people, invitations, requests. Asked by those who sit
in it, and by the operator where nobody does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from challenge_hub.access import Actor, Decision, Role
from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.pagination import Page, page_of
from challenge_hub.organisations.models import (
    Organisation,
    OrganisationInvitation,
    OrganisationMember,
    OrganisationRequest,
    OrganisationUnit,
)
from challenge_hub.organisations.queries import has_asked, seat_in
from challenge_hub.organisations.rules import Seat, may_ask

Member, Request, Invitation = OrganisationMember, OrganisationRequest, OrganisationInvitation
OWNERS_FIRST = (case((Member.seat == Seat.OWNER, 0), else_=1), Member.id)


def members_of(organisation_id: int, *, number: int = 1) -> Page[OrganisationMember]:
    """Who sits in an organisation, owners first, a page at a time."""
    return page_of(
        select(Member).options(joinedload(Member.person), joinedload(Member.unit)),
        number,
        among=select(Member.id).where(Member.organisation_id == organisation_id),
        order=OWNERS_FIRST,
        row=lambda columns: columns[0],
    )


def member_of(organisation_id: int, member_id: int) -> OrganisationMember:
    statement = select(Member).where(Member.organisation_id == organisation_id, Member.id == member_id)
    return one_or_404(statement.options(joinedload(Member.person), joinedload(Member.organisation)))


def unit_of(organisation_id: int, unit_id: int) -> OrganisationUnit:
    return one_or_404(
        select(OrganisationUnit).where(
            OrganisationUnit.organisation_id == organisation_id, OrganisationUnit.id == unit_id
        )
    )


def people_by_unit(organisation_id: int) -> Mapping[int, int]:
    """How many people name each unit as theirs."""
    statement = select(Member.unit_id, func.count()).where(Member.organisation_id == organisation_id)
    return {unit: many for unit, many in db.session.execute(statement.group_by(Member.unit_id)) if unit is not None}


def count_owners(organisation_id: int) -> int:
    statement = select(func.count()).where(Member.organisation_id == organisation_id, Member.seat == Seat.OWNER)
    return db.session.scalar(statement) or 0


def owners_of(organisation_id: int) -> Sequence[int]:
    """The people to write to when something waits in an organisation."""
    statement = select(Member.person_id).where(Member.organisation_id == organisation_id, Member.seat == Seat.OWNER)
    return db.session.scalars(statement.order_by(Member.id)).all()


def all_operators() -> Sequence[int]:
    """The people to write to when something waits for the operator."""
    return db.session.scalars(select(Person.id).where(Person.is_operator).order_by(Person.id)).all()


def open_invitations(organisation_id: int) -> Sequence[OrganisationInvitation]:
    statement = select(Invitation).where(Invitation.organisation_id == organisation_id, _is_open())
    return db.session.scalars(statement.order_by(Invitation.id)).all()


def _is_open() -> ColumnElement[bool]:
    return and_(Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None))


def invitation_of(organisation_id: int, invitation_id: int) -> OrganisationInvitation:
    return one_or_404(
        select(Invitation).where(Invitation.organisation_id == organisation_id, Invitation.id == invitation_id)
    )


def any_invitation(invitation_id: int) -> OrganisationInvitation | None:
    """One invitation for whoever holds the signed link to it."""
    statement = select(Invitation).where(Invitation.id == invitation_id)
    return db.session.scalar(statement.options(joinedload(Invitation.organisation)))


def sits_in(person_id: int, organisation_id: int) -> bool:
    statement = select(Member.id).where(Member.organisation_id == organisation_id, Member.person_id == person_id)
    return db.session.scalar(statement) is not None


def name_of_person(person_id: int) -> str:
    return db.session.scalar(select(Person.display_name).where(Person.id == person_id)) or ""


def any_organisation(organisation_id: int) -> Organisation | None:
    """One by its number, for a mail about it."""
    return db.session.get(Organisation, organisation_id)


def any_request(request_id: int) -> OrganisationRequest | None:
    """One request, for a mail about it."""
    return db.session.scalar(_requests().where(Request.id == request_id))


def is_seated(organisation_id: int, mail: str) -> bool:
    """Whether somebody with this confirmed address has a seat already."""
    statement = select(Member.id).join(Member.person).where(Member.organisation_id == organisation_id)
    return db.session.scalar(statement.where(Person.mail == mail)) is not None


def _asker_sits() -> ColumnElement[bool]:
    seat = aliased(Member)
    return exists(
        select(seat.id).where(seat.organisation_id == Request.organisation_id, seat.person_id == Request.person_id)
    )


def _has_owner() -> ColumnElement[bool]:
    seat = aliased(Member)
    return exists(select(seat.id).where(seat.organisation_id == Request.organisation_id, seat.seat == Seat.OWNER))


def open_requests(organisation_id: int) -> Sequence[OrganisationRequest]:
    """What waits for the owners."""
    statement = _requests().where(Request.organisation_id == organisation_id, Request.decided_at.is_(None))
    return db.session.scalars(statement.where(~_asker_sits()).order_by(Request.id)).all()


def request_of(organisation_id: int, request_id: int) -> OrganisationRequest:
    """One of them, also when it was answered."""
    is_theirs = or_(Request.decided_at.is_not(None), ~_asker_sits())
    statement = _requests().where(Request.organisation_id == organisation_id, Request.id == request_id)
    return one_or_404(statement.where(is_theirs))


def _requests() -> Select[OrganisationRequest]:
    return select(Request).options(joinedload(Request.person), joinedload(Request.organisation))


def all_waiting_requests(*, number: int = 1) -> Page[OrganisationRequest]:
    """For the operator: what no owner can answer, the oldest first."""
    return page_of(
        _requests().options(joinedload(Request.organisation).joinedload(Organisation.of_kind)),
        number,
        among=select(Request.id).where(_waits_for_operator()),
        order=(Request.id,),
        row=lambda columns: columns[0],
    )


def _waits_for_operator() -> ColumnElement[bool]:
    return and_(Request.decided_at.is_(None), or_(~_has_owner(), _asker_sits()))


def any_waiting_request(request_id: int) -> OrganisationRequest:
    """For the operator: one of them."""
    statement = _requests().where(Request.id == request_id, _waits_for_operator())
    return one_or_404(statement.options(joinedload(Request.organisation).joinedload(Organisation.of_kind)))


def count_requests_by(viewer: Actor) -> int:
    """How many requests of this person wait for an answer."""
    statement = select(func.count()).where(Request.person_id == viewer.person_id, Request.decided_at.is_(None))
    return db.session.scalar(statement) or 0


def may_ask_now(viewer: Actor, organisation: Organisation | None) -> Decision:
    """Whether this person may ask to act for an organisation; None is one that is not here yet."""
    return may_ask(
        is_confirmed=viewer.is_confirmed,
        waiting=count_requests_by(viewer),
        has_asked=organisation is not None and has_asked(viewer, organisation.id),
        is_seated=organisation is not None and seat_in(viewer, organisation.id) is not None,
        is_confirmed_organisation=organisation is not None and organisation.confirmed_at is not None,
    )


def own_request(viewer: Actor, organisation_id: int) -> OrganisationRequest:
    """The request of this person that waits."""
    statement = _requests().where(Request.organisation_id == organisation_id, Request.decided_at.is_(None))
    return one_or_404(statement.where(Request.person_id == viewer.person_id))


@dataclass(frozen=True)
class Way:
    """An organisation that concerns a person: by a seat, or by a request that waits."""

    organisation: Organisation
    seat: Seat | None
    requests: int
    """How many people ask to act for it and wait for this owner."""


def waiting_for(viewer: Actor) -> tuple[int, Sequence[Way]]:
    """Requests that wait for the operator, and where this person sits or wants to sit. One statement."""
    found = db.session.execute(*_waiting(viewer=viewer)).all()
    ways = [
        Way(organisation, Seat(seat) if seat else None, many if seat == Seat.OWNER else 0)
        for _, organisation, seat, many in found
        if organisation is not None
    ]
    return found[0][0] if viewer.has(Role.OPERATOR) else 0, ways


@once
def _waiting(*, viewer: Actor) -> Select[*tuple[Any, ...]]:
    mine = and_(Member.organisation_id == Organisation.id, Member.person_id == viewer.person_id)
    asked = select(Request.organisation_id).where(Request.person_id == viewer.person_id, Request.decided_at.is_(None))
    sits = select(Member.organisation_id).where(Member.person_id == viewer.person_id)
    for_operator = select(func.count(Request.id).label("many")).where(_waits_for_operator()).subquery()
    waiting = (
        select(func.count(Request.id))
        .where(Request.organisation_id == Organisation.id, Request.decided_at.is_(None), ~_asker_sits())
        .scalar_subquery()
    )
    return (
        select(for_operator.c.many, Organisation, Member.seat, waiting)
        .select_from(for_operator)
        .outerjoin(Organisation, Organisation.id.in_(sits.union(asked)))
        .outerjoin(Member, mine)
        .order_by(Organisation.name, Organisation.id)
    )
