"""Why a solution has its place: criteria, each sheet with its share, and the place without each juror."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import scoped_session

from challenge_hub.infrastructure.db import db
from challenge_hub.judging.queries.rankings import newest, stored_places
from challenge_hub.judging.queries.rooms import criteria_of
from challenge_hub.judging.why import Why, why
from tests import factories as make
from tests.cast import World
from tests.judging.juries import a_jury, a_seat, browser, given, in_conflict, ranked, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
GIVEN = {"first": ["5", "5", "1"], "second": ["4", "4", "4"], "third": ["2", "2", "2"]}
MOST = 10


def a_contest(session: scoped_session[Any], **settings: Any) -> World:
    """The third juror alone puts `first` last; `world.solution` is what the page asks for, in place 2 by the mean."""
    world = a_jury()
    for name, value in {"method": "mean", **settings}.items():
        setattr(world.round, name, value)
    seats = [world.seat, a_seat(world), a_seat(world)]
    for title, points in GIVEN.items():
        solution = world.solution if title == "first" else make.a_solution(world.challenge, key=title)
        for seat, value in zip(seats, points, strict=True):
            make.a_review(world.round, seat, solution, {"impact": value})
    ranked(world)
    session.commit()
    return world


def why_of(world: World) -> Why:
    ranking = newest(world.round)
    assert ranking is not None
    places = stored_places(ranking)
    keys = sorted({sheet["juror"] for place in places.values() for sheet in place.sheets})
    return why(
        places[world.solution.id],
        list(places.values()),
        method=ranking.settings["method"],
        numbers={key: number for number, key in enumerate(keys, 1)},
        criteria=criteria_of(world.round),
    )


def address(world: World) -> str:
    return f"/en/calls/{world.call.slug}/jury/ranking/{world.solution.key}/why"


def test_without_the_juror_who_gave_least_the_solution_is_first(session: scoped_session[Any]) -> None:
    found = why_of(a_contest(session))

    moved = [(sheet.total, sheet.without) for sheet in found.sheets if sheet.is_moved]
    assert [(str(total), without) for total, without in moved] == [("1", 1)]
    assert (found.lowest_without, found.highest_without) == (1, 2)


def test_an_exact_method_has_no_share_and_no_adjustment(session: scoped_session[Any]) -> None:
    found = why_of(a_contest(session))

    assert {(sheet.share, sheet.effect) for sheet in found.sheets} == {(None, None)}
    assert found.adjustment is None


def test_the_shares_of_an_estimate_are_hundred_percent_together(session: scoped_session[Any]) -> None:
    found = why_of(a_contest(session, method="adjusted", blank="left-out"))

    assert 98 <= sum(sheet.share or 0 for sheet in found.sheets) <= 102
    assert found.adjustment is not None
    assert found.evened_out is not None


@pytest.mark.parametrize("method", ["mean", "adjusted"])
@pytest.mark.parametrize("role", ["chair", "organiser"])
def test_the_page_tells_it_by_numbers_of_jurors_and_by_no_name(
    app: Flask, session: scoped_session[Any], method: str, role: str
) -> None:
    world = a_contest(session, method=method, blank="left-out")

    world["juror"].display_name = "Nadja Nord"
    session.commit()

    page = browser(app, world, role).get(address(world)).text

    assert "Juror 1" in page
    assert "Place without this juror" in page
    assert ("Share of the estimate in percent" in page) == (method == "adjusted")
    assert "Nadja Nord" not in page


def test_the_ranking_leads_to_it(app: Flask, session: scoped_session[Any]) -> None:
    world = a_contest(session)

    page = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury/ranking").text

    assert f'href="{address(world)}"' in page


def test_a_conflict_of_interest_closes_the_page(app: Flask, session: scoped_session[Any]) -> None:
    world = a_contest(session)
    in_conflict(world["organiser"], world.solution)
    ranked(world)

    assert browser(app, world, "organiser").get(address(world)).status_code == 404
    assert browser(app, world, "chair").get(address(world)).status_code == 200


def test_the_chair_learns_nothing_of_what_they_still_owe(app: Flask, session: scoped_session[Any]) -> None:
    world = a_contest(session)
    given(world, world.chair_seat, world.solution)
    ranked(world)

    assert browser(app, world, "chair").get(address(world)).status_code == 404


def test_the_mean_of_all_solutions_knows_nothing_of_hidden_ones(app: Flask, session: scoped_session[Any]) -> None:
    world = a_contest(session)
    hidden = make.a_solution(world.challenge, key="hidden")
    make.a_review(world.round, world.seat, hidden, {"impact": "0"})
    in_conflict(world["organiser"], hidden)
    ranked(world)

    page = browser(app, world, "organiser").get(address(world)).text

    assert '<td class="number">3.22</td>' in page


def test_it_asks_as_little_for_many_solutions_as_for_three(
    app: Flask, session: scoped_session[Any], seen: list[str]
) -> None:
    counts = []
    for more in (0, 20):
        world = a_contest(session)
        for _ in range(more):
            make.a_review(world.round, world.seat, make.a_solution(world.challenge), {"impact": "3"})
        ranked(world)
        client, page = browser(app, world, "organiser"), address(world)
        db.session.remove()
        seen.clear()
        assert client.get(page).status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1]
    assert counts[0] <= MOST
