"""Registering, signing in and out."""

import re
from typing import Any

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.accounts import actions, passwords, queries
from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.accounts.tasks import tasks_for
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db
from tests import factories as make
from tests.accounts.people import ADA, HASH, OTHER, SECRET, SPRING, is_signed_in, rows, somebody, without_challenge
from tests.cast import actor, sign_in


@pytest.fixture
def argon2(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often the slow work is done: the hasher itself is only listened to."""
    done: list[str] = []
    hasher = passwords._hasher

    class Heard:
        def hash(self, password: str) -> str:
            done.append("hash")
            return hasher.hash(password)

        def verify(self, password_hash: str, password: str) -> bool:
            done.append("verify")
            return hasher.verify(password_hash, password)

        def check_needs_rehash(self, password_hash: str) -> bool:
            return hasher.check_needs_rehash(password_hash)

    monkeypatch.setattr(passwords, "_hasher", Heard())
    return done


def test_whoever_registers_is_signed_in_and_has_a_claimed_address(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    with time_machine.travel(SPRING, tick=False):
        answer = client.post("/de/register", data={**ADA, "mail": " Ada@Example.ORG "})

        ada = session.scalars(select(Person)).one()
        assert answer.headers["Location"] == "/de/me"
        assert (ada.mail, ada.claimed_mail, ada.language) == (None, "ada@example.org", "de")
        assert passwords.fits(SECRET, ada.password_hash)
        assert is_signed_in(client)
        assert [(row.kind, row.mail, row.language, row.facts) for row in rows()] == [
            ("accounts.confirm", "ada@example.org", "de", {"person": ada.id})
        ]
        assert [(line.verb, line.actor) for line in session.scalars(select(TrailLine))] == [
            ("register", f"person:{ada.id}")
        ]


def test_who_is_signed_in_is_led_on_instead_of_registering_once_more(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    client.post("/en/register", data=ADA)

    looked = client.get("/en/register?next=/en/calls")
    sent = client.post("/en/register", data={**ADA, "mail": "another@example.org"})

    assert (looked.headers["Location"], sent.headers["Location"]) == ("/en/calls", "/en/me")
    assert "Sign out first" in client.get("/en/calls").text
    assert len(session.scalars(select(Person)).all()) == 1


def test_registering_tells_nobody_whether_an_address_is_known(
    app: Flask, client: FlaskClient, argon2: list[str], seen: list[str]
) -> None:
    somebody(mail="known@example.org")
    answers, work, statements = [], [], []
    app.test_client().post("/en/register", data=ADA)  # from here on this network has a count

    for mail in ("known@example.org", "fresh@example.org"):
        argon2.clear()
        seen.clear()
        answer = app.test_client().post("/en/register", data={**ADA, "mail": mail}, follow_redirects=False)
        answers.append((answer.status_code, answer.headers["Location"], answer.text))
        work.append(list(argon2))
        statements.append(list(seen))

    assert answers[0] == answers[1]
    assert work == [["hash"], ["hash"]]
    assert statements[0] == statements[1]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"display_name": " "}, "Please enter a name."),
        ({"display_name": "A\u202eda"}, "Please remove the invisible control characters."),
        ({"display_name": "a" * 121}, "Please use at most 120 characters."),
        ({"mail": "nobody"}, "Please enter an address such as name@example.org."),
        ({"mail": "a@b..org"}, "Please enter an address such as name@example.org."),
        ({"mail": "a\r\nBcc: b@example.org"}, "Please enter an address such as name@example.org."),
        ({"password": ""}, "Please choose a password."),
        ({"password": "short"}, "Please use at least 12 characters."),
        ({"password": "ab" * 501}, "Please use at most 1,000 characters."),
        ({"password": "Passwort1234"}, "This password would be guessed soon."),
        ({"password": "aaaaaaaaaaaaaaa"}, "This password would be guessed soon."),
        ({"password": "ADA@example.org"}, "This password would be guessed soon."),
    ],
)
def test_a_half_typed_form_keeps_everything_but_the_password(
    client: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    answer = client.post("/en/register", data={**ADA, "next": "/en/calls", **typed})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="/en/calls"' in answer.text
    assert ('value="Ada"' in answer.text) != ("display_name" in typed)
    assert ('value="ada@example.org"' in answer.text) != ("mail" in typed)
    assert SECRET not in answer.text
    assert rows() == []


def test_an_umlaut_in_a_password_may_be_one_sign_or_two(session: scoped_session[Any]) -> None:
    assert passwords.fits("Mu\u0308llers Ku\u0308he sind da", passwords.hashed("Müllers Kühe sind da"))


def test_who_came_without_a_password_has_a_claimed_address_and_gets_the_link(session: scoped_session[Any]) -> None:
    bo = actions.begin_with_claim("Bo", "Bo@Müller.example", "de", now=SPRING)

    assert (bo.mail, bo.claimed_mail, bo.password_hash) == (None, "bo@xn--mller-kva.example", None)
    assert [row.kind for row in rows()] == ["accounts.confirm"]


def test_an_address_is_not_flooded_with_links(client: FlaskClient) -> None:
    for _ in range(8):
        client.application.test_client().post("/en/register", data=ADA)

    assert len(rows("accounts.confirm")) == 5


def test_signing_in_begins_a_new_session_and_ends_the_one_of_this_browser(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    with time_machine.travel(SPRING, tick=False):
        ada = somebody(mail="ada@example.org")
        sign_in(client, ada)
        before = session.scalars(select(LoginSession.token_hash)).one()

        answer = client.post("/en/sign-in", data={"mail": "ADA@example.org", "password": SECRET})

        now = session.scalars(select(LoginSession).where(LoginSession.ends_at > SPRING)).one()
        assert (answer.status_code, answer.headers["Location"]) == (302, "/en/me")
        assert now.token_hash != before
        assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_look_and_cost_the_same(
    client: FlaskClient, argon2: list[str], seen: list[str]
) -> None:
    somebody(mail="ada@example.org")
    somebody(mail="none@example.org", password_hash=None)
    make.a_person(mail=None, claimed_mail="claimed@example.org", password_hash=HASH)
    found = []
    client.post("/en/sign-in", data={"mail": "first@example.org", "password": OTHER})  # this network has a count now

    for mail, typed in (
        ("ada@example.org", OTHER), ("nobody@example.org", SECRET), ("none@example.org", SECRET),
        ("claimed@example.org", SECRET),
    ):  # fmt: skip
        argon2.clear()
        seen.clear()
        answer = client.post("/en/sign-in", data={"mail": mail, "password": typed})
        page = without_challenge(answer.text).replace(mail, "…")
        found.append((answer.status_code, page, list(argon2), sorted(seen)))  # keyed hashes give the order

    assert found[0][0] == 422
    assert "This address and this password do not belong together." in found[0][1]
    assert found[0][2] == ["verify"]
    for other in found:
        assert other == found[0]


@pytest.mark.parametrize("page", ["sign-in", "register"])
@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("/de/calls?q=a", "/de/calls?q=a"),
        ("https://evil.example/", "/en/me"),
        ("//evil.example/en/", "/en/me"),
        ("/en/\\evil.example", "/en/me"),
        ("/en/ evil", "/en/me"),
        ("javascript:alert(1)", "/en/me"),
        ("", "/en/me"),
    ],
)
def test_going_on_leads_nowhere_but_here(client: FlaskClient, page: str, wanted: str, there: str) -> None:
    somebody(mail="known@example.org")
    data = {**ADA, "mail": "known@example.org", "next": wanted}

    assert client.post(f"/en/{page}", data=data).headers["Location"] == there


def test_a_door_leads_to_the_sign_in_and_from_there_to_registering_and_back(client: FlaskClient) -> None:
    door = client.get("/en/account/devices").headers["Location"]
    register = re.findall(r'href="(/en/register\?[^"]+)"', client.get(door).text)[0].replace("&amp;", "&")
    hidden = re.findall(r'name="next" type="hidden" value="([^"]+)"', client.get(register).text)[0]

    assert client.post("/en/register", data={**ADA, "next": hidden}).headers["Location"] == "/en/account/devices"


def test_signing_out_ends_the_session_for_good(client: FlaskClient, session: scoped_session[Any]) -> None:
    with time_machine.travel(SPRING, tick=False):
        sign_in(client, somebody())
        with client.session_transaction() as cookie:
            token = cookie["_user_id"]

        client.post("/en/sign-out")

        assert queries.session_with(token, SPRING) is None
        assert not is_signed_in(client)


def test_a_page_says_who_is_signed_in(client: FlaskClient) -> None:
    sign_in(client, somebody(display_name="Ada <Lovelace>"))

    assert "Ada &lt;Lovelace&gt;" in client.get("/en/").text
    assert "Ada &lt;Lovelace&gt;" in client.get("/en/account").text


def test_confirming_is_a_task_until_it_is_done(app: Flask, session: scoped_session[Any]) -> None:
    with app.test_request_context("/en/"):
        waiting = tasks_for(actor(make.a_person(mail=None)), SPRING)
        done = tasks_for(actor(make.a_person()), SPRING)

    assert [(task.sentence, task.url) for task in waiting] == [("Confirm your e-mail address", "/en/account")]
    assert list(done) == []


def test_a_refused_form_gives_no_password_back(app: Flask, session: scoped_session[Any]) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = app.test_client().post("/en/register", data=ADA)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert answer.status_code == 400
    assert "ada@example.org" in answer.text
    assert SECRET not in answer.text


def test_a_hash_made_with_less_work_is_made_anew_at_the_sign_in(client: FlaskClient) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(SECRET)
    ada = somebody(mail="ada@example.org", password_hash=weak)

    client.post("/en/sign-in", data={"mail": "ada@example.org", "password": OTHER})
    assert db.session.get_one(Person, ada.id, populate_existing=True).password_hash == weak
    client.post("/en/sign-in", data={"mail": "ada@example.org", "password": SECRET})

    strong = db.session.get_one(Person, ada.id, populate_existing=True).password_hash
    assert (strong != weak, passwords.is_outdated(strong), passwords.fits(SECRET, strong)) == (True, False, True)


@pytest.mark.parametrize("typed", ["Password!2024 ", "ada-example-1815", "challengehub2026"])
def test_what_would_be_guessed_soon_is_no_password(client: FlaskClient, typed: str) -> None:
    answer = client.post("/en/register", data={**ADA, "mail": "ada-example@example.org", "password": typed})

    assert (answer.status_code, "This password would be guessed soon." in answer.text) == (422, True)
    assert typed not in answer.text
