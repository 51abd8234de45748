"""Files of an adapted version: for the jurors who judge it in the round of the tandem, and for nobody by its hash."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.storage import storage
from challenge_hub.judging.models import Assignment
from challenge_hub.solutions import own
from challenge_hub.solutions.adapting import adapt
from challenge_hub.solutions.models import DraftFile, SolutionDraft
from challenge_hub.solutions.rounds import AdaptedVersion, RoundSolution
from challenge_hub.solutions.rules.content import fingerprint
from challenge_hub.solutions.tandem import tandem_for
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import NOW, a_jury, browser, given, in_conflict, spring  # noqa: F401
from tests.solutions.stories import CONTENT

pytestmark = pytest.mark.usefixtures("spring")


@pytest.fixture
def world(app: Flask, session: scoped_session[Any], spring: None) -> World:  # noqa: F811
    """The juror judged the solution in the first round and judges it in the second, the tandem; a plan was adapted."""
    world = a_jury()
    given(world, world.seat)
    world.round.closed_at = NOW
    second = make.a_round(world.call, number=2, has_shortlist=True, tandem_with_id=world.municipality.id)
    chosen = {"round_id": second.id, "solution_id": world.solution.id, "source": "place", "version": 1}
    db.session.add(RoundSolution(**chosen, added_at=NOW, told_at=NOW))
    db.session.add(SolutionDraft(solution_id=world.solution.id, content=CONTENT, saved_at=NOW, revision=1))
    facts = {"name": "plan.pdf", "media_type": "application/pdf", "size": 13, "alt": {}}
    db.session.add(DraftFile(solution_id=world.solution.id, position=1, sha256=written(app, b"%PDF-1.7 plan"), **facts))
    db.session.flush()
    lead, slug, key = actor(world["lead"]), world.call.slug, world.solution.key
    seen = fingerprint(own.draft_of(lead, own.own_solution(lead, slug, key)).content)
    adapt(tandem_for(lead, slug, key, NOW), fingerprint_seen=seen, by=lead, now=NOW)
    world.round = second
    given(world, world.seat)
    session.commit()
    return world


def written(app: Flask, data: bytes) -> str:
    with app.app_context():
        return storage().write(data)


def sha256_of_the_plan() -> str:
    found: str = db.session.scalars(select(AdaptedVersion)).one().content["files"][0]["sha256"]
    return found


def page_at(world: World, rest: str = "", number: int | None = None) -> str:
    asked = f"?round={number}" if number else ""
    return f"/en/calls/{world.call.slug}/jury/solutions/{world.solution.key}{rest}{asked}"


def status(app: Flask, world: World, role: str = "juror", number: int | None = None) -> int:
    with browser(app, world, role).get(page_at(world, f"/files/{sha256_of_the_plan()}", number)) as answer:
        return answer.status_code


@pytest.mark.parametrize("role", ["juror", "chair", "organiser"])
def test_whoever_judges_the_tandem_opens_a_file_of_the_adapted_version(app: Flask, world: World, role: str) -> None:
    client, address = browser(app, world, role), page_at(world, f"/files/{sha256_of_the_plan()}")

    with client.get(address) as served:
        data, headers = served.data, served.headers

    assert f'href="{address}"' in client.get(page_at(world)).text
    assert data == b"%PDF-1.7 plan"
    assert headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in headers["Cache-Control"] or "max-age=0" in headers["Cache-Control"]


@pytest.mark.parametrize("role", ["stranger", "officer", "member"])
def test_the_jurys_address_opens_it_to_nobody_else(app: Flask, world: World, role: str) -> None:
    assert status(app, world, role) == 404


@pytest.mark.parametrize("role", ["juror", "chair", "organiser"])
def test_a_conflict_of_interest_closes_it(app: Flask, world: World, role: str) -> None:
    in_conflict(world[role], world.solution)
    db.session.commit()

    assert status(app, world, role) == 404


def test_who_judged_it_in_an_earlier_round_alone_reads_nothing_of_it(app: Flask, world: World) -> None:
    mine = db.session.scalars(select(Assignment).filter_by(round_id=world.round.id)).one()
    mine.handed_back_at, mine.hand_back_reason = NOW, "No time."
    db.session.commit()

    client = browser(app, world, "juror")
    for number in (None, 1, 2):
        page = client.get(page_at(world, number=number)).text
        assert "plan.pdf" not in page
        assert "Puddle radar" not in page
        assert status(app, world, "juror", number) == 404


def test_in_the_round_before_it_is_not_there(app: Flask, world: World) -> None:
    assert status(app, world, "juror", 1) == 404
    assert status(app, world, "juror", 2) == 200


def test_an_anonymised_round_has_redacted_copies_and_nothing_else(app: Flask, world: World) -> None:
    world.round.is_anonymous = True
    db.session.commit()

    for role in ("juror", "chair", "organiser"):
        assert status(app, world, role) == 404
        assert "plan.pdf" not in browser(app, world, role).get(page_at(world)).text


def test_by_another_solution_its_hash_opens_nothing(app: Flask, world: World) -> None:
    other = make.a_solution(world.challenge, key="other")
    chosen = {"round_id": world.round.id, "solution_id": other.id, "source": "place", "version": 1}
    db.session.add(RoundSolution(**chosen, added_at=NOW, told_at=NOW))
    given(world, world.seat, other)
    db.session.commit()
    address = f"/en/calls/{world.call.slug}/jury/solutions/other"

    client = browser(app, world, "juror")

    assert client.get(address).status_code == 200
    assert client.get(f"{address}/files/{sha256_of_the_plan()}").status_code == 404


def test_what_the_team_has_not_submitted_as_adapted_is_not_there(app: Flask, world: World) -> None:
    later = written(app, b"%PDF-1.7 later")
    facts = {"name": "later.pdf", "media_type": "application/pdf", "size": 14, "alt": {}}
    db.session.add(DraftFile(solution_id=world.solution.id, position=2, sha256=later, **facts))
    db.session.commit()

    client = browser(app, world, "juror")

    assert client.get(page_at(world, f"/files/{later}")).status_code == 404
    assert "later.pdf" not in client.get(page_at(world)).text
