"""Passkeys: signing in with one alone, as second factor, and every false answer."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from challenge_hub.accounts.factors import Passkey
from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from tests.accounts.authenticator import PRESENT, Authenticator, challenge_of
from tests.accounts.people import SECRET, SPRING, is_signed_in, rows, somebody
from tests.cast import sign_in

MAIL = "ada@example.org"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(SPRING, tick=False) as traveller:
        yield traveller


def with_passkey(client: FlaskClient, person: Person, **facts: Any) -> Authenticator:
    """A person who has added a passkey in this browser, and is signed out since."""
    device = Authenticator(**facts)
    sign_in(client, person)
    added = add(client, device)
    assert added.status_code == 302, added.text
    client.post("/en/sign-out")
    return device


def add(client: FlaskClient, device: Authenticator, name: str = "My phone") -> Any:
    challenge = challenge_of(client.get("/en/account/passkeys/new").text)
    return client.post("/en/account/passkeys/new", data={"name": name, "answer": device.made(challenge)})


def enter(client: FlaskClient, device: Authenticator, **more: str) -> str:
    challenge = challenge_of(client.get("/en/sign-in").text)
    answer = client.post("/en/sign-in/passkey", data={"answer": device.shown(challenge), **more})
    return str(answer.headers["Location"])


def test_a_passkey_signs_in_without_a_password_and_counts_as_second_factor(client: FlaskClient) -> None:
    ada = somebody(mail=MAIL, is_operator=True)
    device = with_passkey(client, ada)

    there = enter(client, device, next="/en/organisations/waiting")

    kept = db.session.scalars(select(Passkey)).one()
    assert there == "/en/organisations/waiting"
    assert client.get(there).status_code == 200
    assert (kept.name, kept.sign_count, kept.used_at) == ("My phone", 1, SPRING)
    assert [row.facts["what"] for row in rows("accounts.factor_changed")] == ["add-passkey"]


def test_after_the_password_a_passkey_is_the_second_step(client: FlaskClient) -> None:
    device = with_passkey(client, somebody(mail=MAIL))
    client.post("/en/sign-in", data={"mail": MAIL, "password": SECRET})
    assert not is_signed_in(client)

    challenge = challenge_of(client.get("/en/sign-in/second").text)
    client.post("/en/sign-in/passkey", data={"answer": device.shown(challenge)})

    assert is_signed_in(client)


@pytest.mark.parametrize(
    "facts",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:8001"},
        {"place": "evil.example"},
        {"flags": PRESENT},
        {"flags": 0},
    ],
)
def test_an_answer_for_another_place_or_without_its_user_is_refused(client: FlaskClient, facts: dict[str, Any]) -> None:
    ada = somebody(mail=MAIL)
    sign_in(client, ada)
    assert add(client, Authenticator(**facts)).status_code == 422
    device = with_passkey(client, ada)
    for name, value in facts.items():
        setattr(device, name, value)

    assert enter(client, device) == "/en/sign-in"
    assert not is_signed_in(client)


def test_a_signature_of_another_key_is_refused(client: FlaskClient) -> None:
    device = with_passkey(client, somebody(mail=MAIL))

    assert enter(client, Authenticator(id=device.id)) == "/en/sign-in"
    assert enter(client, Authenticator()) == "/en/sign-in"
    assert not is_signed_in(client)


def test_an_answer_works_once_also_with_the_cookie_of_before(client: FlaskClient) -> None:
    device = with_passkey(client, somebody(mail=MAIL))
    challenge = challenge_of(client.get("/en/sign-in").text)
    with client.session_transaction() as cookie:
        before = dict(cookie)
    answer = {"answer": device.shown(challenge)}
    client.post("/en/sign-in/passkey", data=answer)
    assert is_signed_in(client)
    client.post("/en/sign-out")
    device.count = 0
    db.session.scalars(select(Passkey)).one().sign_count = 0
    db.session.commit()

    without = client.post("/en/sign-in/passkey", data=answer).headers["Location"]
    with client.session_transaction() as cookie:
        cookie["challenge"] = before["challenge"]
    replayed = client.post("/en/sign-in/passkey", data=answer).headers["Location"]

    assert (without, replayed) == ("/en/sign-in", "/en/sign-in")
    assert not is_signed_in(client)


def test_a_word_is_bound_to_its_browser_and_to_its_time(app: Flask, client: FlaskClient, clock: Any) -> None:
    device, other = with_passkey(client, somebody(mail=MAIL)), app.test_client()
    other.get("/en/sign-in")
    challenge = challenge_of(client.get("/en/sign-in").text)

    foreign = other.post("/en/sign-in/passkey", data={"answer": device.shown(challenge)}).headers["Location"]
    clock.shift(timedelta(minutes=11))
    late = client.post("/en/sign-in/passkey", data={"answer": device.shown(challenge)}).headers["Location"]

    assert (foreign, late) == ("/en/sign-in", "/en/sign-in")


def test_a_count_that_does_not_grow_gives_a_copied_key_away(client: FlaskClient) -> None:
    device = with_passkey(client, somebody(mail=MAIL))
    device.count = 7
    enter(client, device)
    client.post("/en/sign-out")
    device.count = 7

    assert enter(client, device) == "/en/sign-in"
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", "\1", '{"id": "x"}', '{"id": 5, "response": []}', "ä" * 500]
)
def test_what_is_no_answer_is_refused(client: FlaskClient, answer: str) -> None:
    ada = somebody(mail=MAIL)
    with_passkey(client, ada)
    key = db.session.scalars(select(Passkey.credential_id)).one()

    for typed in (answer, answer.replace('"x"', f'"{key}"')):
        client.get("/en/sign-in")
        assert client.post("/en/sign-in/passkey", data={"answer": typed}).headers["Location"] == "/en/sign-in"
        sign_in(client, ada)
        client.get("/en/account/passkeys/new")
        sent = {"name": "My phone", "answer": typed}
        assert client.post("/en/account/passkeys/new", data=sent).status_code == 422
        client.post("/en/sign-out")


def test_one_key_belongs_to_one_account(client: FlaskClient) -> None:
    device = with_passkey(client, somebody(mail=MAIL))
    sign_in(client, somebody())

    assert add(client, device).status_code == 422


def test_a_removed_passkey_opens_nothing(client: FlaskClient) -> None:
    device = with_passkey(client, somebody(mail=MAIL))
    enter(client, device)
    number = db.session.scalars(select(Passkey.id)).one()
    assert "My phone" in client.get("/en/account/factors").text

    client.post(f"/en/account/passkeys/{number}/removal")
    client.post("/en/sign-out")

    assert enter(client, device) == "/en/sign-in"
    assert not is_signed_in(client)


def test_a_passkey_shows_once_more_who_it_is_and_that_of_somebody_else_does_not(
    app: Flask, client: FlaskClient, clock: Any
) -> None:
    device, other = with_passkey(client, somebody(mail=MAIL)), app.test_client()
    foreign = with_passkey(other, somebody())
    enter(client, device)
    clock.shift(timedelta(minutes=16))
    found = []

    for key in (foreign, device):
        challenge = challenge_of(client.get("/en/account/proof").text)
        sent = {"answer": key.shown(challenge), "next": "/en/account/factors/app"}
        client.post("/en/account/proof/passkey", data=sent)
        found.append(client.get("/en/account/factors/app").status_code)

    assert found == [302, 200]
