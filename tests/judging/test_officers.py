"""Officers of a municipality that posed a challenge report a conflict of interest of their own."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.infrastructure.db import db
from challenge_hub.judging.anonymity import DrawnNumber, RedactedCopy
from challenge_hub.solutions.models import Conflict, SolutionVersion
from challenge_hub.solutions.queries import in_conflict as is_in_conflict
from challenge_hub.teams.models import Team
from tests import factories as make
from tests.cast import World, a_world, actor
from tests.judging.juries import NOW, a_jury, browser, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("session", "spring")


def page_of(app: Flask, world: World) -> str:
    return browser(app, world, "officer").get(f"/en/calls/{world.call.slug}/conflict").text


def test_an_officer_reports_it_and_the_solution_is_hidden(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    client, address = browser(app, world, "officer"), f"/en/calls/{world.call.slug}/conflict"
    typed = {"solution": str(world.solution.id), "kind": "family", "note": "My sister is in it."}

    answer = client.post(address, data=typed)

    found = db.session.scalars(select(Conflict)).one()
    assert answer.status_code == 302
    assert (found.person_id, found.solution_id, found.kind) == (world["officer"].id, world.solution.id, "family")
    assert is_in_conflict(actor(world["officer"]), world.solution.id)
    assert "There is no solution to report" in page_of(app, world)
    assert client.get(f"/en/calls/{world.call.slug}/solutions/{world.solution.key}/follow-up").status_code == 404


def test_only_solutions_to_the_own_challenges_can_be_named(app: Flask) -> None:
    world = a_jury()
    other = make.a_solution(make.a_challenge(world.call))
    db.session.commit()
    client = browser(app, world, "officer")

    answer = client.post(
        f"/en/calls/{world.call.slug}/conflict", data={"solution": str(other.id), "kind": "other", "note": "x"}
    )

    assert answer.status_code == 422
    assert db.session.scalars(select(Conflict)).all() == []


def test_before_the_deadline_no_title_is_told(app: Flask) -> None:
    world = a_world(solutions_public="with-results", solutions_public_at=None)
    title = db.session.scalars(select(SolutionVersion.title)).one()["en"]

    page = page_of(app, world)

    assert "There are no solutions yet" in page
    assert title not in page


def test_in_an_anonymised_round_the_officer_reads_numbers(app: Flask) -> None:
    world = a_jury()
    world.round.is_anonymous = True
    facts = {"pitch": {}, "description": {}, "saved_at": NOW, "released_at": NOW}
    db.session.add(RedactedCopy(solution_id=world.solution.id, version=1, title={"en": "A bench"}, **facts))
    db.session.add(DrawnNumber(round_id=world.round.id, solution_id=world.solution.id, number=314))
    db.session.commit()
    title = db.session.scalars(select(SolutionVersion.title)).one()["en"]
    team = db.session.scalars(select(Team.name)).one()

    page = page_of(app, world)

    assert "Solution 314: A bench" in page
    assert [told for told in (title, team, world.solution.key) if told in page] == []
