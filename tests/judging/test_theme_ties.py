"""A prize of a theme, or one that names a round, has its own ranking, boundaries, tie groups and ways out."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.calls.models import Prize
from challenge_hub.calls.queries import any_round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions import settling as actions
from challenge_hub.judging.queries.rankings import ranking_seen
from challenge_hub.judging.queries.settling import Tie, newest_choices, ties_seen
from challenge_hub.judging.rules.settling import Choice, WayOut
from challenge_hub.judging.settled import TieDecision
from challenge_hub.minutes.queries.record import record_for
from challenge_hub.results.actions import freeze
from challenge_hub.solutions.models import Solution
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import NOW, a_jury, a_seat, browser, in_conflict, ranked, room_of, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
SHARED = Choice(WayOut.SHARE, "Both are equally good.")
FURTHER = Choice(WayOut.FURTHER_REVIEWS, "We want to know.", reviews=2)
POINTS = {"first": "5", "twin-a": "3", "twin-b": "3", "last": "1"}


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """The best solution is of no theme; behind it two twins of a theme, and one more of it. One prize over all, one of
    the theme by the first round, one of the audience.
    """
    world = a_jury()
    theme, other = make.a_theme(world.call, name={"en": "Water", "de": "Wasser"}), make.a_challenge(world.call)
    make.put_into(theme, other)
    seats = [world.seat, *(a_seat(world) for _ in range(5))]
    a_seat(world), a_seat(world)
    for key, points in POINTS.items():
        solution = world.solution if key == "first" else make.a_solution(other, key=key, title={"en": key.title()})
        for seat in seats:
            make.a_review(world.round, seat, solution, {"impact": points})
    facts = {"call_id": world.call.id, "kind": "honour", "giver": "Town"}
    db.session.add(Prize(position=1, name={"en": "Best"}, decider="jury", **facts))
    db.session.add(Prize(position=2, name={"en": "Best of water"}, theme_id=theme.id, round_number=1, **facts))
    db.session.add(Prize(position=3, name={"en": "Loudest applause"}, decider="audience", **facts))
    world.round.closed_at = NOW
    ranked(world)
    return world


def the_ties(world: World, role: str = "organiser") -> list[Tie]:
    room = room_of(world, role)
    ranking = ranking_seen(room).ranking
    assert ranking is not None
    return list(ties_seen(room, ranking))


def settle(world: World, choice: Choice) -> TieDecision:
    room = room_of(world)
    seen, tie = ranking_seen(room), the_ties(world)[1]
    assert seen.ranking is not None
    facts: dict[str, Any] = {"shown": seen.ranking.id, "seed": 7, "results_are_out": False}
    return actions.settle(room, seen, tie, choice, **facts, by=actor(world["organiser"]), now=NOW)


def test_the_prize_of_a_theme_has_its_own_boundary_among_the_solutions_of_the_theme(world: World) -> None:
    overall, of_theme = the_ties(world)

    assert (overall.after, overall.is_too_close, dict(overall.theme.name)) == (1, False, {})
    assert (of_theme.after, of_theme.is_too_close, of_theme.theme.name["en"]) == (1, True, "Water")
    assert {one.key for one in of_theme.group} == {"twin-a", "twin-b"}


def test_the_ranking_is_behind_when_a_solution_comes_to_the_theme(world: World) -> None:
    theme_id = the_ties(world)[1].theme.id
    make.put_into(db.session.get_one(type(make.a_theme(world.call)), theme_id), world.challenge)

    assert ranking_seen(room_of(world)).is_behind


def test_by_the_page_it_is_settled_for_the_theme_alone(app: Flask, world: World) -> None:
    client, theme_id = browser(app, world, "chair"), the_ties(world)[1].theme.id
    address = f"/en/calls/{world.call.slug}/jury/ranking-ties/1?theme={theme_id}"
    ranking = ranking_seen(room_of(world, "chair")).ranking
    assert ranking is not None

    page = client.get(address)
    answer = client.post(address, data={"way": "share", "shown": ranking.id, "reason": "Equally good."})

    assert "Water" in page.text
    assert answer.status_code == 302
    assert list(newest_choices(world.round)) == [(theme_id, 1)]
    assert "Equally good." in client.get(f"/en/calls/{world.call.slug}/jury/ranking").text
    assert client.get(f"/en/calls/{world.call.slug}/jury/ranking-ties/1").status_code == 404


def test_a_final_round_decides_the_prize_of_the_theme_and_no_other(world: World) -> None:
    row = settle(world, FURTHER)

    numbers = db.session.scalars(select(Prize.round_number).order_by(Prize.position)).all()
    final = any_round(world.call.id, 2)
    assert (row.final_round, final.title["en"]) == (2, "Final round: Water")
    assert numbers == [1, 2, 1]


def test_minutes_and_publication_name_the_theme(world: World) -> None:
    settle(world, SHARED)

    told = record_for(room_of(world)).content["rounds"][0]["ties"]
    judged = any_round(world.call.id, 1)
    frozen = freeze(judged, number=1, seed=1, reason=None, published_at=NOW, is_entitled=True, now=NOW)

    assert [one["theme"]["en"] for one in (*told, *frozen.ties)] == ["Water", "Water"]


def test_whom_a_conflict_hides_a_twin_from_reads_of_no_tie_between_them(app: Flask, world: World) -> None:
    settle(world, SHARED)
    twin = db.session.scalars(select(Solution).filter_by(key="twin-a")).one()
    in_conflict(world["organiser"], twin)
    ranked(world)

    assert [tie.is_too_close for tie in the_ties(world)] == [False, False]
    page = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury/ranking").text
    assert "Both are equally good." not in page
    assert "Twin-A" not in page
