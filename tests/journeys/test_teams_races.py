"""Several at once, in real transactions of their own: the last seat, a double click, a letter used twice."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import func, select

from challenge_hub.app import create_app
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.teams.letters import word_for, word_for_guardian
from challenge_hub.teams.models import GuardianConsent, Team, TeamInvitation, TeamMember
from tests import factories as make
from tests.cast import SPRING, a_world
from tests.conftest import TEST_SERVER, FreshClient, settings_for
from tests.databases import empty_database
from tests.teams.making import as_before, word_at

AT_ONCE = 4


@pytest.fixture
def own_app(tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """An app with a database of its own, where every request commits for good."""
    with empty_database(TEST_SERVER, tmp_path, name=f"hub_test_teams_{worker_id}") as url:
        app = create_app(settings_for(url, tmp_path))
        app.testing, app.test_client_class = True, FreshClient
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            upgrade()
        with time_machine.travel(SPRING):
            yield app
        with app.app_context():
            db.engine.dispose()


@contextmanager
def a_call_for(app: Flask, **facts: Any) -> Iterator[Any]:
    with app.app_context():
        world = a_world(**facts)
        world.team.join_token = "the-link"
        db.session.commit()
        yield world


def all_at_once(app: Flask, act: Callable[[FlaskClient, int], int]) -> list[int]:
    """Each with a client of their own; nobody begins before all are there."""
    gate, answers = threading.Barrier(AT_ONCE), [0] * AT_ONCE

    def one(number: int) -> None:
        client = app.test_client()
        gate.wait()
        answers[number] = act(client, number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_the_last_seat_goes_to_one_of_many(own_app: Flask) -> None:
    with a_call_for(own_app, team_max=3) as world:
        team_id = world.team.id

    def join(client: FlaskClient, number: int) -> int:
        form = {"display_name": f"Nia {number}", "mail": f"nia-{number}@example.org", "age": "adult"}
        return client.post("/en/join/the-link", data=form).status_code

    assert all_at_once(own_app, join) == [302, 403, 403, 403]
    with own_app.app_context():
        assert count(TeamMember, TeamMember.team_id == team_id) == 3


@pytest.mark.parametrize("is_one", [True, False])
def test_a_form_sent_many_times_at_once_founds_one_team_and_other_forms_teams_with_other_keys(
    own_app: Flask, is_one: bool
) -> None:
    with a_call_for(own_app) as world:
        address = f"/en/calls/{world.call.slug}/teams/new"

    browser = own_app.test_client()
    word = word_at(browser, address)

    def found(fresh: FlaskClient, _number: int) -> int:
        client = as_before(browser) if is_one else fresh
        form = {"name": "Pothole", "organisation": "ourselves", "display_name": "Nia", "mail": "nia@example.org"}
        return client.post(
            address, data={**form, "age": "adult", "entry": word if is_one else word_at(client, address)}
        ).status_code

    assert all_at_once(own_app, found) == [302] * AT_ONCE
    with own_app.app_context():
        assert count(Team, Team.name == "Pothole") == (1 if is_one else AT_ONCE)


def test_a_letter_used_by_many_at_once_seats_one(own_app: Flask) -> None:
    with a_call_for(own_app) as world:
        by = {"invited_by": world["lead"].id, "invited_at": SPRING, "language": "en"}
        invitation = TeamInvitation(team_id=world.team.id, mail="nia@example.org", **by)
        db.session.add(invitation)
        db.session.commit()
        team_id, word = world.team.id, word_for(invitation.id)

    def use(client: FlaskClient, number: int) -> int:
        return client.post(
            f"/en/team-invitations/{word}", data={"display_name": f"Nia {number}", "age": "adult"}
        ).status_code

    assert all_at_once(own_app, use) == [302, 403, 403, 403]
    with own_app.app_context():
        assert count(TeamMember, TeamMember.team_id == team_id) == 3


def test_a_guardian_who_clicks_many_times_seats_one_and_the_kept_seat_goes_to_nobody_else(
    own_app: Flask,
) -> None:
    with a_call_for(own_app, team_max=3) as world:
        nia = make.a_person(of_age=False)
        consent = GuardianConsent(team_id=world.team.id, person_id=nia.id, role="member", language="en")
        consent.guardian_name, consent.guardian_mail = "Eve", "eve@example.org"
        consent.asked_at = consent.sent_at = SPRING
        db.session.add(consent)
        db.session.commit()
        team_id, word = world.team.id, word_for_guardian(consent.id)

    def answer(client: FlaskClient, number: int) -> int:
        if number == 0:
            form = {"display_name": "Ed", "mail": "ed@example.org", "age": "adult"}
            return client.post("/en/join/the-link", data=form).status_code
        return client.post(f"/en/guardians/{word}", data={"decision": "consent", "consent": "y"}).status_code

    assert all_at_once(own_app, answer) == [302, 302, 302, 403]
    with own_app.app_context():
        assert count(TeamMember, TeamMember.team_id == team_id) == 3
        assert count(OutboxRow, OutboxRow.kind == "teams.guardian_receipt") == 1


def count(model: Any, condition: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(condition)) or 0
