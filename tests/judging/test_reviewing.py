"""The review form: it saves itself, counts when it is done, and loses nothing."""

from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.audit.models import TrailLine
from challenge_hub.judging.models import Review, Score
from tests import factories as make
from tests.cast import World
from tests.judging.juries import NOW, a_jury, browser, given, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
FULL = {"points-impact": "4", "comment": "Clear and useful.", "note": "Reminds me of home.", "revision": "0"}
AUTO = {"X-Autosave": "1"}


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    world = a_jury()
    given(world, world.seat)
    return world


@pytest.fixture
def client(app: Flask, world: World) -> FlaskClient:
    return browser(app, world, "juror")


def form_of(world: World) -> str:
    return f"/en/calls/{world.call.slug}/desk/{world.solution.key}"


def the_review(session: scoped_session[Any]) -> Review:
    session.expire_all()
    return session.scalars(select(Review)).one()


def verbs(session: scoped_session[Any]) -> list[str]:
    return list(session.scalars(select(TrailLine.verb).order_by(TrailLine.id)))


def test_looking_at_the_form_writes_nothing(client: FlaskClient, session: scoped_session[Any], world: World) -> None:
    page = client.get(form_of(world))

    assert page.status_code == 200
    assert session.scalars(select(Review)).all() == []
    assert world.round.frozen_at is None


def test_done_counts_and_leads_to_the_next_one_that_is_left(
    client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    second = make.a_solution(world.challenge)
    given(world, world.seat, second)

    answer = client.post(form_of(world), data={**FULL, "intent": "done"})

    review = the_review(session)
    assert answer.headers["Location"].endswith(f"/desk/{second.key}")
    assert (review.is_done, review.submitted_at, review.version, review.revision) == (True, NOW, 1, 1)
    assert (review.comment, review.private_note) == ("Clear and useful.", "Reminds me of home.")
    assert session.scalars(select(Score.value)).all() == [Decimal(4)]
    assert verbs(session) == ["finish-review"]


def test_after_the_last_one_the_desk_says_thank_you(client: FlaskClient, world: World) -> None:
    answer = client.post(form_of(world), data={**FULL, "intent": "done"}, follow_redirects=True)

    assert "all your reviews are done" in answer.text


def test_the_first_saved_review_freezes_the_rubric(
    client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    client.post(form_of(world), data={"points-impact": "", "revision": "0"}, headers=AUTO)

    session.expire_all()
    assert world.round.frozen_at == NOW


def test_done_asks_for_points_and_gives_back_what_was_typed(
    client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    answer = client.post(form_of(world), data={**FULL, "points-impact": "", "intent": "done"})

    assert answer.status_code == 422
    assert "Give points for “Impact”." in answer.text
    assert "Clear and useful." in answer.text
    assert "Reminds me of home." in answer.text


def test_the_form_saves_itself_and_names_the_next_revision(
    client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    first = client.post(form_of(world), data={"comment": "So", "revision": "0"}, headers=AUTO)
    second = client.post(form_of(world), data={"comment": "So far", "revision": "1"}, headers=AUTO)

    review = the_review(session)
    assert (first.json["revision"], second.json["revision"]) == (1, 2)
    assert (review.comment, review.is_done, review.saved_at) == ("So far", False, NOW)
    assert verbs(session) == ["begin-review"]


def test_saving_by_itself_keeps_done_until_a_field_is_emptied(
    client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    client.post(form_of(world), data={**FULL, "intent": "done"})

    client.post(form_of(world), data={**FULL, "points-impact": "5", "revision": "1"}, headers=AUTO)
    still_done = the_review(session).is_done
    client.post(form_of(world), data={**FULL, "points-impact": "", "revision": "2"}, headers=AUTO)

    assert (still_done, the_review(session).is_done) == (True, False)
    assert session.scalars(select(Score)).all() == []
    assert verbs(session) == ["finish-review", "take-back-review"]


def test_save_for_later_takes_done_back(client: FlaskClient, session: scoped_session[Any], world: World) -> None:
    client.post(form_of(world), data={**FULL, "intent": "done"})
    client.post(form_of(world), data={**FULL, "revision": "1", "intent": "later"})

    assert not the_review(session).is_done


@pytest.mark.parametrize("points", ["6", "-1", "4.0000001", "NaN", "Infinity", "four", "1e9999999"])
def test_points_off_the_scale_are_named_and_kept(
    client: FlaskClient, session: scoped_session[Any], world: World, points: str
) -> None:
    answer = client.post(form_of(world), data={**FULL, "points-impact": points})

    assert answer.status_code == 422
    assert "Enter points from 0 to 5." in answer.text
    assert session.scalars(select(Review)).all() == []


def test_a_wide_scale_is_typed_with_a_comma_too(
    client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    world.round.scale_max = Decimal(100)
    session.commit()

    page = client.get(form_of(world)).text
    client.post(form_of(world), data={**FULL, "points-impact": "87,5", "intent": "done"})

    assert 'inputmode="decimal"' in page
    assert session.scalars(select(Score.value)).all() == [Decimal("87.5")]


def test_of_two_tabs_the_older_one_overwrites_nothing_and_keeps_what_was_typed(
    client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    client.post(form_of(world), data={**FULL, "comment": "From the first tab."}, headers=AUTO)

    stale = {**FULL, "comment": "From the second tab."}
    by_script = client.post(form_of(world), data=stale, headers=AUTO)
    by_button = client.post(form_of(world), data={**stale, "intent": "done"})

    assert (by_script.status_code, by_button.status_code) == (409, 409)
    assert "From the first tab." in by_button.text
    assert "From the second tab." in by_button.text
    assert 'name="revision" type="hidden" value="1"' in by_button.text
    assert the_review(session).comment == "From the first tab."


def test_after_closing_nothing_is_saved_and_what_was_typed_comes_back(
    client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    world.round.closed_at = NOW
    session.commit()

    page = client.get(form_of(world)).text
    answer = client.post(form_of(world), data={**FULL, "intent": "done"})

    assert "Done, next one" not in page
    assert answer.status_code == 403
    assert "Clear and useful." in answer.text
    assert session.scalars(select(Review)).all() == []


def test_what_was_not_given_to_me_is_not_there(app: Flask, session: scoped_session[Any], world: World) -> None:
    chair = browser(app, world, "chair")

    assert chair.get(form_of(world)).status_code == 404
    assert chair.post(form_of(world), data=FULL).status_code == 404


def test_a_juror_never_sees_what_another_gave(
    app: Flask, client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    given(world, world.chair_seat)
    review = make.a_review(world.round, world.chair_seat, world.solution, {"impact": "5"})
    review.comment, review.private_note = "The comment of the chair.", "The note of the chair."
    session.commit()
    slug, key = world.call.slug, world.solution.key

    pages = [client.get(f"/en/calls/{slug}/{page}").text for page in ("desk", f"desk/{key}", f"jury/solutions/{key}")]

    assert [page for page in pages if "of the chair." in page or "checked><span>5" in page] == []
    for page in ("jury/ranking", f"jury/ranking/{key}", "jury/progress", "jury"):
        assert client.get(f"/en/calls/{slug}/{page}").status_code == 404


def test_the_desk_is_a_table_of_my_own_points(client: FlaskClient, world: World) -> None:
    client.post(form_of(world), data={**FULL, "intent": "done"})

    desk = client.get(f"/en/calls/{world.call.slug}/desk").text

    assert "0 reviews left" in desk
    assert '<td class="number">4</td>' in desk


def test_anchors_stand_under_their_criterion(client: FlaskClient, session: scoped_session[Any], world: World) -> None:
    world_criterion = session.query(make.Criterion).filter_by(round_id=world.round.id).one()
    world_criterion.anchors = {"1": {"en": "Hardly anybody gains."}, "5": {"en": "The whole town gains."}}
    session.commit()

    assert "The whole town gains." in client.get(form_of(world)).text
