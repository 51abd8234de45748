"""Many at once, on a database of its own: nothing is lost, nothing happens twice, nobody gets an error."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from challenge_hub.app import create_app
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions import assigning
from challenge_hub.judging.models import Assignment, Review, Score
from challenge_hub.judging.rules.reviewing import mark_of
from tests import factories as make
from tests.cast import SPRING, actor, sign_in
from tests.conftest import TEST_SERVER, settings_for
from tests.databases import empty_database
from tests.judging.juries import a_jury, a_seat, given, room_of

JURORS = 50


@pytest.fixture
def real(tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """An app whose requests each have a connection of their own."""
    with empty_database(TEST_SERVER, tmp_path, name=f"hub_test_jury_{worker_id}") as url:
        app = create_app(settings_for(url, tmp_path))
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            upgrade()
        with time_machine.travel(SPRING, tick=False):
            yield app
        with app.app_context():
            db.engine.dispose()


def at_once(app: Flask, cookies: list[Any], address: str, forms: list[dict[str, Any]]) -> list[int]:
    """Every browser sends its form at the same moment."""

    def send(client: Any, form: dict[str, Any]) -> int:
        status: int = client.post(address, data=form).status_code
        return status

    with ThreadPoolExecutor(len(cookies)) as threads:
        return list(threads.map(send, cookies, forms))


def browsers(app: Flask, people: list[Any]) -> list[Any]:
    found = []
    for person in people:
        client = app.test_client()
        sign_in(client, person)
        found.append(client)
    return found


def test_fifty_jurors_save_at_once_and_nobody_gets_an_error(real: Flask) -> None:
    with real.app_context():
        world = a_jury()
        people = [make.a_person() for _ in range(JURORS)]
        for person in people:
            given(world, a_seat(world, person))
        db.session.commit()
        clients = browsers(real, people)
        address = f"/en/calls/{world.call.slug}/desk/{world.solution.key}"
        db.session.remove()

    forms = [
        {"points-impact": str(n % 6), "comment": f"No. {n}", "revision": "0", "intent": "done"} for n in range(JURORS)
    ]
    statuses = at_once(real, clients, address, forms)

    with real.app_context():
        saved = db.session.scalar(select(func.count(Review.id)).where(Review.is_done))
        scores = db.session.scalar(select(func.count()).select_from(Score))
    assert statuses == [302] * JURORS
    assert (saved, scores) == (JURORS, JURORS)


def test_of_two_tabs_saving_at_once_one_is_told(real: Flask) -> None:
    with real.app_context():
        world = a_jury()
        given(world, world.seat)
        db.session.commit()
        clients = browsers(real, [world["juror"], world["juror"]])
        address = f"/en/calls/{world.call.slug}/desk/{world.solution.key}"
        db.session.remove()

    forms = [{"points-impact": "3", "comment": tab, "revision": "0"} for tab in ("first", "second")]
    statuses = at_once(real, clients, address, forms)

    with real.app_context():
        assert db.session.scalar(select(func.count(Review.id))) == 1
        assert db.session.scalars(select(Review.revision)).all() == [1]
    assert sorted(statuses) == [302, 409]


def test_a_plan_published_twice_at_once_is_given_out_once(real: Flask) -> None:
    with real.app_context():
        world = a_jury()
        make.a_solution(world.challenge)
        by = actor(world["organiser"])
        plan = assigning.make_plan(room_of(world), per_solution=2, seed=1, by=by, now=SPRING)
        form = {"plan": plan.id, "shown": mark_of(plan.pairs)}
        db.session.commit()
        clients = browsers(real, [world["organiser"], world["organiser"]])
        address = f"/en/calls/{world.call.slug}/jury/plan/publication"
        db.session.remove()

    statuses = at_once(real, clients, address, [form, form])

    with real.app_context():
        assert db.session.scalar(select(func.count(Assignment.id))) == 4
    assert sorted(statuses) == [302, 403]
