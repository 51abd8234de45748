"""How far places are open: the plot of the ranges, and what stands beside it."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import scoped_session

from challenge_hub.judging.rules.ranges import Places, ranges
from tests import factories as make
from tests.cast import World
from tests.judging.juries import a_jury, a_seat, browser, ranked, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
ALONE = "All reviews are by one juror"
APART = "The solutions fall into 2 groups that no juror connects"


def test_the_marks_stand_between_the_first_and_the_last_place() -> None:
    plot = ranges([("a", Places(place=2, low=1, high=3, mean=5))], last=5)

    assert [(row.place, row.low, row.high, row.mean) for row in plot.rows] == [("25.00%", "0.00%", "50.00%", "100.00%")]
    assert plot.ticks == [("0.00%", 1), ("25.00%", 2), ("50.00%", 3), ("75.00%", 4), ("100.00%", 5)]


def test_many_places_have_few_ticks_equally_far_apart() -> None:
    plot = ranges([], last=1000)

    assert [tick for _, tick in plot.ticks] == [1, 201, 401, 601, 801]


def test_a_single_solution_stands_in_the_middle() -> None:
    plot = ranges([("a", Places(1, 1, 1, 1))], last=1)

    assert (plot.rows[0].place, plot.ticks) == ("50.00%", [("50.00%", 1)])


def a_ranking(method: str, sheets: list[tuple[int, int, str]]) -> World:
    """Sheets by juror and solution."""
    world = a_jury()
    world.round.method, world.round.blank = method, "left-out"
    seats = [world.seat, a_seat(world)]
    solutions = [world.solution, make.a_solution(world.challenge, key="second")]
    for seat, solution, points in sheets:
        make.a_review(world.round, seats[seat], solutions[solution], {"impact": points})
    ranked(world)
    return world


def page_for(app: Flask, world: World, which: str = "") -> str:
    return browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury/ranking{which}").text


@pytest.mark.parametrize(("method", "is_beside"), [("mean", True), ("adjusted", False)])
def test_under_an_exact_method_the_page_says_that_the_range_comes_from_elsewhere(
    app: Flask, session: scoped_session[Any], method: str, is_beside: bool
) -> None:
    page = page_for(app, a_ranking(method, [(0, 0, "5"), (0, 1, "2"), (1, 0, "4"), (1, 1, "1")]))

    assert ("The range comes from an estimate beside it" in page) == is_beside
    assert "Range of places by solution" in page
    assert "range from 1 to" in page


def test_after_the_last_place_no_probability_is_told(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    make.a_review(world.round, world.seat, world.solution, {"impact": "4"})
    ranked(world)

    assert "No solution comes after this place so far." in page_for(app, world)
    assert "is truly before the next" not in page_for(app, world)


def test_the_ranking_shows_one_plot_and_leads_to_the_other(app: Flask, session: scoped_session[Any]) -> None:
    world = a_ranking("mean", [(0, 0, "5"), (0, 1, "2"), (1, 0, "4"), (1, 1, "1")])
    places, points = page_for(app, world), page_for(app, world, "?plot=points")

    assert "Range of places by solution" in places
    assert "Points by solution" not in places
    assert "plot=points" in places
    assert "Points by solution" in points
    assert "Range of places by solution" not in points


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ([(0, 0, "5"), (0, 1, "2")], (True, False)),
        ([(0, 0, "5"), (1, 1, "2")], (False, True)),
        ([(0, 0, "5"), (0, 1, "2"), (1, 1, "2")], (False, False)),
    ],
)
def test_one_juror_alone_and_separate_groups_are_said_aloud(
    app: Flask, session: scoped_session[Any], sheets: list[tuple[int, int, str]], said: tuple[bool, bool]
) -> None:
    page = page_for(app, a_ranking("mean", sheets))

    assert (ALONE in page, APART in page) == said
