"""Nothing that is kept joins a ballot to a choice, and nobody reads a count before the end."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import scoped_session

from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db
from challenge_hub.voting.codes import hash_of
from challenge_hub.voting.models import Ballot
from tests.cast import ROLES, SPRING, World, sign_in
from tests.voting.votes import MINUTE, a_hall, an_open_vote, choose, counts, paper, prepared, solutions_of, with_ballots

PAGES = (
    "", "/votes", "/votes/1", "/votes/1/closing", "/votes/1/cancellation", "/votes/1/extension", "/awards", "/jury",
    "/history", "/overview", "/results",
)  # fmt: skip
ABOUT_VOTES = ("vote", "vote_solution", "vote_extension", "ballot_batch", "ballot")


@pytest.fixture
def world(session: scoped_session[Any]) -> Iterator[World]:
    with time_machine.travel(SPRING + MINUTE, tick=False):
        yield a_hall()


def rows() -> dict[str, list[dict[str, Any]]]:
    """Everything that is kept of votes, and the lines of the history without their numbers."""
    tables = {name: db.session.execute(text(f"SELECT * FROM {name}")).mappings().all() for name in ABOUT_VOTES}
    found = {name: sorted((dict(row) for row in table), key=str) for name, table in tables.items()}
    lines = db.session.query(TrailLine).order_by(TrailLine.id).all()
    return {**found, "history": [{"verb": line.verb, "facts": line.facts, "actor": line.actor} for line in lines]}


def test_whatever_a_ballot_chooses_the_same_is_kept_but_for_the_counts(world: World) -> None:
    first, second, _ = solutions_of(world)
    one, two = an_open_vote(world, 2)
    found = []
    for chosen in ((first, second), (second, first)):
        point = db.session.begin_nested()
        for code, solution in zip((one, two), chosen, strict=True):
            choose(code, solution)
        db.session.expire_all()
        found.append(rows())
        point.rollback()

    assert [row["is_used"] for row in found[0]["ballot"]] in ([1, 1], [True, True])
    assert found[0] == found[1]


def test_no_column_leads_from_a_ballot_to_a_solution_a_person_or_a_moment() -> None:
    tables = db.metadata.tables
    pointing = {key.column.table.name for key in tables["ballot"].foreign_keys}
    to_ballots = {
        name for name, table in tables.items() for key in table.foreign_keys if key.column.table.name == "ballot"
    }

    assert set(tables["ballot"].columns.keys()) == {"id", "batch_id", "code_hash", "is_used"}
    assert set(tables["vote_solution"].columns.keys()) == {"vote_id", "solution_id", "votes"}
    assert (pointing, to_ballots) == ({"ballot_batch"}, set())


def test_with_each_ballot_every_count_is_written_anew(world: World, is_postgresql: bool) -> None:
    """Otherwise the transaction that the database notes upon a row would tell which one a ballot changed."""
    if not is_postgresql:
        assert counts(world) == []  # SQLite keeps no such mark
        return
    first = solutions_of(world)[0]
    (code,) = an_open_vote(world, 1)
    marks = text("SELECT DISTINCT ctid::text FROM vote_solution")
    before = set(db.session.execute(marks).scalars())
    choose(code, first)

    assert before.isdisjoint(set(db.session.execute(marks).scalars()))


def test_no_code_is_kept(world: World) -> None:
    prepared(world)
    (code,) = with_ballots(world, 1)

    kept = str(rows())
    assert code not in kept
    assert [row.code_hash for row in db.session.query(Ballot)] == [hash_of(code)]


def test_no_page_tells_a_count_before_the_end(app: Flask, world: World, client: FlaskClient) -> None:
    """Whatever forty ballots chose, everybody sees the same pages; chair and organisers see how many were cast."""
    first, second, _ = solutions_of(world)
    codes = an_open_vote(world, 41)
    db.session.commit()
    addresses = [f"/en/calls/{world.call.slug}{page}" for page in PAGES]
    addresses += [f"/en/ballots/{codes[0]}", "/en/ballots", "/en/tasks"]
    found = []
    for chosen in (first, second):
        for code in codes[1:]:
            choose(code, chosen)
        db.session.commit()
        assert sorted(counts(world)) == [0, 0, 40]
        found.append([page for role in ROLES for page in pages_for(app.test_client(), world, role, addresses)])
        db.session.execute(text("UPDATE vote_solution SET votes = 0"))
        db.session.execute(text("UPDATE ballot SET is_used = :no"), {"no": False})
        db.session.commit()

    assert sum("40 of 41 cast" in page for page in found[0]) == 2
    assert found[0] == found[1]


def pages_for(client: FlaskClient, world: World, role: str, addresses: list[str]) -> list[str]:
    """Pages without what is drawn anew for each: tokens, and numbers of requests."""
    if role != "visitor":
        sign_in(client, world[role])
    return [re.sub(r"[\w.-]{16,}", "…", client.get(address).text) for address in addresses]


def test_the_order_of_a_ballot_is_its_own_and_stays(world: World, client: FlaskClient) -> None:
    codes = an_open_vote(world, 20)
    db.session.commit()

    def order(code: str) -> tuple[int, ...]:
        page = client.get(f"/en/ballots/{code}").text
        return tuple(sorted(solutions_of(world), key=lambda id_: page.index(f'value="{id_}"')))

    assert order(codes[0]) == order(codes[0])
    assert len({order(code) for code in codes}) > 2
    assert paper(codes[0]).ballot.code_hash not in client.get(f"/en/ballots/{codes[0]}").text
