"""The log: what matters for security stands in it, and nothing that somebody sent writes a line of its own."""

import logging
import re
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from challenge_hub.infrastructure.log import OneLine, shortened
from tests.accounts.people import OTHER, SECRET, SPRING, somebody
from tests.cast import a_world, sign_in

MAIL = "ada@example.org"


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Any:
    """The events told since the last look, each with what was said of it."""
    caplog.set_level(logging.INFO, logger="challenge_hub.security")

    def look() -> list[str]:
        lines = [record.getMessage() for record in caplog.records if record.name == "challenge_hub.security"]
        caplog.clear()
        return lines

    return look


def events(lines: list[str]) -> list[str]:
    return [line.split()[0] for line in lines]


def test_who_comes_in_and_who_does_not_is_told(client: FlaskClient, told: Any) -> None:
    ada = somebody(mail=MAIL)

    client.post("/en/sign-in", data={"mail": MAIL, "password": OTHER})
    client.post("/en/sign-in", data={"mail": MAIL, "password": SECRET})
    client.post("/en/account/proof", data={"password": OTHER})
    client.post("/en/account/proof", data={"password": SECRET})
    client.post("/en/sign-out")

    lines = told()
    assert events(lines) == ["sign-in-wrong", "signed-in", "proof-wrong", "proved-again", "signed-out"]
    assert f"by=person:{ada.id} at=accounts.sign_in from=127.0.0.0/24" in lines[1]


def test_who_is_slowed_down_is_told(client: FlaskClient, told: Any) -> None:
    for _ in range(6):
        client.post("/en/sign-in", data={"mail": MAIL, "password": OTHER})

    assert events(told()) == ["sign-in-wrong"] * 5 + ["sign-in-slowed"]


def test_the_log_holds_neither_address_nor_password_nor_anything_typed(client: FlaskClient, told: Any) -> None:
    client.post("/en/sign-in", data={"mail": MAIL, "password": OTHER, "next": "/en/typed"})
    client.post("/en/sign-in/passkey", data={"answer": "typed"})
    client.post("/en/account", data={"display_name": "typed"})

    lines = " ".join(told())
    assert [word for word in (MAIL, OTHER, "typed", "127.0.0.1") if word in lines] == []
    assert "account=" in lines


def test_who_asks_for_what_is_not_theirs_and_who_is_refused_is_told(client: FlaskClient, told: Any) -> None:
    with time_machine.travel(SPRING, tick=False):
        world, other = a_world(), a_world()
        sign_in(client, world["stranger"])
        client.get(f"/en/calls/{other.call.slug}/jury")
        client.post("/en/account/devices/0/end")
        client.post("/en/account/confirmation")
        client.get("/en/", headers={"Host": "evil.example"})

    assert events(told()) == ["nothing-there", "nothing-there", "refused", "host-unknown"]


def test_a_form_from_elsewhere_is_told(app: Flask, client: FlaskClient, told: Any) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        client.post("/en/sign-in", data={"mail": MAIL, "password": SECRET})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert "reason=form-expired" in told()[0]


def test_nothing_sent_begins_a_line_of_its_own() -> None:
    try:
        raise ValueError("odd\n2027-01-01 signed-in by=person:1\x1b[2J\u2028more")
    except ValueError as error:
        facts = (type(error), error, error.__traceback__)
    record = logging.LogRecord("challenge_hub", logging.ERROR, "", 0, "Exception on %s", ("/en/\nfake line\r",), facts)
    record.created = SPRING.timestamp()

    head, *below = OneLine().format(record).split("\n")

    assert head.startswith(f"{SPRING:%Y-%m-%dT%H:%M:%S}.000+00:00 ERROR challenge_hub request=- Exception on /en/")
    assert head.endswith("/en/\\x0afake line\\x0d")
    assert [line for line in below if not line.startswith("  ")] == []
    assert [line for line in (head, *below) if len(line.splitlines()) != 1 or "\x1b" in line] == []


def test_lines_of_one_request_carry_its_number(app: Flask) -> None:
    with app.test_request_context("/en/"):
        first, second = (OneLine().format(logging.makeLogRecord({"msg": "a", "name": "x"})) for _ in range(2))
    with app.test_request_context("/en/"):
        third = OneLine().format(logging.makeLogRecord({"msg": "a", "name": "x"}))

    numbers = [line.split("request=")[1].split()[0] for line in (first, second, third)]
    assert numbers[0] == numbers[1] != numbers[2]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("", ""),
    ],
)
def test_an_address_is_shortened_in_the_log(address: str, network: str) -> None:
    assert shortened(address) == network


def test_a_refusal_names_the_number_of_its_request_for_questions(client: FlaskClient) -> None:
    pages = [client.post("/en/account", data={"display_name": "Ada"}).text for _ in range(2)]

    numbers = {re.findall(r"give the number ([0-9a-f]{16})\.", page)[0] for page in pages}
    assert len(numbers) == 2
