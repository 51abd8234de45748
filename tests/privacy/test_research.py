"""What researchers get of a call: asked for with a purpose, made by the worker, without any text of the database."""

import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from flask import Flask
from sqlalchemy import String, delete, select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.app import worker_of
from challenge_hub.audit.models import TrailLine
from challenge_hub.calls.models import Prize
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.jobs import Job
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.judging.models import Review
from challenge_hub.privacy import research
from challenge_hub.privacy.models import ResearchExport
from challenge_hub.teams.models import Team
from tests import factories as make
from tests.cast import World, a_world, actor, sign_in
from tests.judging.juries import a_jury, a_seat, browser, ranked
from tests.results.test_releases import LATER, prepare, publish

CODES = {
    *("person", "organisation", "company", "none", "other", "juror", "median", "shares", "sheets-first", "zero"),
    *("share", "reviews", "points", "team", "0.1.0"),
}
"""Words of the program that also stand in the database: kinds, roles, settings."""
PURPOSE = "Whether juries are fair, by Professor Grace at the university."
ADDRESS = "/en/calls/{}/organise/research"


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """Six jurors and the chair gave points to seven solutions; one juror could not read the last."""
    world = a_jury()
    solutions = [world.solution, *(make.a_solution(world.challenge) for _ in range(6))]
    firm = make.an_organisation(kind="company", name="Quite secret company")
    for number, solution in enumerate(solutions):
        db.session.get_one(Team, solution.team_id).organisation_id = firm.id if number else None
        if number:
            make.a_member(solution.team_id, make.a_person(display_name=f"Somebody {number}"), role="lead")
    seats = [world.seat, world.chair_seat, *(a_seat(world, label=f"Juror label {n}") for n in range(5))]
    for place, seat in enumerate(seats):
        for number, solution in enumerate(solutions[: 6 if place == 6 else 7]):
            review = make.a_review(world.round, seat, solution, {"impact": str((place + number) % 6)})
            review.comment, review.private_note = "A comment for the team.", "A note of mine."
    world.round.closed_at = LATER - timedelta(hours=1)
    db.session.add(Prize(call_id=world.call.id, position=1, name={"en": "First prize"}, kind="honour", giver="Town"))
    ranked(world)
    return world


@pytest.fixture
def published(world: World) -> Iterator[World]:
    publish(world, prepare(world))
    db.session.commit()
    with time_machine.travel(LATER, tick=False):
        yield world


def made(world: World) -> ResearchExport:
    """The export as the worker makes it."""
    research.ask_research(world.call, PURPOSE, by=actor(world["organiser"]), now=LATER)
    db.session.commit()
    export = db.session.scalars(select(ResearchExport)).one()
    research.work(export.id, {}, LATER)(LATER)
    db.session.execute(delete(Job).where(Job.kind == research.KIND))
    db.session.commit()
    return export


def parts_of(content: bytes) -> dict[str, str]:
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def texts_of_the_database() -> Iterator[str]:
    """Every text there is in any column, also inside of JSON."""
    for table in db.metadata.tables.values():
        for row in db.session.execute(select(table)):
            for column, value in zip(table.columns, row, strict=True):
                if table.name != "organisation_kind" and (
                    isinstance(column.type, String) or isinstance(value, dict | list)
                ):
                    yield from _leaves(value)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif isinstance(value, str):
        yield value


def test_no_text_of_the_database_is_in_the_file_and_no_day(published: World) -> None:
    parts = parts_of(research.path_of(made(published)).read_bytes())

    rows = "\n".join(parts[name] for name in parts if name.endswith((".csv", ".json")))
    words = set(re.findall(r"[\w.:@/-]+", rows))
    texts = {text for text in texts_of_the_database() if len(text) > 3}
    assert {text for text in texts if text in words or (" " in text and text in rows)} <= CODES
    assert not re.search(r"20\d\d-\d\d", rows)
    assert PURPOSE not in "\n".join(parts.values())


def test_it_holds_tables_facts_and_a_code_book_in_both_languages(published: World) -> None:
    parts = parts_of(research.path_of(made(published)).read_bytes())

    assert set(parts) == {
        *("code-book.de.md", "code-book.en.md", "call.json", "data.json"),
        *("solutions.csv", "teams.csv", "jurors.csv", "reviews.csv"),
    }
    (told,) = json.loads(parts["call.json"])["rounds"]
    assert (told["method"], told["weights"], told["reviews"], told["solutions"]) == ("median", {"1": "1"}, 48, 7)
    jurors = json.loads(parts["data.json"])["jurors"]
    assert [(row["role"], row["reviews"], row["same_solutions"]) for row in jurors] == [("other", "7", "yes")] * 6
    assert len(parts["reviews.csv"].splitlines()) == 1 + 6 * 7
    assert "| jurors | 1 | left out | < 5 | 7 |" in parts["code-book.en.md"]
    assert parts["code-book.de.md"].startswith("# ")


def test_every_column_stands_in_the_code_book(published: World) -> None:
    parts = parts_of(research.path_of(made(published)).read_bytes())

    for name in ("solutions", "teams", "jurors", "reviews"):
        columns = parts[f"{name}.csv"].splitlines()[0].split(",")
        for language in ("de", "en"):
            told = parts[f"code-book.{language}.md"].split(f"### {name}.csv")[1].split("###")[0]
            assert re.findall(r"^\| (\w+) \|", told, flags=re.M)[1:] == columns


def test_organisers_ask_with_a_purpose_and_fetch_it_for_a_week(app: Flask, published: World) -> None:
    page, client = ADDRESS.format(published.call.slug), browser(app, published, "organiser")

    assert "solutions.csv" in client.get(page).text
    assert client.post(page, data={"purpose": " "}).status_code == 422
    assert client.post(page, data={"purpose": PURPOSE}).status_code == 302
    assert client.post(page, data={"purpose": PURPOSE}).status_code == 403
    export = db.session.scalars(select(ResearchExport)).one()
    file = f"{page}/{export.id}/file"
    assert client.post(file).status_code == 403
    research.work(export.id, {}, LATER)(LATER)
    db.session.commit()
    fetched = client.post(file)
    content = fetched.data
    fetched.close()

    assert "reviews.csv" in parts_of(content)
    assert PURPOSE in client.get(page).text
    lines = db.session.execute(select(TrailLine.verb, TrailLine.thing_id, TrailLine.call_id).order_by(TrailLine.id))
    verbs = [row for row in lines if row.verb in ("ask-research", "take-research")]
    assert verbs == [(verb, export.id, published.call.id) for verb in ("ask-research", "take-research")]
    sent = select(OutboxRow.person_id).where(OutboxRow.kind == "privacy.research_ready")
    assert db.session.scalars(sent).all() == [published["organiser"].id]


def test_after_a_week_the_file_is_gone_and_the_purpose_is_kept(app: Flask, published: World) -> None:
    export = made(published)
    path = research.path_of(export)
    assert path.stat().st_mode & 0o077 == 0

    with time_machine.travel(LATER + timedelta(days=7), tick=False):
        worker_of(app).once()
        client = browser(app, published, "organiser")
        answer = client.post(f"{ADDRESS.format(published.call.slug)}/{export.id}/file")

    assert not path.exists()
    assert answer.status_code == 403
    assert db.session.get_one(ResearchExport, export.id).purpose == PURPOSE


def test_organisers_of_another_call_find_nothing(app: Flask, published: World) -> None:
    export, other = made(published), a_world()
    db.session.commit()
    client = app.test_client()
    sign_in(client, other["organiser"], now=LATER)

    assert client.post(f"{ADDRESS.format(published.call.slug)}/{export.id}/file").status_code == 404
    assert client.post(f"{ADDRESS.format(other.call.slug)}/{export.id}/file").status_code == 404


def test_before_results_there_is_nothing_to_research(world: World) -> None:
    with pytest.raises(Refused, match="nothing-to-research"):
        research.ask_research(world.call, PURPOSE, by=actor(world["organiser"]), now=LATER)


def test_a_review_that_is_not_done_is_not_told(published: World) -> None:
    review = db.session.scalars(select(Review).where(Review.juror_id == published.seat.id).limit(1)).one()
    review.is_done = False
    db.session.commit()

    found = research.held_by(published.call, LATER, chance=research.SystemRandom())

    assert len(found.tables["reviews"]) == 5 * 7


def test_the_worker_knows_how_to_make_it(app: Flask) -> None:
    assert research.KIND in worker_of(app)._works
