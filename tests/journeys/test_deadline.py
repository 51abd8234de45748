"""The clock at the edge: one second decides, also where summer time begins or ends, and no typed word is lost."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import scoped_session

from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.solutions.models import Solution, SolutionDraft
from tests.cast import World, a_world, sign_in
from tests.solutions.stories import CONTENT, TYPED, a_draft, address, press_submit, versions_of

BERLIN = ZoneInfo("Europe/Berlin")
SECOND = timedelta(seconds=1)
DEADLINES = [
    datetime(2027, 5, 14, 23, 55, tzinfo=BERLIN),
    datetime(2027, 3, 27, 23, 55, tzinfo=BERLIN),  # the night before summer time begins
    datetime(2027, 3, 28, 23, 55, tzinfo=BERLIN),  # the day on which it has begun
    datetime(2027, 10, 30, 23, 55, tzinfo=BERLIN),  # the night before it ends
    datetime(2027, 10, 31, 23, 55, tzinfo=BERLIN),  # the day on which it has ended
    datetime(2027, 10, 31, 2, 30, tzinfo=BERLIN, fold=0),  # an hour that comes twice: the first of the two
    datetime(2027, 10, 31, 2, 30, tzinfo=BERLIN, fold=1),  # and the second
]


def a_team_at(deadline: datetime, client: FlaskClient) -> tuple[World, Solution]:
    """A call that closes at this moment, a complete draft, the lead signed in."""
    closes_at = datetime.fromtimestamp(deadline.timestamp(), ZoneInfo("UTC"))
    opened = closes_at - timedelta(days=20)
    world = a_world(
        opens_at=opened, closes_at=closes_at, ends_at=closes_at + timedelta(days=9), solutions_public_at=closes_at
    )
    solution = a_draft(world, now=opened)
    with time_machine.travel(closes_at - timedelta(hours=1), tick=False):
        sign_in(client, world["lead"])
    return world, solution


@pytest.mark.parametrize("deadline", DEADLINES, ids=lambda moment: f"{moment:%d.%m. %H:%M %Z}")
def test_a_second_before_the_deadline_is_in_time_and_a_second_after_is_late(
    client: FlaskClient, session: scoped_session[Any], deadline: datetime
) -> None:
    world, solution = a_team_at(deadline, client)

    with time_machine.travel(deadline.timestamp() - 1, tick=False):
        accepted = press_submit(client, world, solution)
    with time_machine.travel(deadline.timestamp() + 1, tick=False):
        client.post(address(world, solution, "edit"), data={**TYPED, "title": "Too late", "revision": "2"})
        refused = press_submit(client, world, solution)

    session.expire_all()
    assert (accepted.status_code, refused.status_code) == (302, 403)
    assert [(version.number, version.title["en"]) for version in versions_of(solution.id)] == [(1, "Puddle radar")]


def test_what_was_typed_comes_back_in_full_and_stays_in_the_draft(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world, solution = a_team_at(DEADLINES[0], client)

    with time_machine.travel(DEADLINES[0].timestamp() + 1, tick=False):
        page = press_submit(client, world, solution)

    session.expire_all()
    with client.application.test_request_context("/en/"):
        sentence = str(sentence_for("call-has-closed"))
    said = ["Puddle radar", "It warns of wet feet.", "<em>sensors</em>", "https://git.example.org/radar", "eupl-1.2"]
    said += ["Map data of the town, by permission.", "None, says the team.", "Prototype", sentence]
    said += ["Everything you typed stands below and is kept in your draft."]
    assert page.status_code == 403
    assert [words for words in said if words not in page.text] == []
    assert session.get_one(SolutionDraft, solution.id).content == CONTENT
    assert versions_of(solution.id) == []


def test_the_very_moment_of_the_deadline_is_late(client: FlaskClient, session: scoped_session[Any]) -> None:
    world, solution = a_team_at(DEADLINES[0], client)

    with time_machine.travel(DEADLINES[0].timestamp(), tick=False):
        assert press_submit(client, world, solution).status_code == 403


def test_an_extension_counts_from_the_moment_it_is_made(client: FlaskClient, session: scoped_session[Any]) -> None:
    world, solution = a_team_at(DEADLINES[0], client)
    late = DEADLINES[0].timestamp() + 60

    with time_machine.travel(late, tick=False):
        before = press_submit(client, world, solution).status_code
        longer = world.call.closes_at + timedelta(hours=1)
        session.execute(update(Call).where(Call.id == world.call.id).values(closes_at=longer))
        after = press_submit(client, world, solution).status_code

    assert (before, after) == (403, 302)


def test_a_session_that_ended_gives_the_typed_text_back(client: FlaskClient, session: scoped_session[Any]) -> None:
    world, solution = a_team_at(DEADLINES[0], client)
    to = address(world, solution, "edit")
    session.commit()
    client.post("/en/sign-out")

    page = client.post(to, data={**TYPED, "title": "Typed for an hour", "revision": "2"})

    assert page.status_code == 403
    assert "Typed for an hour" in page.text
