"""Trying the rubric: scoring waits, the spread comes after one's own points, and every wording is kept."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from challenge_hub.calls.models import CallNotice
from challenge_hub.calls.rubric import Criterion
from challenge_hub.deliberation.models import AnchorScore, Calibration, RubricVersion
from challenge_hub.deliberation.queries.trial import examples_of
from challenge_hub.judging.models import Review, Score
from challenge_hub.notifications.audiences import AUDIENCES
from tests import factories as make
from tests.cast import World
from tests.deliberation.sittings import a_trial, trial_room
from tests.judging.juries import a_jury, browser, given, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
TRIAL_FIRST = "The jury first scores a few examples together."


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """A jury before its first point, with an anchor at each end of the scale."""
    world = a_jury()
    given(world, world.seat)
    criterion = session.scalars(select(Criterion)).one()
    criterion.anchors = {"1": {"en": "no use"}, "5": {"en": "great use"}}
    session.commit()
    return world


def address(world: World, *more: object) -> str:
    return "/".join([f"/en/calls/{world.call.slug}/jury/trial", *map(str, more)])


def scores(app: Flask, world: World, role: str, *points: str) -> None:
    """This member of the cast gives each example its points."""
    client = browser(app, world, role)
    for example, value in zip(examples_of(trial_room(world).set_up), points, strict=False):
        client.post(address(world, "examples", example.id, "points"), data={"points-impact": value})


def test_a_trial_is_prepared_begun_and_ended_by_those_who_lead(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    client = browser(app, world, "organiser")

    client.post(address(world, "preparation"))
    for title in ("Strong", "Weak"):
        client.post(address(world, "examples"), data={"title": title, "text": "It **works**.", "link": ""})
    jurors_before = browser(app, world, "juror").get(address(world)).text
    client.post(address(world, "beginning"))
    jurors_after = browser(app, world, "juror").get(address(world)).text
    client.post(address(world, "end"))

    trial = session.scalars(select(Calibration)).one()
    session.refresh(world.round)
    assert "The examples are being prepared" in jurors_before
    assert "Strong" not in jurors_before
    assert "Score example 1" in jurors_after
    assert trial.closed_at is not None
    assert world.round.held_at is None


def test_scoring_waits_for_the_trial_and_conflicts_do_not(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    a_trial(world)
    client = browser(app, world, "juror")
    desk = f"/en/calls/{world.call.slug}/desk"
    points = {"points-impact": "4", "revision": "0", "intent": "done"}

    shown = client.get(desk).text
    refused = client.post(f"{desk}/{world.solution.key}", data=points)
    client.post(address(world, "end"))
    conflict = {"kind": "employer", "reason": "We work there."}
    handed_back = client.post(f"{desk}/{world.solution.key}/return", data=conflict)

    assert "First a few examples" in shown
    assert (refused.status_code, TRIAL_FIRST in refused.text) == (403, True)
    assert session.scalars(select(Review)).all() == []
    assert handed_back.status_code == 302


def test_after_the_trial_solutions_are_scored(app: Flask, session: scoped_session[Any], world: World) -> None:
    a_trial(world)
    browser(app, world, "chair").post(address(world, "end"))
    points = {"points-impact": "4", "revision": "0", "intent": "done"}

    answer = browser(app, world, "juror").post(f"/en/calls/{world.call.slug}/desk/{world.solution.key}", data=points)

    assert answer.status_code == 302
    assert session.scalars(select(Review.is_done)).all() == [True]


def test_a_trial_that_has_not_begun_can_be_done_without(app: Flask, session: scoped_session[Any], world: World) -> None:
    a_trial(world, begun=False)

    answer = browser(app, world, "organiser").post(address(world, "removal"))

    session.refresh(world.round)
    assert answer.status_code == 302
    assert (world.round.held_at, session.scalars(select(Calibration)).all()) == (None, [])


def test_points_for_examples_never_count(app: Flask, session: scoped_session[Any], world: World) -> None:
    a_trial(world)

    scores(app, world, "juror", "5", "1")

    assert session.scalar(select(func.count()).select_from(AnchorScore)) == 2
    assert session.scalars(select(Score)).all() == []
    session.refresh(world.round)
    assert world.round.frozen_at is None


def test_a_juror_sees_how_far_points_lie_apart_only_after_the_own_ones(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    a_trial(world)
    scores(app, world, "chair", "5", "4")
    scores(app, world, "juror", "1")
    before = browser(app, world, "juror").get(address(world)).text
    scores(app, world, "juror", "1", "2")

    after = browser(app, world, "juror").get(address(world)).text

    assert "trial-table" not in before
    assert "appears when your own are in" in before
    assert "Points from 1 to 5, mean 3." in after
    assert "1 · 5" in after
    assert ">Chair<" not in after


def test_points_stay_when_all_are_given(app: Flask, session: scoped_session[Any], world: World) -> None:
    a_trial(world)
    scores(app, world, "juror", "1", "2")

    scores(app, world, "juror", "5", "5")

    assert sorted(session.scalars(select(AnchorScore.value))) == [1, 2]


def wording(world: World, **more: str) -> dict[str, str]:
    """What a browser sends: the texts of the one criterion in their order, name, description, anchors."""
    texts = {"text-1-1": "Impact", "text-1-2": "", "text-1-3": "no use", "text-1-4": "great use"}
    return {**texts, "reason": "It was read in two ways.", "version": "1", **more}


def test_both_wordings_are_kept_side_by_side_and_everybody_is_told(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    a_trial(world)

    client = browser(app, world, "chair")
    client.post(address(world, "wording"), data=wording(world, **{"text-1-4": "great use for everybody"}))

    versions = session.scalars(select(RubricVersion).order_by(RubricVersion.number)).all()
    notice = session.scalars(select(CallNotice)).one()
    page = browser(app, world, "juror").get(address(world, "versions")).text
    session.expire_all()
    assert [(v.number, v.reason, v.content[0]["anchors"]["5"]["en"]) for v in versions] == [
        (1, "", "great use"),
        (2, "It was read in two ways.", "great use for everybody"),
    ]
    assert session.scalars(select(Criterion.anchors)).one()["5"] == {"en": "great use for everybody"}
    assert session.scalars(select(Criterion.weight)).one() == 1
    assert "<ins>for everybody</ins>" in page
    assert notice.changes[0]["after"]["en"].endswith("great use for everybody")
    assert "reword-rubric" in AUDIENCES


def test_of_two_people_who_amend_the_second_loses_nothing(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    a_trial(world)
    browser(app, world, "chair").post(
        address(world, "wording"), data=wording(world, **{"text-1-1": "Impact on people"})
    )

    answer = browser(app, world, "organiser").post(
        address(world, "wording"), data=wording(world, **{"text-1-1": "My long thoughts on impact"})
    )

    assert answer.status_code == 409
    assert "My long thoughts on impact" in answer.text
    assert session.scalar(select(func.count()).select_from(RubricVersion)) == 2


def test_the_wording_is_shut_before_and_after_the_trial(app: Flask, world: World) -> None:
    a_trial(world, begun=False)
    client = browser(app, world, "chair")
    before = client.get(address(world, "wording")).status_code
    client.post(address(world, "beginning"))
    during = client.get(address(world, "wording")).status_code
    client.post(address(world, "end"))

    assert (before, during, client.get(address(world, "wording")).status_code) == (403, 200, 403)


def test_examples_to_score_are_a_task_until_they_are(app: Flask, session: scoped_session[Any], world: World) -> None:
    a_trial(world)
    session.commit()
    title = f"Score the examples for the jury of “{world.call.title['en']}”"
    client = browser(app, world, "juror")

    before = client.get("/en/me").text
    scores(app, world, "juror", "1", "2")

    assert title in before
    assert title not in client.get("/en/me").text


def test_a_later_round_has_a_trial_of_its_own(app: Flask, session: scoped_session[Any], world: World) -> None:
    second = make.a_round(world.call, number=2)
    session.commit()
    client = browser(app, world, "organiser")

    client.post(address(world, "preparation?round=2"))
    client.post(address(world, "examples?round=2"), data={"title": "Strong", "text": "It works.", "link": ""})
    page = client.get(address(world) + "?round=2").text

    trial = session.scalars(select(Calibration)).one()
    assert trial.round_id == second.id
    assert f"{address(world)}/versions?round=2" in page
    assert "There is no trial scoring" in client.get(address(world)).text
    assert client.get(address(world) + "?round=9").status_code == 404
