"""A jury at work: the deadline is over, solutions are not public, and everybody has declared."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions import rankings
from challenge_hub.judging.models import Assignment, Juror
from challenge_hub.judging.queries.rooms import Desk, JuryRoom, desk_of, jury_room
from challenge_hub.solutions.models import Conflict, Solution
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in

NOW = SPRING
SECRET = {"solutions_public": "with-results", "solutions_public_at": None}


def a_jury(**facts: Any) -> World:
    """The world when the jury is at work; its solution is `world.solution`."""
    return a_world(**{"closes_at": SPRING - timedelta(hours=1), **SECRET, **facts})


def a_seat(world: World, person: Person | None = None, **facts: Any) -> Juror:
    """One more juror who is ready."""
    person = person or make.a_person()
    ready = {"accepted_at": SPRING, "declared_at": SPRING, "invited_at": SPRING}
    return make.a_juror(world.call, person_id=person.id, **{**ready, **facts})


def given(world: World, seat: Juror, *solutions: Solution) -> None:
    """These solutions lie on the desk of this seat."""
    for solution in solutions or (world.solution,):
        facts = {"round_id": world.round.id, "juror_id": seat.id, "solution_id": solution.id}
        db.session.add(Assignment(assigned_at=SPRING, **facts))
    db.session.flush()


def in_conflict(person: Person, solution: Solution, **facts: Any) -> Conflict:
    values = {"kind": "employer", "declared_at": SPRING, **facts}
    conflict = Conflict(person_id=person.id, solution_id=solution.id, **values)
    db.session.add(conflict)
    db.session.flush()
    return conflict


def ranked(world: World) -> None:
    """The worker has computed the ranking for everybody who reads it."""
    db.session.flush()
    rankings.work(world.round.id, {}, NOW)(NOW)
    db.session.commit()


def room_of(world: World, role: str = "organiser") -> JuryRoom:
    return jury_room(actor(world[role]), world.call.slug, NOW)


def desk_at(world: World, role: str = "juror") -> Desk:
    return desk_of(actor(world[role]), world.call.slug, NOW)


def browser(app: Flask, world: World, role: str) -> FlaskClient:
    """A browser in which this member of the cast is signed in."""
    client = app.test_client()
    sign_in(client, world[role])
    return client


@pytest.fixture
def spring() -> Iterator[None]:
    """It is spring, and no second passes."""
    with time_machine.travel(SPRING, tick=False):
        yield
