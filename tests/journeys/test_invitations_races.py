"""Two clicks on the link of one invitation, at the same moment and on a database of its own."""

import time_machine
from flask import Flask
from sqlalchemy import func, select

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions import seats
from challenge_hub.judging.models import Juror
from challenge_hub.judging.rules.jury import JurorRole
from challenge_hub.organisations.actions import invitations
from challenge_hub.organisations.models import OrganisationInvitation, OrganisationMember
from challenge_hub.organisations.rules import Seat
from tests import factories as make
from tests.at_once import AT_ONCE, all_at_once
from tests.cast import SPRING, a_world, actor
from tests.judging.juries import room_of


def test_an_invitation_to_an_organisation_seats_its_owner_once(own_app: Flask) -> None:
    with own_app.app_context():
        town, owner, ada = make.an_organisation(name="Ulm"), make.a_person(), make.a_person(mail="ada@example.org")
        make.an_officer(town, owner, seat="owner")
        told = {"seat": Seat.OFFICER, "language": "en", "by": actor(owner), "now": SPRING}
        invitation = invitations.invite(town, "ada@example.org", **told)
        db.session.commit()
        town_id, invitation_id, ada_id = town.id, invitation.id, ada.id

    def accept(_number: int) -> str:
        found = db.session.get_one(OrganisationInvitation, invitation_id)
        invitations.accept(found, by=actor(db.session.get_one(Person, ada_id)), now=SPRING)
        return "seated"

    assert all_at_once(own_app, accept) == ["invitation-over"] * (AT_ONCE - 1) + ["seated"]
    with own_app.app_context():
        here = OrganisationMember.organisation_id == town_id
        assert db.session.scalar(select(func.count()).select_from(OrganisationMember).where(here)) == 2


def test_an_invitation_to_a_jury_seats_its_owner_once(own_app: Flask) -> None:
    with own_app.app_context(), time_machine.travel(SPRING, tick=False):
        world, ada = a_world(), make.a_person(mail="ada@example.org")
        how = {"mail": "ada@example.org", "name": "Ada", "language": "en", "role": JurorRole.JUROR}
        seat = seats.invite(room_of(world), **how, by=actor(world["organiser"]), now=SPRING)
        db.session.commit()
        seat_id, ada_id = seat.id, ada.id

    def accept(_number: int) -> str:
        ada = db.session.get_one(Person, ada_id)
        seats.accept(db.session.get_one(Juror, seat_id), by=actor(ada), now=SPRING)
        return "seated"

    answers = all_at_once(own_app, accept)
    assert answers.count("seated") == 1
    assert len(set(answers)) == 2
