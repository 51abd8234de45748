"""Feedback to a team: common reasons, chosen before the release, read with a sentence on what helps next time."""

from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Prize
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.i18n import speaking
from challenge_hub.results import preparing, releases
from challenge_hub.results.reasons import REASON_ADVICE, REASON_WORDS
from challenge_hub.results.rules import FeedbackReason, may_give_reasons
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor
from tests.judging.juries import browser
from tests.results.test_releases import LATER, prepare, publish


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """A closed round with a review of the team's solution, and a prize."""
    world = a_world()
    world.round.closed_at = SPRING
    make.a_review(world.round, world.seat, world.solution, {"impact": "4"}).comment = "Well made."
    db.session.add(Prize(call_id=world.call.id, position=1, name={"en": "First prize"}, kind="honour", giver="Town"))
    db.session.commit()
    world.round = calls.any_round(world.call.id, 1)
    return world


@pytest.mark.parametrize(
    ("reasons", "refusal"),
    [
        ([], None),
        (["effort", "close", "reuse"], None),
        (["effort", "close", "reuse", "data-protection"], "too-many-reasons"),
        (["effort", "effort"], "unknown-reason"),
        (["ugly"], "unknown-reason"),
    ],
)
def test_a_team_gets_up_to_three_known_reasons(reasons: list[str], refusal: str | None) -> None:
    assert may_give_reasons(reasons).reason == refusal


def test_every_reason_has_words_and_advice() -> None:
    assert set(REASON_WORDS) == set(REASON_ADVICE) == set(FeedbackReason)


def test_what_the_chair_ticked_the_team_reads(app: Flask, world: World) -> None:
    choice = f"/en/calls/{world.call.slug}/awards/feedback/{world.solution.key}"
    page = f"calls/{world.call.slug}/solutions/{world.solution.key}/feedback"
    with time_machine.travel(LATER, tick=False):
        chair = browser(app, world, "chair")
        saved = chair.post(choice, data={"comments": ["0"], "reasons": ["prototype", "effort"], "message": "Go on!"})
        again = chair.get(choice).text
        publish(world, prepare(world))
        db.session.commit()
        member = browser(app, world, "member")
        english, german = member.get(f"/en/{page}").text, member.get(f"/de/{page}").text
        juror = browser(app, world, "juror").get(f"/en/{page}").status_code

    assert (saved.status_code, juror) == (302, 404)
    assert again.count(" checked>") == 3
    with app.test_request_context("/en/"), speaking("en"):
        told = [reason for reason in FeedbackReason if str(REASON_WORDS[reason]) in english]
        advice = [reason for reason in FeedbackReason if str(REASON_ADVICE[reason]) in english]
    assert told == advice == ["prototype", "effort"]
    assert "Der Aufwand für die Kommune ist unklar" in german


def test_four_ticks_are_one_too_many(app: Flask, world: World) -> None:
    choice = f"/en/calls/{world.call.slug}/awards/feedback/{world.solution.key}"
    with time_machine.travel(LATER, tick=False):
        ticked = ["prototype", "effort", "reuse", "close"]
        answer = browser(app, world, "chair").post(choice, data={"reasons": ticked, "message": "Not lost."})

    assert "Tick at most three reasons." in answer.text
    assert "Not lost." in answer.text
    assert preparing.feedback_chosen_for(world.round, world.solution.id) is None


def test_reasons_are_chosen_until_the_release(world: World) -> None:
    publish(world, prepare(world))

    with pytest.raises(Refused, match="awards-released"):
        releases.choose_feedback(
            world.call,
            world.round,
            world.solution.id,
            comments=[],
            message="",
            reasons=["effort"],
            by=actor(world["chair"]),
            now=LATER,
        )


@pytest.mark.parametrize(
    ("method", "reviews", "is_told"), [("adjusted", 2, True), ("adjusted", 1, False), ("mean", 2, False)]
)
def test_a_team_reads_what_evening_out_severity_changed_and_no_juror(
    app: Flask, world: World, method: str, reviews: int, is_told: bool
) -> None:
    world.round.method, world.round.blank = method, "left-out"
    make.a_review(world.round, world.chair_seat, make.a_solution(world.challenge), {"impact": "1"})
    if reviews == 2:
        make.a_review(world.round, world.chair_seat, world.solution, {"impact": "2"})
    db.session.commit()
    with time_machine.travel(LATER, tick=False):
        publish(world, prepare(world))
        db.session.commit()

        page = browser(app, world, "lead").get(f"/en/calls/{world.call.slug}/solutions/{world.solution.key}/feedback")

    assert ("What evening out severity changed" in page.text) == is_told
    assert "juror 1" not in page.text.casefold()
