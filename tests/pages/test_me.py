"""My tasks: every room says what waits, in one statement each; the page puts it in order."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import scoped_session

from challenge_hub.access import VISITOR
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.tasks import Task, all_tasks_of
from challenge_hub.results.models import Feedback, Publication, PublishedPlace, Release
from challenge_hub.results.tasks import tasks_for
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in

MOST = 11
"""One for each package that has tasks, and one for who asks."""
LATER = SPRING + timedelta(days=61)


def told(app: Flask, world: World, role: str) -> list[tuple[str, bool]]:
    """What the room of the results tells: sentence, and whether it waits."""
    with app.test_request_context("/en/me"):
        app.preprocess_request()
        return [(str(task.sentence), task.waits) for task in tasks_for(actor(world[role]), LATER)]


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """The round is closed."""
    world = a_world()
    world.round.closed_at = SPRING
    session.flush()
    return world


def prepared(world: World, **facts: Any) -> Release:
    """Awards that the chair handed over."""
    by = world["chair"].id
    release = Release(call_id=world.call.id, round_number=1, prepared_by=by, edited_by=[by], prepared_at=SPRING)
    for name, fact in facts.items():
        setattr(release, name, fact)
    db.session.add(release)
    db.session.flush()
    return release


def published(world: World) -> None:
    """The results are public, and the team has its feedback."""
    frozen = {"seed": 1, "review_count": 2, "program_version": "1", "settings": {}, "settings_hash": "0" * 64}
    words = {"criteria": [], "note": {}, "draws": []}
    publication = Publication(call_id=world.call.id, round_number=1, number=1, published_at=SPRING, **frozen, **words)
    db.session.add(publication)
    db.session.flush()
    place = {"place": 1, "shared": False, "reviews": 2, "criterion_means": {}, "sheets": [], "title": {"en": "Lamp"}}
    db.session.add(PublishedPlace(publication_id=publication.id, solution_id=world.solution.id, **place))
    facts: dict[str, Any] = {"comments": [], "criterion_means": {}, "prepared_at": SPRING, "released_at": SPRING}
    db.session.add(Feedback(call_id=world.call.id, solution_id=world.solution.id, **facts))
    db.session.flush()


@pytest.mark.parametrize("role", ["organiser", "chair"])
def test_awards_wait_for_organiser_and_chair_once_the_round_is_closed(app: Flask, world: World, role: str) -> None:
    closed = told(app, world, role)
    world.round.closed_at = None
    db.session.flush()

    assert closed == [(f"Prepare the awards of “{world.call.title['en']}”", True)]
    assert told(app, world, role) == []


def test_prepared_awards_wait_for_whoever_had_no_hand_in_them(app: Flask, world: World) -> None:
    prepared(world)
    title = world.call.title["en"]

    assert told(app, world, "organiser") == [(f"Look at the awards of “{title}” and release them", True)]
    assert told(app, world, "chair") == [(f"The awards of “{title}” wait for somebody else to release them", False)]
    assert told(app, world, "juror") == []


def test_awards_that_came_back_say_why(app: Flask, world: World) -> None:
    prepared(world, prepared_at=None, returned_at=SPRING, return_reason="A reason is missing.")

    assert told(app, world, "chair") == [
        (f"Revise the awards of “{world.call.title['en']}”: A reason is missing.", True)
    ]


def test_after_the_release_officers_decide_and_teams_find_their_feedback(app: Flask, world: World) -> None:
    before = told(app, world, "officer")
    published(world)

    assert before == []
    assert told(app, world, "officer") == [
        (f"Decide what follows from 1 solution to “{world.challenge.title['en']}”", True)
    ]
    assert told(app, world, "member") == [("Feedback on your solution “Lamp”", False)]
    assert told(app, world, "organiser") == told(app, world, "stranger") == []


def test_what_waits_comes_first_then_what_is_due_first(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def task(sentence: str, due_at: datetime | None, *, waits: bool = True) -> Task:
        return Task("Room", sentence, "/", due_at, waits=waits)

    soon, late = SPRING, SPRING + timedelta(days=1)
    tasks = [task("way", soon, waits=False), task("b", None), task("a", None), task("late", late), task("soon", soon)]
    monkeypatch.setitem(app.extensions, "tasks", [lambda *_: tasks, lambda *_: [Task("Other", "x", "/")]])
    with app.test_request_context("/en/me"):
        rooms = all_tasks_of(VISITOR, SPRING)

    assert list(rooms) == ["Room", "Other"]
    assert [task.sentence for task in rooms["Room"]] == ["soon", "late", "a", "b", "way"]


def test_a_person_with_nothing_to_do_reads_what_to_begin(client: FlaskClient) -> None:
    sign_in(client, make.a_person())

    page = client.get("/en/me").text

    assert "Nothing waits for you" in page
    assert "/en/calls" in page


def a_person_of_all_trades(many: int) -> World:
    """The operator is officer, organiser, juror and member in so many calls, before and after the jury."""
    world = a_world()
    who = world["operator"]
    for number in range(many):
        other = a_world()
        make.an_officer(other.organisation, who, seat="owner")
        make.an_officer(other.municipality, who)
        make.a_member(other.team.id, who)
        make.a_juror(other.call, person_id=who.id, accepted_at=SPRING)
        if number % 2:
            published(other)
        else:
            other.round.closed_at = SPRING
    db.session.commit()
    return world


def statements_for(many: int, client: FlaskClient, seen: list[str]) -> int:
    """How many statements my tasks take for somebody with so many things of every kind."""
    sign_in(client, a_person_of_all_trades(many)["operator"], now=LATER)
    db.session.remove()
    seen.clear()
    assert client.get("/en/me").status_code == 200
    return len(seen)


@time_machine.travel(LATER, tick=False)
def test_my_tasks_ask_as_little_for_forty_things_as_for_one(client: FlaskClient, seen: list[str]) -> None:
    one, forty = (statements_for(many, client, seen) for many in (1, 40))

    assert one == forty <= MOST
