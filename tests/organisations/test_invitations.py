"""Invitations to a seat."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.links import sign
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.organisations import queries
from challenge_hub.organisations.actions import invitations
from challenge_hub.organisations.emails import INVITATION
from challenge_hub.organisations.models import Organisation, OrganisationInvitation
from challenge_hub.organisations.rules import INVITATION_LASTS, RESEND_AFTER, Seat
from tests import factories as make
from tests.cast import SPRING, actor, sign_in
from tests.organisations.conftest import SignIn


@pytest.fixture
def owner(session: scoped_session[Any]) -> Person:
    return make.a_person(display_name="Olga Owner")


@pytest.fixture
def town(owner: Person) -> Organisation:
    made = make.an_organisation(name="Senden", state="Bayern")
    make.an_officer(made, owner, seat="owner")
    return made


def an_invitation(town: Organisation, owner: Person, mail: str = "ada@example.org") -> OrganisationInvitation:
    how = {"seat": Seat.OFFICER, "language": "de"}
    return invitations.invite(town, mail, **how, by=actor(owner), now=SPRING)


def link_of(app: Flask, invitation: OrganisationInvitation) -> str:
    with app.test_request_context():
        return f"/en/organisations/invitations/{sign(INVITATION, invitation=invitation.id)}"


def test_an_owner_invites_by_mail_in_a_language(signed_in: SignIn, owner: Person, town: Organisation) -> None:
    facts = {"mail": " Ada@Example.org ", "seat": "owner", "language": "en"}

    answer = signed_in(owner).post(f"/de/organisations/{town.slug}/invitations", data=facts)

    made = db.session.scalars(select(OrganisationInvitation)).one()
    row = db.session.scalars(select(OutboxRow)).one()
    assert answer.status_code == 302
    assert (made.mail, made.seat, made.language) == ("ada@example.org", "owner", "en")
    assert (row.kind, row.mail, row.language) == ("organisations.invitation", "ada@example.org", "en")
    assert row.facts == {"invitation": made.id}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"mail": "nobody"}, "mail"),
        ({"mail": ""}, "mail"),
        ({"seat": "king"}, "seat"),
        ({"language": "fr"}, "language"),
        ({"mail": "seated@example.org"}, "mail"),
        ({"mail": "invited@example.org"}, "mail"),
    ],
)
def test_an_invitation_that_cannot_go_out_is_given_back(
    signed_in: SignIn, owner: Person, town: Organisation, facts: dict[str, str], field: str
) -> None:
    make.an_officer(town, make.a_person(mail="seated@example.org"))
    an_invitation(town, owner, "invited@example.org")
    usual = {"mail": "ada@example.org", "seat": "officer", "language": "de"}

    answer = signed_in(owner).post(f"/de/organisations/{town.slug}/invitations", data={**usual, **facts})

    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.text


def test_whoever_owns_the_address_takes_the_seat_with_one_button(
    app: Flask, signed_in: SignIn, owner: Person, town: Organisation
) -> None:
    ada = make.a_person(mail="ada@example.org")
    link = link_of(app, an_invitation(town, owner))
    client = signed_in(ada)

    page = client.get(link)
    answer = client.post(link)

    assert "You are invited to act for Senden (Bayern) as Officer." in page.text
    assert page.text.count('<button class="button') == 1
    assert answer.headers["Location"] == f"/en/organisations/{town.slug}"
    assert queries.seat_in(actor(ada), town.id) is Seat.OFFICER


def test_an_invitation_to_an_umlaut_domain_meets_the_account(
    app: Flask, signed_in: SignIn, owner: Person, town: Organisation
) -> None:
    ada = make.a_person(mail="ada@xn--brger-kva.example.org")
    facts = {"mail": "Ada@Bürger.example.org", "seat": "officer", "language": "de"}
    signed_in(owner).post(f"/de/organisations/{town.slug}/invitations", data=facts)
    invitation = db.session.scalars(select(OrganisationInvitation)).one()

    signed_in(ada).post(link_of(app, invitation))

    assert queries.seat_in(actor(ada), town.id) is Seat.OFFICER


def test_an_invitation_is_used_once(app: Flask, signed_in: SignIn, owner: Person, town: Organisation) -> None:
    client = signed_in(make.a_person(mail="ada@example.org"))
    link = link_of(app, an_invitation(town, owner))
    client.post(link)

    again = client.post(link)

    assert again.status_code == 403
    assert "This invitation was used or withdrawn." in again.text
    assert "does not work any more" in client.get(link).text


def test_an_invitation_for_another_address_seats_nobody(
    app: Flask, signed_in: SignIn, owner: Person, town: Organisation
) -> None:
    eve = make.a_person(mail="eve@example.org", display_name="Eve")
    link = link_of(app, an_invitation(town, owner))
    client = signed_in(eve)

    page, answer = client.get(link), client.post(link)

    assert "You are signed in as Eve, with another e-mail address" in page.text
    assert '<button class="button' not in page.text
    assert answer.status_code == 403
    assert queries.seat_in(actor(eve), town.id) is None


def test_a_claimed_address_is_not_enough(app: Flask, signed_in: SignIn, owner: Person, town: Organisation) -> None:
    claimer = make.a_person(mail=None, claimed_mail="ada@example.org")
    link = link_of(app, an_invitation(town, owner))
    client = signed_in(claimer)

    assert "Please confirm your e-mail address first" in client.get(link).text
    assert client.post(link).status_code == 403
    assert queries.seat_in(actor(claimer), town.id) is None


def test_a_visitor_is_told_to_sign_in_and_led_back(
    app: Flask, client: FlaskClient, owner: Person, town: Organisation
) -> None:
    link = link_of(app, an_invitation(town, owner))

    page = client.get(link).text

    assert "Sign in with the e-mail address to which the invitation was sent." in page
    assert "/en/sign-in?next=/en/organisations/invitations/" in page.replace("%2F", "/")


def test_a_withdrawn_invitation_does_not_work(app: Flask, signed_in: SignIn, owner: Person, town: Organisation) -> None:
    invitation = an_invitation(town, owner)
    link = link_of(app, invitation)
    signed_in(owner).post(f"/en/organisations/{town.slug}/invitations/{invitation.id}/withdrawal")
    client = signed_in(make.a_person(mail="ada@example.org"))

    assert "This invitation does not work any more." in client.get(link).text
    assert client.post(link).status_code == 403


@pytest.mark.parametrize("token", ["x", "a.b.c", "%00", "eyJpbnZpdGF0aW9uIjoxfQ.aaaaaa.bbbbbb"])
def test_a_forged_link_opens_nothing(client: FlaskClient, token: str) -> None:
    assert client.get(f"/en/organisations/invitations/{token}").status_code == 404
    assert client.post(f"/en/organisations/invitations/{token}").status_code == 404


def test_a_link_lasts_thirty_days(app: Flask, client: FlaskClient, owner: Person, town: Organisation) -> None:
    make.a_person(mail="ada@example.org")
    invitation = an_invitation(town, owner)
    db.session.commit()
    with time_machine.travel(SPRING, tick=False):
        link = link_of(app, invitation)

    found = []
    for later in (INVITATION_LASTS, INVITATION_LASTS + timedelta(seconds=2)):
        with time_machine.travel(SPRING + later, tick=False):
            found.append(client.get(link).status_code)

    assert found == [200, 404]


def test_an_invitation_is_sent_again_after_a_while_with_a_link_that_lasts_anew(
    app: Flask, owner: Person, town: Organisation
) -> None:
    invitation = an_invitation(town, owner)

    with pytest.raises(Refused, match="sent-just-now"):
        invitations.resend(invitation, by=actor(owner), now=SPRING)
    invitations.resend(invitation, by=actor(owner), now=SPRING + RESEND_AFTER)
    db.session.flush()

    assert invitation.invited_at == SPRING + RESEND_AFTER
    assert [row.kind for row in db.session.scalars(select(OutboxRow))] == ["organisations.invitation"] * 2


def test_an_owner_does_not_reach_the_invitations_of_another_organisation(
    app: Flask, client: FlaskClient, owner: Person, town: Organisation
) -> None:
    stranger, other = make.a_person(), make.an_organisation()
    make.an_officer(other, stranger, seat="owner")
    invitation = an_invitation(town, owner)
    sign_in(client, stranger)

    for slug in (town.slug, other.slug):
        for act in ("withdrawal", "resending"):
            address = f"/en/organisations/{slug}/invitations/{invitation.id}/{act}"
            assert client.post(address).status_code == 404


def test_an_officer_does_not_invite(session: scoped_session[Any], town: Organisation) -> None:
    officer = make.a_person()
    make.an_officer(town, officer)

    with pytest.raises(Refused, match="not-owner"):
        an_invitation(town, officer)
