"""The matrix: every route × every role × own and foreign things, against the tables in tests/matrix."""

import importlib
import pkgutil
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from flask import Flask, url_for
from flask.testing import FlaskClient

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from tests import matrix
from tests.cast import ROLES, SPRING, World, a_world, sign_in

TABLES = [importlib.import_module(f"tests.matrix.{found.name}") for found in pkgutil.iter_modules(matrix.__path__)]


@dataclass(frozen=True)
class Row:
    method: str
    endpoint: str
    whose: str
    expected: dict[str, int]
    table: Any

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint} {self.whose}"


def rows() -> list[Row]:
    found = []
    for table in TABLES:
        for line in table.ROWS.splitlines():
            words = line.split()
            if not words or words[0] == "#":
                continue
            method, endpoint, whose, *statuses = words
            if statuses[-1] == "*":
                statuses = statuses[:1] * len(ROLES)
            found.append(Row(method, endpoint, whose, dict(zip(ROLES, map(int, statuses), strict=True)), table))
    return found


def test_every_route_has_a_row(app: Flask) -> None:
    """Also a foreign one, wherever its address names a thing that belongs to somebody."""
    routes = {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
    }
    table = rows()
    of_nobody = {"static", "asset"}
    named = {rule.endpoint for rule in app.url_map.iter_rules() if rule.arguments - {"language"}} - of_nobody
    own, foreign = ({(r.method, r.endpoint) for r in table if r.whose == whose} for whose in ("own", "foreign"))

    assert own == routes
    assert foreign >= {found for found in routes if found[1] in named}
    assert len(table) == len(own) + len(foreign)


@pytest.mark.parametrize("row", rows(), ids=str)
def test_the_answer_is_the_one_in_the_table_and_no_get_writes(
    app: Flask, client: FlaskClient, seen: list[str], row: Row
) -> None:
    with time_machine.travel(SPRING, tick=False):
        world, other = a_world(), a_world()
        there: World = world if row.whose == "own" else other
        with app.test_request_context("/en/"):
            address = url_for(row.endpoint, **row.table.arguments(there, row.endpoint))
        db.session.commit()
        ids = {role: person.id for role, person in world.people.items()}
        found = {role: _status(app, row.method, address, ids.get(role), seen) for role in ROLES}

    assert found == row.expected


def _status(app: Flask, method: str, address: str, person_id: int | None, seen: list[str]) -> int:
    """The answer to one role, and what it did is undone for the next."""
    db.session.remove()
    point = db.engines[None].begin_nested()  # type: ignore[attr-defined]  # the test's one connection
    client = app.test_client()
    if person_id is not None:
        sign_in(client, db.session.get_one(Person, person_id))
    seen.clear()
    with client.open(address, method=method) as answer:
        status = answer.status_code
    if method == "GET":
        assert [statement for statement in seen if not statement.startswith("SELECT")] == []
    db.session.remove()
    point.rollback()
    return status
