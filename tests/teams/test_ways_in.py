"""By the link, by a letter, by a request."""

from collections.abc import Iterator
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
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.teams import joining, queries
from challenge_hub.teams.letters import word_for
from challenge_hub.teams.models import JoinRequest, TeamInvitation, TeamMember
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in
from tests.teams.making import as_before, word_at

NEWCOMER = {"display_name": "Nia", "mail": "nia@example.org", "age": "adult"}
MESSAGE = {"message": "I draw maps."}


@pytest.fixture(autouse=True)
def spring() -> Iterator[None]:
    with time_machine.travel(SPRING, tick=False):
        yield


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    world = a_world(team_max=3)
    world.team.join_token, world.team.takes_requests = "the-link", True
    session.commit()
    return world


@pytest.fixture
def room(world: World) -> str:
    return f"/en/calls/{world.call.slug}/teams/{world.team.key}"


def names(world: World) -> list[str]:
    return sorted(line.name for line in queries.members_of(actor(world["lead"]), world.team.id))


def mails() -> list[str]:
    return list(db.session.scalars(select(OutboxRow.kind).order_by(OutboxRow.id)))


def letter(app: Flask, world: World, mail: str) -> str:
    by = actor(world["lead"])
    invitation = joining.invite(world.team, mail, language="en", by=by, now=SPRING)
    db.session.commit()
    with app.test_request_context():
        return f"/en/team-invitations/{word_for(invitation.id)}"


def test_a_visitor_joins_by_the_link_with_name_and_mail(client: FlaskClient, world: World, room: str) -> None:
    answer = client.post("/en/join/the-link", data=NEWCOMER)

    assert answer.headers["Location"] == room
    assert client.get(room).status_code == 200
    assert names(world) == ["Lead", "Member", "Nia"]
    assert mails() == ["accounts.confirm", "teams.joined"]


def test_joining_looks_the_same_for_a_known_and_an_unknown_address(client: FlaskClient, world: World) -> None:
    world.call.team_max = None
    db.session.commit()
    fresh = client.application.test_client

    answers = [
        fresh().post("/en/join/the-link", data={**NEWCOMER, "mail": mail})
        for mail in (world["member"].mail, world["stranger"].mail, "nobody@example.org")
    ]

    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (302, f"/en/calls/{world.call.slug}/teams/{world.team.key}")
    }


def test_a_form_sent_twice_takes_one_seat(client: FlaskClient, world: World) -> None:
    form = {**NEWCOMER, "entry": word_at(client, "/en/join/the-link")}
    for browser in (as_before(client), client):
        browser.post("/en/join/the-link", data=form)

    assert names(world) == ["Lead", "Member", "Nia"]


def test_the_word_of_a_form_opens_nothing_after_five_minutes(client: FlaskClient, world: World) -> None:
    world.call.team_max = None
    form = {**NEWCOMER, "entry": word_at(client, "/en/join/the-link")}
    again = as_before(client)
    client.post("/en/join/the-link", data=form)

    with time_machine.travel(SPRING + timedelta(minutes=6), tick=False):
        answer = again.post("/en/join/the-link", data=form)

    assert "Set-Cookie" not in answer.headers


def test_a_full_team_opens_its_door_to_nobody(client: FlaskClient, world: World) -> None:
    client.post("/en/join/the-link", data=NEWCOMER)
    late = client.application.test_client()

    assert "The team is full" in late.get("/en/join/the-link").text
    assert late.post("/en/join/the-link", data={**NEWCOMER, "mail": "late@example.org"}).status_code == 403
    assert names(world) == ["Lead", "Member", "Nia"]


def test_after_a_renewal_the_old_link_is_dead_and_looks_like_one_that_never_was(
    client: FlaskClient, world: World, room: str
) -> None:
    sign_in(client, world["lead"])
    client.post(f"{room}/link")
    visitor = client.application.test_client()

    dead, never = visitor.get("/en/join/the-link"), visitor.get("/en/join/no-link")

    assert (dead.status_code, never.status_code) == (404, 404)
    assert dead.text.replace("the-link", "") == never.text.replace("no-link", "")
    assert visitor.post("/en/join/the-link", data=NEWCOMER).status_code == 404
    assert visitor.get(f"/en/join/{world.team.join_token}").status_code == 200


def test_the_page_of_the_link_shows_it_as_text_and_as_a_picture(client: FlaskClient, world: World, room: str) -> None:
    sign_in(client, world["member"])

    page = client.get(f"{room}/link").text

    assert 'value="http://localhost:8000/en/join/the-link"' in page
    assert '<svg class="qr"' in page
    assert "Renew the link" not in page


def test_a_letter_seats_a_newcomer_whose_address_counts_as_confirmed(
    app: Flask, client: FlaskClient, world: World
) -> None:
    page = letter(app, world, "nia@example.org")

    client.post(page, data={"display_name": "Nia", "age": "adult"})

    nia = db.session.scalars(select(Person).where(Person.mail == "nia@example.org")).one()
    assert (nia.confirmed_at, names(world)) == (SPRING, ["Lead", "Member", "Nia"])


def test_looking_at_a_letter_changes_nothing(app: Flask, client: FlaskClient, world: World) -> None:
    page = letter(app, world, "nia@example.org")

    assert client.get(page).status_code == 200
    assert db.session.scalars(select(TeamInvitation)).one().used_at is None


def test_a_letter_is_used_once(app: Flask, client: FlaskClient, world: World) -> None:
    page = letter(app, world, "nia@example.org")
    client.post(page, data={"display_name": "Nia", "age": "adult"})

    second = client.application.test_client().post(page, data={"display_name": "Mallory", "age": "adult"})

    assert second.status_code == 403
    assert names(world) == ["Lead", "Member", "Nia"]


def test_a_letter_to_somebody_with_an_account_asks_to_sign_in(app: Flask, client: FlaskClient, world: World) -> None:
    page = letter(app, world, str(world["stranger"].mail))

    refused = client.post(page, data={"display_name": "Mallory", "age": "adult"})
    asked = client.get(page).text
    sign_in(client, world["stranger"])
    client.post(page)

    assert (refused.status_code, "Sign in" in asked) == (403, True)
    assert names(world) == ["Lead", "Member", "Stranger"]


def test_a_letter_for_another_is_refused(app: Flask, client: FlaskClient, world: World) -> None:
    page = letter(app, world, "nia@example.org")
    sign_in(client, world["stranger"])

    assert "another address than yours" in client.get(page).text
    assert client.post(page).status_code == 403
    assert names(world) == ["Lead", "Member"]


def test_a_withdrawn_or_forged_letter_opens_nothing(app: Flask, client: FlaskClient, world: World, room: str) -> None:
    page = letter(app, world, "nia@example.org")
    invitation = db.session.scalars(select(TeamInvitation)).one()
    sign_in(client, world["member"])
    client.post(f"{room}/invitations/{invitation.id}/withdrawal")
    visitor = client.application.test_client()

    assert visitor.post(page, data={"display_name": "Nia", "age": "adult"}).status_code == 403
    assert visitor.get(page + "x").status_code == 404


def test_an_unconfirmed_person_is_confirmed_by_the_letter(app: Flask, client: FlaskClient, world: World) -> None:
    nia = make.a_person(mail=None, claimed_mail="nia@example.org", display_name="Nia")
    page = letter(app, world, "nia@example.org")
    sign_in(client, nia)

    client.post(page)

    assert (nia.mail, names(world)) == ("nia@example.org", ["Lead", "Member", "Nia"])


def test_members_invite_by_mail_and_an_address_is_written_to_once(client: FlaskClient, world: World, room: str) -> None:
    sign_in(client, world["member"])
    form = {"mail": "Nia@Example.org ", "language": "de"}

    first, second = client.post(f"{room}/invitations", data=form), client.post(f"{room}/invitations", data=form)

    row = db.session.scalars(select(OutboxRow)).one()
    assert (first.status_code, second.status_code) == (302, 422)
    assert (row.kind, row.mail, row.language) == ("teams.invitation", "nia@example.org", "de")


def test_an_invitation_to_an_umlaut_domain_meets_the_account(
    app: Flask, client: FlaskClient, world: World, room: str
) -> None:
    ada = make.a_person(mail="ada@xn--brger-kva.example.org", display_name="Ada")
    sign_in(client, world["member"])
    client.post(f"{room}/invitations", data={"mail": "Ada@Bürger.example.org", "language": "de"})
    invitation = db.session.scalars(select(TeamInvitation)).one()
    with app.test_request_context():
        page = f"/en/team-invitations/{word_for(invitation.id)}"
    sign_in(client, ada)

    client.post(page)

    assert (invitation.mail, names(world)) == (ada.mail, ["Ada", "Lead", "Member"])


def test_inviting_answers_the_same_whether_an_address_is_known(client: FlaskClient, world: World, room: str) -> None:
    sign_in(client, world["member"])
    known, unknown = str(world["stranger"].mail), "nobody@example.org"

    for mail in (known, unknown):
        client.post(f"{room}/invitations", data={"mail": mail, "language": "en"})
    page = client.get(f"{room}/invitations").text

    assert page.count("Withdraw") == 2
    assert mails() == ["teams.invitation"] * 2


def test_who_asks_is_accepted_by_the_lead_and_told(client: FlaskClient, world: World, room: str) -> None:
    sign_in(client, world["stranger"])
    client.post(f"{room}/requests/new", data=MESSAGE)
    request = db.session.scalars(select(JoinRequest)).one()
    sign_in(client, world["lead"])

    assert "I draw maps." in client.get(f"{room}/requests").text
    client.post(f"{room}/requests/{request.id}/decision", data={"decision": "accept"})
    again = client.post(f"{room}/requests/{request.id}/decision", data={"decision": "decline"})

    assert again.status_code == 403
    assert names(world) == ["Lead", "Member", "Stranger"]
    assert mails() == ["teams.request", "teams.joined", "teams.decided"]


def test_the_lead_alone_reads_what_who_asks_can_do(client: FlaskClient, world: World, room: str) -> None:
    world["stranger"].skills = "Data <b>analysis</b>"
    sign_in(client, world["stranger"])
    client.post(f"{room}/requests/new", data=MESSAGE)
    pages = {}
    for role in ("lead", "member"):
        sign_in(client, world[role])
        pages[role] = client.get(f"{room}/requests").text

    assert "What this person can do: Data &lt;b&gt;analysis&lt;/b&gt;" in pages["lead"]
    assert "I draw maps." in pages["member"]
    assert "analysis" not in pages["member"]


def test_who_is_declined_may_ask_again(client: FlaskClient, world: World, room: str) -> None:
    sign_in(client, world["stranger"])
    client.post(f"{room}/requests/new", data=MESSAGE)
    twice = client.post(f"{room}/requests/new", data=MESSAGE)
    request = db.session.scalars(select(JoinRequest)).one()
    joining.decide(world.team, request, accept=False, by=actor(world["lead"]), now=SPRING)
    db.session.commit()

    assert twice.status_code == 403
    assert client.post(f"{room}/requests/new", data=MESSAGE).status_code == 302
    assert names(world) == ["Lead", "Member"]


def test_a_request_is_withdrawn(client: FlaskClient, world: World, room: str) -> None:
    sign_in(client, world["stranger"])
    client.post(f"{room}/requests/new", data=MESSAGE)

    client.post(f"{room}/requests/withdrawal")

    assert db.session.scalars(select(JoinRequest)).all() == []


def test_a_team_that_takes_no_requests_is_not_listed_and_not_asked(
    client: FlaskClient, world: World, room: str
) -> None:
    world.team.founded_at = SPRING
    db.session.commit()
    listed = client.get(f"/en/calls/{world.call.slug}/teams").text
    world.team.takes_requests = False
    db.session.commit()
    sign_in(client, world["stranger"])

    assert world.team.name in listed
    assert world["member"].display_name not in listed
    assert world.team.name not in client.get(f"/en/calls/{world.call.slug}/teams").text
    assert client.post(f"{room}/requests/new", data=MESSAGE).status_code == 404


def test_after_the_deadline_nobody_comes_in(world: World) -> None:
    with pytest.raises(Refused, match="call-has-closed"):
        joining.join(world.team, by=actor(world["stranger"]), now=world.call.closes_at)


def test_who_left_takes_the_same_seat_again(world: World) -> None:
    seat = db.session.scalars(select(TeamMember).where(TeamMember.person_id == world["member"].id)).one()
    seat.left_at = SPRING
    db.session.flush()

    joining.join(world.team, by=actor(world["member"]), now=SPRING)

    assert (seat.left_at, names(world)) == (None, ["Lead", "Member"])
