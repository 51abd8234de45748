"""How often a password, a registration or a reset may be tried, and who gets past others' attempts."""

import os
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.accounts import passwords, throttling
from challenge_hub.app import create_app
from challenge_hub.infrastructure import throttle
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.throttle import Attempt, Count, Pace
from tests.accounts.people import ADA, OTHER, SECRET, SPRING, is_signed_in, link_of, rows, somebody
from tests.conftest import TEST_SERVER, settings_for
from tests.databases import empty_database

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
PACE = Pace("test", free=3, first=2 * SECOND, longest=MINUTE, forgets=HOUR)


def try_password(client: FlaskClient, password: str, mail: str = "ada@example.org") -> int:
    return client.post("/en/sign-in", data={"mail": mail, "password": password}).status_code


def test_waits_double_up_to_the_longest() -> None:
    waits = [throttle.wait_after(PACE, tries).total_seconds() for tries in (0, 2, 3, 4, 5, 8, 9, 10_000)]

    assert waits == [0, 0, 2, 4, 8, 60, 60, 60]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unknown", ""),
    ],
)
def test_an_address_stands_for_a_household(address: str, network: str) -> None:
    assert throttle.network_of(address) == network


def test_nothing_of_an_address_is_stored_and_the_count_goes_after_its_time(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    with time_machine.travel(SPRING, tick=False):
        try_password(client, OTHER)
    kept = session.scalars(select(Attempt)).all()

    assert [(len(row.key), row.tries) for row in kept] == [(64, 1), (64, 1)]
    throttle.forget_old(SPRING + timedelta(days=1))
    assert session.scalars(select(Attempt)).all() == []


@pytest.mark.parametrize("mail", ["ada@example.org", "nobody@example.org"])
def test_after_some_wrong_passwords_one_waits_whether_there_is_an_account_or_not(
    client: FlaskClient, mail: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    fits = passwords.fits
    monkeypatch.setattr(passwords, "fits", lambda *typed: looked.append(typed[0]) or fits(*typed))
    somebody(mail="ada@example.org")
    with time_machine.travel(SPRING, tick=False) as clock:
        statuses = [try_password(client, OTHER, mail) for _ in range(7)]
        answer = client.post("/en/sign-in", data={"mail": mail, "password": OTHER})
        clock.shift(2 * SECOND)
        later = [try_password(client, OTHER, mail) for _ in range(2)]

    assert statuses == [422] * 5 + [429] * 2
    assert "Please wait 1 minute, then try again." in answer.text
    assert later == [422, 429]
    assert len(looked) == 6


def test_a_right_password_is_not_looked_at_before_its_time_and_takes_the_count_back(client: FlaskClient) -> None:
    somebody(mail="ada@example.org")
    with time_machine.travel(SPRING, tick=False) as clock:
        for _ in range(5):
            try_password(client, OTHER)
        too_soon = try_password(client, SECRET)
        clock.shift(2 * SECOND)
        in_time = try_password(client, SECRET)

        assert (too_soon, in_time) == (429, 302)
        assert [row.tries for row in db.session.scalars(select(Attempt))] == [5]


def test_attempts_of_others_do_not_keep_the_owner_out_on_their_own_device(app: Flask, client: FlaskClient) -> None:
    somebody(mail="ada@example.org")
    try_password(client, SECRET)
    client.post("/en/sign-out")
    stranger = app.test_client()
    for _ in range(6):
        refused = try_password(stranger, OTHER)

    assert refused == 429
    assert try_password(app.test_client(), SECRET) == 429
    assert try_password(client, SECRET) == 302


def test_a_known_device_has_no_endless_tries_either(client: FlaskClient) -> None:
    somebody(mail="ada@example.org")
    try_password(client, SECRET)

    assert [try_password(client, OTHER) for _ in range(6)] == [422] * 5 + [429]


def test_claiming_an_address_makes_no_device_known(app: Flask, client: FlaskClient) -> None:
    somebody(mail="ada@example.org")
    for _ in range(5):
        try_password(client, OTHER)
    client.post("/en/register", data=ADA)

    assert try_password(client, OTHER) == 429


def test_a_link_by_mail_lets_the_owner_in_at_once(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel(SPRING, tick=False):
        somebody(mail="ada@example.org")
        stranger = app.test_client()
        for _ in range(6):
            try_password(stranger, OTHER)
        client.post("/en/reset", data={"mail": "ada@example.org"})
        client.post(link_of(app, rows("accounts.reset")[0]), data={"password": OTHER})

        assert try_password(client, OTHER) == 302
        assert is_signed_in(client)


def test_one_network_tries_many_accounts_only_so_often(client: FlaskClient) -> None:
    with time_machine.travel(SPRING, tick=False):
        statuses = [try_password(client, OTHER, f"ada-{n}@example.org") for n in range(51)]

    assert statuses == [422] * 50 + [429]


@pytest.mark.parametrize(("page", "most"), [("register", 100), ("reset", 20)])
def test_registering_and_resetting_are_slowed_down_for_one_network(client: FlaskClient, page: str, most: int) -> None:
    with time_machine.travel(SPRING, tick=False):
        pace = throttling.REGISTER_FROM if page == "register" else throttling.RESET_FROM
        for _ in range(most):
            throttle.take([Count(pace, "127.0.0.1")], now=SPRING)
        answer = client.post(f"/en/{page}", data=ADA)

    assert answer.status_code == 429
    assert "ada@example.org" in answer.text
    assert SECRET not in answer.text
    assert rows() == []


def test_a_reset_is_mailed_at_most_five_times_an_hour(client: FlaskClient) -> None:
    with time_machine.travel(SPRING, tick=False) as clock:
        for _ in range(8):
            client.post("/en/reset", data={"mail": "ada@example.org"})
            clock.shift(2 * MINUTE)

    assert len(rows("accounts.reset")) == 5


def test_a_free_try_passes_though_its_clock_was_read_before_that_of_the_one_before(
    session: scoped_session[Any],
) -> None:
    moments = [SPRING - number * timedelta(milliseconds=1) for number in range(4)]

    waits = [throttle.take([Count(PACE, "somebody")], now=moment) for moment in moments]

    assert [wait > throttle.NO_WAIT for wait in waits] == [False, False, False, True]


def test_of_many_tries_at_the_same_moment_no_more_pass_than_are_free(tmp_path: Path) -> None:
    with empty_database(TEST_SERVER, tmp_path, name=f"hub_test_throttle_{WORKER}") as url:
        app = create_app(settings_for(url, tmp_path))
        with app.app_context():
            upgrade()
        passed: list[bool] = []

        def attempt() -> None:
            with app.app_context():
                counts = [Count(PACE, "ada"), Count(Pace("other", 50, SECOND, MINUTE, HOUR), "here")]
                passed.append(throttling.counted(counts, now=SPRING) == throttle.NO_WAIT)

        threads = [threading.Thread(target=attempt) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with app.app_context():
            db.engine.dispose()
    assert sorted(passed) == [False] * 9 + [True] * 3
