"""The doors of the demonstration: open there, on this machine, and nowhere else."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from challenge_hub import app as ordinary
from challenge_hub.accounts.models import Person
from challenge_hub.app import create_app, create_serving_app
from challenge_hub.demo.app import open_doors
from challenge_hub.demo.environment import prepare_environment
from challenge_hub.demo.people import PEOPLE
from challenge_hub.demo.story import fill
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.worker import Worker
from challenge_hub.settings import Settings
from tests.conftest import settings_for

KEYS = [door.key for door in PEOPLE]


def endpoints(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules()}


@pytest.mark.parametrize("key", KEYS)
def test_one_click_makes_a_newcomer_somebody_of_the_example(newcomer: FlaskClient, key: str) -> None:
    entered = newcomer.post("/de/demo/doors", data={"who": key})
    page = newcomer.get(entered.headers["Location"])

    assert (entered.status_code, entered.headers["Location"]) == (302, "/de/me")
    assert (page.status_code, "Abmelden" in page.text) == (200, True)


def test_the_home_page_has_a_button_for_each_role_and_every_page_a_banner(newcomer: FlaskClient) -> None:
    home, calls = newcomer.get("/en/").text, newcomer.get("/en/calls").text

    assert re.findall(r'name="who" value="([a-z]+)"', home) == KEYS
    assert 'href="/en/demo/mailbox"' in home
    assert 'href="/en/demo/mailbox"' in calls
    assert 'name="who"' not in calls


def test_an_unknown_door_does_not_exist(newcomer: FlaskClient) -> None:
    assert newcomer.post("/en/demo/doors", data={"who": "mayor"}).status_code == 404


def test_a_door_needs_the_word_of_its_form(demo: Flask) -> None:
    demo.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = demo.test_client().post("/en/demo/doors", data={"who": "juror"})
    finally:
        demo.config["WTF_CSRF_ENABLED"] = False

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "from_elsewhere",
    [
        {"environ_base": {"REMOTE_ADDR": "192.0.2.1"}},
        {"environ_base": {"REMOTE_ADDR": ""}},
        {"headers": {"X-Forwarded-For": "127.0.0.1, 192.0.2.1"}},
        {"headers": {"Forwarded": "for=192.0.2.1"}},
    ],
)
def test_from_another_machine_there_are_no_doors(
    newcomer: FlaskClient, from_elsewhere: dict[str, dict[str, str]]
) -> None:
    doors = newcomer.post("/en/demo/doors", data={"who": "juror"}, **from_elsewhere)
    mailbox = newcomer.get("/en/demo/mailbox", **from_elsewhere)

    assert (doors.status_code, mailbox.status_code) == (404, 404)


def test_an_ordinary_app_has_no_doors_whatever_its_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {**os.environ})
    prepare_environment(tmp_path, 8000)  # everything the demonstration sets, and more
    for name in ("DEMO", "DEMO_DOORS", "CHALLENGE_HUB_DEMO", "FLASK_DEBUG", "FLASK_ENV", "TESTING"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setattr(Worker, "start", lambda self: None)

    apps = [create_app(), create_serving_app()]

    assert [{name for name in endpoints(app) if "demo" in name} for app in apps] == [set(), set()]
    assert [app.test_client().get("/en/demo/mailbox").status_code for app in apps] == [404, 404]
    assert {name for name in Settings.model_fields if "demo" in name or "door" in name} == set()


def test_the_ordinary_app_does_not_know_the_demonstration() -> None:
    assert "demo" not in Path(ordinary.__file__).read_text()


def test_an_app_known_under_another_name_gets_no_doors(tmp_path: Path) -> None:
    settings = settings_for(f"sqlite:///{tmp_path / 'hub.sqlite3'}", tmp_path, base_url="https://hub.example.org")

    with pytest.raises(SystemExit, match="this machine only"):
        open_doors(create_app(settings))


def test_filling_twice_makes_nobody_twice(demo: Flask) -> None:
    with demo.app_context():
        before = db.session.scalars(select(Person.mail)).all()
        fill(datetime.now(UTC))
        db.session.commit()

        assert db.session.scalars(select(Person.mail)).all() == before
        assert len(before) == len(set(before))
        assert {door.mail for door in PEOPLE} <= set(before)
