"""The link that confirms an address: who may use it, what it does to passwords and sessions, and taking over."""

from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.accounts import passwords
from challenge_hub.accounts.actions import begin_with_claim
from challenge_hub.accounts.models import Person
from challenge_hub.accounts.rules import claim_seal
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.links import sign
from tests import factories as make
from tests.accounts.people import ADA, LATER, OTHER, SECRET, SPRING, is_signed_in, link_of, rows, somebody
from tests.cast import sign_in


def the_claimant() -> Person:
    db.session.expire_all()
    return db.session.scalars(select(Person).where(Person.display_name == "Ada")).one()


def a_link(app: Flask, client: FlaskClient) -> str:
    """Somebody registers in this browser; the link of the mail."""
    client.post("/en/register", data=ADA)
    return link_of(app, rows("accounts.confirm")[-1])


def test_looking_at_the_link_confirms_nothing(app: Flask, client: FlaskClient) -> None:
    page = client.get(a_link(app, client))

    assert page.status_code == 200
    assert "Confirm my address" in page.text
    assert the_claimant().mail is None


def test_in_the_session_that_registered_the_password_stays(app: Flask, client: FlaskClient) -> None:
    link = a_link(app, client)

    page, answer = client.get(link), client.post(link)

    ada = the_claimant()
    assert 'type="password"' not in page.text
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/me")
    assert (ada.mail, ada.confirmed_at is not None) == ("ada@example.org", True)
    assert passwords.fits(SECRET, ada.password_hash)
    assert is_signed_in(client)


@pytest.mark.usefixtures("session")
def test_whoever_registers_with_the_address_of_another_does_not_own_it(app: Flask) -> None:
    attacker, owner = app.test_client(), app.test_client()
    link = a_link(app, attacker)

    assert 'type="password"' in owner.get(link).text
    assert owner.post(link).status_code == 422
    assert the_claimant().mail is None
    assert owner.post(link, data={"password": OTHER}).status_code == 302

    assert not is_signed_in(attacker)
    assert is_signed_in(owner)
    assert attacker.post("/en/sign-in", data={"mail": "ada@example.org", "password": SECRET}).status_code == 422
    assert attacker.post("/en/sign-in", data={"mail": "ada@example.org", "password": OTHER}).status_code == 302


def test_being_signed_in_as_somebody_else_does_not_keep_the_typed_password(app: Flask, client: FlaskClient) -> None:
    link, owner = a_link(app, client), app.test_client()
    sign_in(owner, somebody())

    assert owner.post(link).status_code == 422
    assert the_claimant().mail is None


def test_a_link_works_once_and_for_seven_days(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel(SPRING, tick=False):
        link = a_link(app, client)
    with time_machine.travel(SPRING + timedelta(days=8), tick=False):
        assert client.post(link).status_code == 410
    with time_machine.travel(SPRING + timedelta(days=6), tick=False):
        assert client.post(link, data={"password": OTHER}).status_code == 302
        assert client.post(link, data={"password": OTHER}).status_code == 410
        assert client.get(link).status_code == 410


@pytest.mark.parametrize("page", ["confirm", "reset"])
@pytest.mark.parametrize("word", ["x", "ä.ö.ü", "%ff%fe", "a.b.c", "%00", "W10.aaaa.bbbb", "🗝"])
def test_a_word_that_is_no_link_of_ours_is_told_so(client: FlaskClient, page: str, word: str) -> None:
    for answer in (client.get(f"/en/{page}/{word}"), client.post(f"/en/{page}/{word}", data={"password": OTHER})):
        assert answer.status_code == 410
        assert "This link does not work any more" in answer.text


def test_a_link_for_one_purpose_opens_no_other_door(app: Flask, client: FlaskClient) -> None:
    word = a_link(app, client).rsplit("/", 1)[1]

    assert client.get(f"/en/reset/{word}").status_code == 410


def test_after_another_address_was_entered_the_old_link_is_dead(app: Flask, client: FlaskClient) -> None:
    link = a_link(app, client)

    client.post("/en/account/mail", data={"mail": "new@example.org", "current": SECRET})

    assert client.post(link).status_code == 410
    assert link_of(app, rows("accounts.confirm")[-1]) != link


def test_who_came_without_a_password_chooses_one_when_confirming(app: Flask, client: FlaskClient) -> None:
    bo = begin_with_claim("Ada", "bo@example.org", "en", now=SPRING)
    sign_in(client, bo, now=None)
    with time_machine.travel(SPRING, tick=False):
        link = link_of(app, rows("accounts.confirm")[-1])

        assert client.post(link).status_code == 422
        assert client.post(link, data={"password": SECRET}).status_code == 302

    assert passwords.fits(SECRET, the_claimant().password_hash)


def test_the_mail_is_sent_again_at_most_once_a_minute(client: FlaskClient) -> None:
    with time_machine.travel(SPRING, tick=False):
        client.post("/en/register", data=ADA)
        refused = client.post("/en/account/confirmation")
    with time_machine.travel(LATER, tick=False):
        sent = client.post("/en/account/confirmation")

    assert (refused.status_code, "less than a minute ago" in refused.text) == (403, True)
    assert (sent.status_code, sent.headers["Location"]) == (302, "/en/account")
    assert len(rows("accounts.confirm")) == 2


def test_where_the_address_has_an_account_its_owner_takes_over_what_was_begun(
    app: Flask, client: FlaskClient, session: scoped_session[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[tuple[int, int]] = []
    monkeypatch.setitem(app.extensions, "take_over", [lambda old, new: moved.append((old, new))])
    owner_id = somebody(mail="ada@example.org", display_name="Owner").id
    link, browser = a_link(app, client), app.test_client()
    old_id = the_claimant().id

    assert client.post(link).status_code == 403
    assert f"/en/sign-in?next={link}" in unquote(browser.get(link).text)
    browser.post("/en/sign-in", data={"mail": "ada@example.org", "password": SECRET})
    assert "Take over into my account" in browser.get(link).text
    assert moved == []
    assert browser.post(link).headers["Location"] == "/en/me"

    session.expire_all()
    old = session.get_one(Person, old_id)
    assert moved == [(old_id, owner_id)]
    assert (old.display_name, old.mail, old.password_hash, old.skills) == ("–", None, None, "")
    assert "ada" not in (old.claimed_mail or "")
    assert not is_signed_in(client)
    assert browser.post(link).status_code == 410
    line = session.scalars(select(TrailLine).order_by(TrailLine.id.desc())).first()
    assert line is not None
    assert (line.verb, line.thing_id, line.facts) == ("take-over", owner_id, {"left": old_id})


def test_a_stranger_takes_nothing_over(app: Flask, client: FlaskClient, session: scoped_session[Any]) -> None:
    somebody(mail="ada@example.org", display_name="Owner")
    link, stranger = a_link(app, client), app.test_client()
    sign_in(stranger, somebody())

    answer = stranger.post(link)

    assert (answer.status_code, "There is an account with this e-mail address already" in answer.text) == (403, True)
    assert the_claimant().claimed_mail == "ada@example.org"


def test_of_two_who_claim_an_address_the_first_to_confirm_has_it(app: Flask, session: scoped_session[Any]) -> None:
    first, second = app.test_client(), app.test_client()
    first_link = a_link(app, first)
    second.post("/en/register", data={**ADA, "display_name": "Second"})
    second_link = link_of(app, rows("accounts.confirm")[-1])

    assert second.post(second_link).status_code == 302
    assert first.post(first_link).status_code == 403
    assert session.scalars(select(Person.display_name).where(Person.mail == "ada@example.org")).all() == ["Second"]


def test_a_changed_address_is_confirmed_only_by_the_account_itself(app: Flask, client: FlaskClient) -> None:
    sign_in(client, somebody(mail="old@example.org", display_name="Ada"))
    client.post("/en/account/mail", data={"mail": "new@example.org", "current": SECRET})
    link, other = link_of(app, rows("accounts.confirm")[-1]), app.test_client()

    assert "with your present address" in other.get(link).text
    assert other.post(link, data={"password": OTHER}).status_code == 403
    assert client.post(link).status_code == 302
    assert the_claimant().mail == "new@example.org"
    assert is_signed_in(client)


def test_an_address_of_another_account_cannot_become_that_of_this_one(app: Flask, client: FlaskClient) -> None:
    owner = somebody(mail="owner@example.org")
    sign_in(client, somebody(mail="old@example.org", display_name="Ada"))
    wish = client.post("/en/account/mail", data={"mail": "owner@example.org", "current": SECRET})
    with app.test_request_context("/en/"):
        word = sign("confirm", person=the_claimant().id, seal=claim_seal("owner@example.org"))
    browser = app.test_client()
    sign_in(browser, owner)

    assert wish.headers["Location"] == "/en/account"
    assert [client.post(f"/en/confirm/{word}").status_code, browser.post(f"/en/confirm/{word}").status_code] == [
        403,
        403,
    ]
    assert "belongs to another account" in client.get(f"/en/confirm/{word}").text
    assert the_claimant().mail == "old@example.org"


def test_pages_of_links_ask_little_of_the_database(app: Flask, client: FlaskClient, seen: list[str]) -> None:
    make.a_person()
    link = a_link(app, client)
    seen.clear()

    client.get(link)

    assert len(seen) == 2
