"""A hidden text is gone from everything public, at once, and from nothing else."""

from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.challenges.models import Question
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.storage import storage
from challenge_hub.infrastructure.text import render
from challenge_hub.minutes import actions as minutes
from challenge_hub.moderation.rules import TextKind
from challenge_hub.solutions.models import SolutionFile, SolutionVersion
from tests.cast import SPRING, World, actor, sign_in
from tests.minutes.recorded import LATER, a_recorded_jury, an_edition, minutes_of, with_results
from tests.moderation.reported import PUBLIC, WORDS, a_reported_world, decided, hidden, reported

PLACES = (
    "/",
    "/calls",
    "/challenges",
    "/solutions",
    "/solutions?q=zeppelin",
    "/organisations",
    "/organisations?q=zepp",
)


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    return a_reported_world()


def around(world: World) -> list[str]:
    """Every public page that may show a text of this call."""
    call = f"/calls/{world.call.slug}"
    own = ["", "/questions", "/teams", "/notices", f"/challenges/{world.challenge.key}"]
    own += [f"/solutions/{world.solution.key}", "/results", "/results/summary", f"/results/{world.solution.key}"]
    town = [f"/organisations/{one.slug}" for one in (world.municipality, world.organisation)]
    return [*PLACES, *(call + page for page in own), *town]


def saying(client: FlaskClient, pages: list[str], words: str = WORDS) -> set[str]:
    """On which pages these words stand, in either language."""
    return {page for page in pages for language in ("en", "de") if words in client.get(f"/{language}{page}").text}


def status(client: FlaskClient, address: str) -> int:
    with client.get(address) as answer:
        return answer.status_code


def test_a_hidden_solution_is_on_no_public_page_and_not_in_what_was_kept_ready(
    client: FlaskClient, world: World
) -> None:
    page = f"/calls/{world.call.slug}/solutions/{world.solution.key}"
    with time_machine.travel(PUBLIC, tick=False):
        assert saying(client, around(world)) >= {"/solutions", "/solutions?q=zeppelin", page}

        hidden(world)

        assert saying(client, around(world)) == set()
        answer = client.get(f"/en{page}")
    assert answer.status_code == 410
    assert "on 1 April 2027 it was hidden" in answer.text


def test_its_files_open_no_more_but_to_those_who_decide(app: Flask, client: FlaskClient, world: World) -> None:
    sha256 = storage().write(b"a picture")
    version = db.session.scalars(select(SolutionVersion).filter_by(solution_id=world.solution.id)).one()
    facts = {"name": "a.png", "media_type": "image/png", "alt": {"en": "A"}}
    db.session.add(SolutionFile(version_id=version.id, position=1, sha256=sha256, **facts))
    db.session.commit()
    address = f"/en/calls/{world.call.slug}/solutions/{world.solution.key}/files/{sha256}"
    with time_machine.travel(PUBLIC, tick=False):
        before = status(client, address)
        report = hidden(world)
        after = status(client, address)
        sign_in(client, world["organiser"])

        assert (before, after) == (200, 404)
        assert status(client, f"/en/texts/reports/{report.id}/files/{sha256}") == 200


def test_team_organisers_and_jury_go_on_and_the_solution_takes_part(client: FlaskClient, world: World) -> None:
    with time_machine.travel(PUBLIC, tick=False):
        hidden(world)
        sign_in(client, world["member"])
        own = client.get(f"/en/calls/{world.call.slug}/solutions/{world.solution.key}/overview")
        sign_in(client, world["organiser"])
        checked = client.get(f"/en/calls/{world.call.slug}/pre-check")

    assert WORDS in own.text
    assert WORDS in checked.text


@pytest.mark.parametrize("kind", [TextKind.CHALLENGE, TextKind.TEAM, TextKind.ORGANISATION, TextKind.CALL])
def test_other_texts_are_hidden_everywhere_as_well(client: FlaskClient, world: World, kind: TextKind) -> None:
    words, operator = "Quarkspeise", actor(world["operator"])
    world.challenge.title, world.challenge.search_text = {"en": words + " challenge"}, "zeppelin"
    world.team.name, world.team.takes_requests, world.team.founded_at = words + " team", True, SPRING
    world.municipality.summary, world.municipality.search_text = {"en": words + " summary"}, "zeppelin"
    world.call.summary = {"en": words + " call"}
    db.session.commit()
    things = {"challenge": world.challenge, "team": world.team, "organisation": world.municipality, "call": world.call}
    said = {"organisation": "summary"}.get(kind.value, kind.value)
    with time_machine.travel(PUBLIC, tick=False):
        assert saying(client, around(world), f"{words} {said}") != set()

        report = reported(world, kind, things[kind.value].id)
        decided(report, actor(world["organiser"]) if kind in ("challenge", "team") else operator)

        assert saying(client, around(world), f"{words} {said}") == set()
        assert WORDS in client.get("/en/solutions").text


def test_of_a_hidden_question_its_number_stays_with_a_line_in_its_place(client: FlaskClient, world: World) -> None:
    facts = {"language": "en", "asked_by": world["member"].id, "asked_at": SPRING, "answered_at": SPRING}
    question = Question(
        challenge_id=world.challenge.id, number=1, text="Quark?", answer=render({"en": "Quark!"}), **facts
    )
    db.session.add(question)
    db.session.commit()
    pages = [f"/calls/{world.call.slug}/questions", f"/calls/{world.call.slug}/challenges/{world.challenge.key}"]
    with time_machine.travel(PUBLIC, tick=False):
        assert saying(client, pages, "Quark") == set(pages)

        decided(reported(world, TextKind.QUESTION, question.id), actor(world["organiser"]))

        assert saying(client, pages, "Quark") == set()
        assert saying(client, pages, "Hidden after a report, on 1 April 2027") == set(pages)


def test_published_results_and_minutes_name_it_no_more_and_keep_place_and_fingerprint(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world = a_recorded_jury(solutions_public_at=SPRING)
    version = session.scalars(select(SolutionVersion).filter_by(solution_id=world.solution.id)).one()
    version.title = {"en": WORDS}
    edition = an_edition(with_results(world))
    minutes.publish(minutes_of(world, "organiser"), edition, by=actor(world["organiser"]), now=LATER)
    session.commit()
    pages = ["results", "results/summary", f"results/{world.solution.key}", "minutes/1", "minutes/1/minutes.json"]
    pages = [f"/calls/{world.call.slug}/{page}" for page in pages]
    with time_machine.travel(LATER, tick=False):
        before = saying(client, pages)
        fingerprint = edition.public_sha256[:16]

        decided(reported(world, now=LATER), actor(world["organiser"]), now=LATER)

        assert len(before) >= 4
        assert saying(client, pages) == set()
        assert "Hidden after a report" in client.get(f"/en{pages[0]}").text
        assert fingerprint in client.get(f"/en{pages[3]}").text
