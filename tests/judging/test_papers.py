"""Score sheets on paper: printed for each juror, entered by somebody else, and known as such."""

from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.audit.models import TrailLine
from challenge_hub.judging.models import Review, Score
from challenge_hub.judging.rules.paper import points_read
from tests import factories as make
from tests.cast import World
from tests.judging.juries import NOW, a_jury, browser, given, in_conflict, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    world = a_jury()
    given(world, world.seat)
    session.commit()
    return world


@pytest.fixture
def organiser(app: Flask, world: World) -> FlaskClient:
    return browser(app, world, "organiser")


def sheet_of(world: World) -> str:
    return f"/en/calls/{world.call.slug}/jury/papers/{world.seat.id}"


def typed(world: World, points: str) -> dict[str, str]:
    return {f"paper-{world.solution.key}-impact": points}


def test_what_was_written_on_paper_counts_and_tells_who_entered_it(
    app: Flask, organiser: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    comment = {f"comment-{world.solution.key}": " Clear and useful. "}
    organiser.post(sheet_of(world), data={**typed(world, "3,5"), **comment})

    review = session.scalars(select(Review)).one()
    assert (review.juror_id, review.is_done, review.submitted_at) == (world.seat.id, True, NOW)
    assert session.scalars(select(Score.value)).all() == [Decimal("3.5")]
    assert review.comment == "Clear and useful."
    line = session.scalars(select(TrailLine)).one()
    assert (line.verb, line.actor) == ("enter-paper", f"person:{world['organiser'].id}")
    sheets = browser(app, world, "chair").get(f"/en/calls/{world.call.slug}/jury/ranking/{world.solution.key}").text
    assert f"entered from paper by {world['organiser'].display_name}" in sheets


def test_what_the_juror_entered_stays_as_it_is(
    organiser: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    make.a_review(world.round, world.seat, world.solution, {"impact": "5"})
    session.commit()

    page = organiser.get(sheet_of(world)).text
    answer = organiser.post(sheet_of(world), data=typed(world, "1"))

    assert "entered by the juror" in page
    assert 'value="5"' not in page
    assert answer.status_code == 403
    assert session.scalars(select(Score.value)).all() == [Decimal(5)]


def test_a_slip_in_entering_is_mended_and_the_juror_may_take_the_review_over(
    app: Flask, organiser: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    organiser.post(sheet_of(world), data=typed(world, "1"))
    organiser.post(sheet_of(world), data=typed(world, "2"))
    entered = session.scalars(select(Score.value)).all()

    own = {"points-impact": "4", "revision": "2", "intent": "done"}
    browser(app, world, "juror").post(f"/en/calls/{world.call.slug}/desk/{world.solution.key}", data=own)

    assert (entered, session.scalars(select(Score.value)).all()) == ([Decimal(2)], [Decimal(4)])
    assert "entered by the juror" in organiser.get(sheet_of(world)).text


def test_a_sheet_with_a_blank_is_kept_and_does_not_count(
    organiser: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    organiser.post(sheet_of(world), data=typed(world, "1"))
    organiser.post(sheet_of(world), data=typed(world, ""))

    assert [review.is_done for review in session.scalars(select(Review))] == [False]


def test_entering_the_same_again_changes_nothing(
    organiser: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    organiser.post(sheet_of(world), data=typed(world, "1"))
    organiser.post(sheet_of(world), data=typed(world, "1"))

    assert len(session.scalars(select(TrailLine)).all()) == 1


@pytest.mark.parametrize("points", ["6", "-1", "four", "NaN", "1e99"])
def test_points_off_the_scale_are_named_and_kept(
    organiser: FlaskClient, session: scoped_session[Any], world: World, points: str
) -> None:
    answer = organiser.post(sheet_of(world), data=typed(world, points))

    assert answer.status_code == 422
    assert f'value="{points}"' in answer.text
    assert session.scalars(select(Review)).all() == []


@pytest.mark.parametrize("who", ["juror", "organiser"])
def test_nothing_under_a_conflict_of_either_is_printed_or_entered(
    organiser: FlaskClient, session: scoped_session[Any], world: World, who: str
) -> None:
    in_conflict(world[who], world.solution)
    session.commit()

    pages = [organiser.get(f"/en/calls/{world.call.slug}/jury/papers").text, organiser.get(sheet_of(world)).text]
    organiser.post(sheet_of(world), data=typed(world, "1"))

    assert [page for page in pages if world.solution.key in page or 'class="paper-sheet"' in page] == []
    assert session.scalars(select(Review)).all() == []


def test_the_chair_enters_nothing_for_the_own_seat_nor_what_the_chair_still_owes(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    given(world, world.chair_seat)
    session.commit()
    chair = browser(app, world, "chair")
    own = f"/en/calls/{world.call.slug}/jury/papers/{world.chair_seat.id}"

    assert chair.post(own, data=typed(world, "1")).status_code == 403
    chair.post(sheet_of(world), data=typed(world, "1"))
    assert session.scalars(select(Review)).all() == []


def test_after_closing_nothing_is_entered(organiser: FlaskClient, session: scoped_session[Any], world: World) -> None:
    world.round.closed_at = NOW
    session.commit()

    assert organiser.post(sheet_of(world), data=typed(world, "1")).status_code == 403
    assert session.scalars(select(Review)).all() == []


def test_a_sheet_lists_what_was_given_to_its_juror(organiser: FlaskClient, world: World) -> None:
    page = organiser.get(f"/en/calls/{world.call.slug}/jury/papers").text

    assert page.count('class="paper-sheet"') == 1
    assert world["juror"].display_name in page


def test_points_are_read_with_comma_or_point_and_blanks_are_no_fault() -> None:
    read = points_read({1: "3,5", 2: "", 3: "0.25", 4: "9"}, Decimal(0), Decimal(5), Decimal("0.000001"))

    assert read == ({1: Decimal("3.5"), 3: Decimal("0.25")}, [4])


def test_the_sheets_ask_as_little_for_forty_solutions_as_for_one(
    app: Flask, session: scoped_session[Any], seen: list[str]
) -> None:
    counts: list[list[int]] = []
    for many in (1, 40):
        world = a_jury()
        given(world, world.seat, world.solution, *(make.a_solution(world.challenge) for _ in range(many - 1)))
        session.commit()
        client = browser(app, world, "organiser")
        pages = [f"/en/calls/{world.call.slug}/jury/papers", sheet_of(world)]
        found = []
        for page in pages:
            session.remove()
            seen.clear()
            assert client.get(page).status_code == 200
            found.append(len(seen))
        counts.append(found)

    assert counts[0] == counts[1]
    assert max(counts[0]) <= 10
