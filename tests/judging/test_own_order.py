"""The own order of a juror where the jury is a live one: made by moving, counted beside the numbers, taken back."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given as for_any
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.audit.models import TrailLine
from challenge_hub.calls.rules.scoring import Blank
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions.rankings import bring_up_to_date, read_inputs
from challenge_hub.judging.ordered import OwnOrder
from challenge_hub.judging.queries.rankings import inputs_of, stored_places
from challenge_hub.judging.queries.recomputing import file_for
from challenge_hub.judging.rules.own_order import merged, moved
from challenge_hub.judging.rules.recompute_file import read
from challenge_hub.judging.rules.recomputing import recomputed
from challenge_hub.solutions.models import Solution
from tests import factories as make
from tests.cast import World
from tests.judging.juries import NOW, a_jury, a_seat, browser, given, in_conflict, room_of, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    world = a_jury()
    world.round.method, world.round.blank = "live", Blank.LEFT_OUT
    world.round.tie_rules = ["share"]
    given(world, world.seat)
    return world


@pytest.fixture
def client(app: Flask, world: World) -> FlaskClient:
    return browser(app, world, "juror")


def done(world: World, **numbers: str) -> list[Solution]:
    """Solutions with so many points each, as the juror gave them."""
    solutions = [make.a_solution(world.challenge, key=key, title={"en": key.title()}) for key in numbers]
    given(world, world.seat, *solutions)
    for solution in solutions:
        make.a_review(world.round, world.seat, solution, {"impact": numbers[solution.key]})
    db.session.commit()
    return solutions


def page(world: World, more: str = "") -> str:
    return f"/en/calls/{world.call.slug}/desk/order{more}"


def shown(client: FlaskClient, world: World) -> list[str]:
    text = client.get(page(world)).text
    return [part.split('"')[0] for part in text.split('id="solution-')[1:]]


def put(client: FlaskClient, world: World, what: str) -> Any:
    return client.post(page(world), data={"put": what})


def test_until_the_first_move_solutions_follow_the_numbers(client: FlaskClient, world: World) -> None:
    done(world, alpha="2", beta="4", gamma="3")

    assert shown(client, world) == ["beta", "gamma", "alpha"]
    assert "follow your numbers" in client.get(page(world)).text


def test_a_move_makes_the_order_ones_own_and_leaves_one_line_in_the_trail(client: FlaskClient, world: World) -> None:
    done(world, alpha="2", beta="4", gamma="3")

    answer = put(client, world, "alpha:1")
    put(client, world, "gamma:2")

    assert (answer.status_code, answer.location) == (302, page(world) + "#solution-alpha")
    assert shown(client, world) == ["alpha", "gamma", "beta"]
    assert db.session.scalars(select(TrailLine.verb)).all().count("order-solutions") == 1


def test_a_double_click_moves_once(client: FlaskClient, world: World) -> None:
    done(world, alpha="2", beta="4", gamma="3")

    for _ in range(2):
        put(client, world, "gamma:1")

    assert shown(client, world) == ["gamma", "beta", "alpha"]
    assert db.session.scalars(select(OwnOrder.revision)).one() == 1


def test_the_own_order_counts_in_the_ranking_also_against_the_numbers(client: FlaskClient, world: World) -> None:
    solutions = done(world, alpha="3", beta="4", gamma="3")
    before = inputs_of(world.round)

    put(client, world, "gamma:1")

    assert inputs_of(world.round) != before
    assert {sheet.solution: sheet.own_place for sheet in read_inputs(world.round).sheets}["gamma"] == 1
    places = stored_places(bring_up_to_date(world.round, now=NOW))
    assert [places[one.id].place for one in solutions] == [3, 2, 1]


def test_an_order_that_is_taken_back_leaves_the_numbers(client: FlaskClient, world: World) -> None:
    done(world, alpha="2", beta="4")
    put(client, world, "alpha:1")
    before = inputs_of(world.round)

    answer = client.post(page(world, "/taken-back"), follow_redirects=True)

    assert "Your numbers alone count again." in answer.text
    assert shown(client, world) == ["beta", "alpha"]
    assert inputs_of(world.round) != before


def test_a_later_review_comes_in_by_its_number(client: FlaskClient, world: World) -> None:
    done(world, alpha="2", beta="4")
    put(client, world, "alpha:1")

    done(world, gamma="3", delta="5")

    assert shown(client, world) == ["delta", "gamma", "alpha", "beta"]


def test_what_is_in_conflict_or_not_done_is_not_in_the_list(client: FlaskClient, world: World) -> None:
    alpha, *_ = done(world, alpha="2", beta="4", gamma="3")
    put(client, world, "alpha:1")

    in_conflict(world["juror"], alpha)
    db.session.commit()

    assert shown(client, world) == ["beta", "gamma"]
    assert put(client, world, "alpha:1").status_code == 403


@pytest.mark.parametrize(
    "what", ["", "alpha", "alpha:0", "alpha:3", "alpha:²", "alpha:99999999999", "nowhere:1", "ä:1"]
)
def test_what_no_list_can_do_moves_nothing(client: FlaskClient, world: World, what: str) -> None:
    done(world, alpha="2", beta="4")

    answer = put(client, world, what)

    assert answer.status_code == 403
    assert "Nothing was moved." in answer.text
    assert db.session.scalars(select(OwnOrder)).all() == []


def test_after_the_end_of_the_round_the_order_is_read_and_not_changed(client: FlaskClient, world: World) -> None:
    done(world, alpha="2", beta="4")
    world.round.closed_at = NOW - timedelta(hours=1)
    db.session.commit()

    shown_then = client.get(page(world)).text
    assert 'name="put"' not in shown_then
    assert "you made no order of your own" in shown_then
    assert put(client, world, "alpha:1").status_code == 403
    assert db.session.scalars(select(OwnOrder)).all() == []


def test_only_a_live_round_has_such_a_page_for_its_jurors(app: Flask, client: FlaskClient, world: World) -> None:
    done(world, alpha="2", beta="4")
    assert "/desk/order" in client.get(f"/en/calls/{world.call.slug}/desk").text
    assert browser(app, world, "organiser").get(page(world)).status_code == 404

    world.round.method = "median"
    db.session.commit()

    assert client.get(page(world)).status_code == 404
    assert put(client, world, "alpha:1").status_code == 403
    assert "/desk/order" not in client.get(f"/en/calls/{world.call.slug}/desk").text


def test_the_page_asks_as_little_for_forty_as_for_two(client: FlaskClient, world: World, seen: list[str]) -> None:
    counts, address = [], page(world)
    for many in (2, 38):
        done(world, **{f"s{many}-{number}": "3" for number in range(many)})
        db.session.expire_all()
        seen.clear()
        assert client.get(address).status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 6


def test_orders_of_two_jurors_stand_beside_each_other(client: FlaskClient, world: World) -> None:
    solutions = done(world, alpha="3", beta="3")
    other = a_seat(world)
    for solution in solutions:
        make.a_review(world.round, other, solution, {"impact": "3"})
    put(client, world, "beta:1")

    sheets = read_inputs(world.round).sheets

    assert sorted(one.own_place or 0 for one in sheets if one.juror == other.key) == [0, 0]
    assert sorted(one.own_place or 0 for one in sheets if one.juror == world.seat.key) == [1, 2]


NUMBERS = st.dictionaries(st.integers(1, 30), st.integers(0, 5).map(Decimal), min_size=1)


@for_any(NUMBERS, st.lists(st.integers(1, 30), unique=True))
def test_every_numbered_solution_stands_once_and_the_order_is_kept(
    numbers: dict[int, Decimal], order: list[int]
) -> None:
    found = merged(order, numbers)

    assert sorted(found) == sorted(numbers)
    assert [one for one in found if one in order] == [one for one in order if one in numbers]


@for_any(st.lists(st.integers(1, 30), unique=True, min_size=1), st.data())
def test_moving_puts_one_there_and_keeps_the_others(order: list[int], data: st.DataObject) -> None:
    solution = data.draw(st.sampled_from(order))
    place = data.draw(st.integers(1, len(order)))

    found = moved(order, solution, place)

    assert found[place - 1] == solution
    assert [one for one in found if one != solution] == [one for one in order if one != solution]
    assert moved(found, solution, place) == found


def test_the_recompute_file_holds_the_order_and_gives_the_same_list(client: FlaskClient, world: World) -> None:
    done(world, alpha="3", beta="3", gamma="3")
    put(client, world, "gamma:1")
    world.round.closed_at = NOW
    bring_up_to_date(world.round, now=NOW)

    found = json.loads(json.dumps(file_for(room_of(world), seed=7, results_are_out=False)))

    assert sorted(sheet["own_place"] for sheet in found["sheets"]) == [1, 2, 3]
    assert recomputed(read(found)).is_confirmed
