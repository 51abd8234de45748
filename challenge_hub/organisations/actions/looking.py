"""Once a year an owner looks who sits in an organisation, and says that it is right."""

from datetime import datetime

from sqlalchemy import func, or_, select

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.organisations.look_rules import LOOKED_FOR, REMINDED_AFTER, may_confirm_people
from challenge_hub.organisations.models import Organisation, OrganisationMember
from challenge_hub.organisations.rules import Seat

MAIL = "organisations.look_due"


def confirm_people(own: OrganisationMember, *, by: Actor, now: datetime) -> None:
    """The list of people is right as it stands."""
    may_confirm_people(seat=Seat(own.seat)).require()
    own.organisation.people_confirmed_at = now
    record("confirm-people", own.organisation, by=by, now=now, organisation_id=own.organisation_id)


def remind_owners(now: datetime) -> None:
    """Mail the owners where the look is due, and again a month later as long as nobody has looked."""
    since = func.coalesce(Organisation.people_confirmed_at, Organisation.confirmed_at)
    quiet = or_(Organisation.people_reminded_at.is_(None), Organisation.people_reminded_at <= now - REMINDED_AFTER)
    due = select(Organisation).where(since <= now - LOOKED_FOR, quiet).order_by(Organisation.id)
    for organisation in db.session.scalars(due).all():
        owners = select(OrganisationMember.person_id).where(
            OrganisationMember.organisation_id == organisation.id, OrganisationMember.seat == Seat.OWNER
        )
        for person_id in db.session.scalars(owners).all():
            send_to_person(MAIL, person_id, now=now, organisation=organisation.id)
        organisation.people_reminded_at = now
    db.session.flush()
