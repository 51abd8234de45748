"""What comes after the jury: feedback for the team, the municipality's own decision, reminders, the overview."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.results.reminders import remind_teams
from challenge_hub.results.rules import means_for_team
from challenge_hub.results.waiting import Due, Standing, Waited, waiting_for
from challenge_hub.solutions.models import SolutionDraft
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in
from tests.results.test_releases import LATER, prepare, publish, world

__all__ = ["world"]

NOTHING = dict.fromkeys(Standing.__dataclass_fields__, 0)
DUE = Due(SPRING, SPRING + timedelta(days=30), SPRING + timedelta(days=60), SPRING + timedelta(days=70))


def waited(now: Any, **standing: int) -> dict[Waited, bool]:
    """What is waited for, and whether it is late."""
    found = waiting_for(Standing(**{**NOTHING, **standing}), DUE, now)
    return {waiting.what: waiting.is_late for waiting in found}


def test_the_team_and_nobody_else_reads_its_feedback(client: FlaskClient, world: World) -> None:
    publish(world, prepare(world))
    address = f"/en/calls/{world.call.slug}/solutions/{world.solution.key}/feedback"
    with time_machine.travel(LATER, tick=False):
        answers = {}
        for who in ("member", "stranger", "officer", "juror", "organiser"):
            sign_in(client, world[who])
            answers[who] = client.get(address)

    assert "Who maintains it?" in answers["member"].text
    assert {who: answer.status_code for who, answer in answers.items() if who != "member"} == {
        "stranger": 404, "officer": 404, "juror": 404, "organiser": 404
    }  # fmt: skip


def test_a_mean_of_one_review_would_be_that_review() -> None:
    assert means_for_team({"impact": "4"}, reviews=1) == {}
    assert means_for_team({"impact": "4"}, reviews=2) == {"impact": "4"}


def test_the_municipality_decides_after_the_jury_and_its_reason_is_public(client: FlaskClient, world: World) -> None:
    address = f"/en/calls/{world.call.slug}/solutions/{world.solution.key}"
    typed = {"outcome": "no", "reason_en": "There is no money for it this year."}
    with time_machine.travel(LATER, tick=False):
        sign_in(client, world["officer"])
        early = client.post(f"{address}/follow-up", data=typed)
        publish(world, prepare(world))
        db.session.commit()
        sign_in(client, world["officer"])
        late = client.post(f"{address}/follow-up", data=typed)
        public = client.get(address).text

    assert early.status_code == 403
    assert typed["reason_en"] in early.text
    assert late.status_code == 302
    assert typed["reason_en"] in public


def test_a_decision_without_a_reason_is_not_taken(client: FlaskClient, world: World) -> None:
    publish(world, prepare(world))
    db.session.commit()
    with time_machine.travel(LATER, tick=False):
        sign_in(client, world["officer"])
        address = f"/en/calls/{world.call.slug}/solutions/{world.solution.key}/follow-up"
        answer = client.post(address, data={"outcome": "yes"})

    assert answer.status_code == 422


def test_a_reminder_goes_to_everybody_with_a_draft_and_not_twice_a_day(session: scoped_session[Any]) -> None:
    world = a_world()
    world.solution.newest = 0
    db.session.add(SolutionDraft(solution_id=world.solution.id, content={}, saved_at=SPRING))
    db.session.flush()

    many = remind_teams(world.call, by=actor(world["organiser"]), now=SPRING)

    assert many == 2
    people = set(db.session.scalars(select(OutboxRow.person_id)))
    assert people == {world["lead"].id, world["member"].id}
    with pytest.raises(Refused, match="reminded-already"):
        remind_teams(world.call, by=actor(world["organiser"]), now=SPRING + timedelta(hours=23))


def test_nobody_is_reminded_after_the_deadline(session: scoped_session[Any]) -> None:
    world = a_world()

    with pytest.raises(Refused, match="call-has-closed"):
        remind_teams(world.call, by=actor(world["organiser"]), now=SPRING + timedelta(days=31))


def test_the_overview_waits_for_nothing_whose_time_has_not_come() -> None:
    assert waited(SPRING + timedelta(days=1), submitted=3, unchecked=3) == {}
    assert waited(SPRING + timedelta(days=31), submitted=3, unchecked=3) == {Waited.PRE_CHECK: False}


def test_what_is_past_its_date_is_late() -> None:
    found = waited(SPRING + timedelta(days=61), submitted=3, assigned=9, reviews_done=7)

    assert found == {Waited.REVIEW: True, Waited.CLOSE_ROUND: True}


def test_after_the_round_awards_and_feedback_are_waited_for() -> None:
    closed = {"submitted": 3, "round_closed": 1}

    assert waited(SPRING + timedelta(days=61), **closed) == {Waited.PREPARE_AWARDS: False, Waited.GIVE_FEEDBACK: False}
    assert Waited.RELEASE_AWARDS in waited(SPRING + timedelta(days=61), **closed, awards_prepared=1)


@pytest.mark.parametrize("page", ["overview", "overview/reminder", "awards", "awards/release"])
def test_a_page_of_the_organiser_asks_as_little_for_three_as_for_one(
    client: FlaskClient, seen: list[str], page: str
) -> None:
    counts = []
    for many in (1, 3):
        with time_machine.travel(SPRING, tick=False):
            world = a_world()
            for _ in range(many - 1):
                make.a_solution(world.challenge)
            sign_in(client, world["organiser"])
            seen.clear()
            assert client.get(f"/en/calls/{world.call.slug}/{page}").status_code == 200
            counts.append(len(seen))

    assert counts[0] == counts[1]
    assert counts[0] <= 16
