"""Too close to call: the tie group at a prize boundary, and three ways out."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.calls.models import Prize
from challenge_hub.calls.queries import any_round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions import settling as actions
from challenge_hub.judging.models import AssignmentPlan
from challenge_hub.judging.queries.rankings import ranking_seen
from challenge_hub.judging.queries.settling import Tie, ties_seen
from challenge_hub.judging.rules.settling import Choice, WayOut, may_settle, prizes_in_question
from challenge_hub.judging.settled import TieDecision
from challenge_hub.minutes.queries.record import record_for
from challenge_hub.results.actions import freeze
from challenge_hub.solutions.rounds import RoundSolution
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import NOW, a_jury, a_seat, browser, in_conflict, ranked, room_of, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
SHARED = Choice(WayOut.SHARE, "Both are equally good.")
FURTHER = Choice(WayOut.FURTHER_REVIEWS, "We want to know.", reviews=2, ends_at=NOW + timedelta(days=90))
ALLOWED = {
    "is_entitled": True, "knows_all": True, "is_too_close": True, "is_the_shown": True, "is_final": True,
    "results_are_out": False, "group": [1, 2],
}  # fmt: skip
TITLES = {"twin": {"en": "Twin"}, "last": {"en": "Last"}}


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """Two jurors give two solutions the same points and a third far less; two more jurors have seen nothing yet."""
    world = a_jury()
    seats = [world.seat, a_seat(world)]
    a_seat(world), a_seat(world)
    for seat in seats:
        make.a_review(world.round, seat, world.solution, {"impact": "5"})
    for key, points in (("twin", "5"), ("last", "1")):
        solution = make.a_solution(world.challenge, key=key, title=TITLES[key])
        for seat in seats:
            make.a_review(world.round, seat, solution, {"impact": points})
    for position in (1, 2):
        prize = {"name": {"en": f"Prize {position}"}, "kind": "honour", "giver": "Town"}
        db.session.add(Prize(call_id=world.call.id, position=position, **prize))
    ranked(world)
    return world


def closed(world: World) -> None:
    world.round.closed_at = NOW
    ranked(world)


def first_tie(world: World, role: str = "organiser") -> Tie:
    room = room_of(world, role)
    ranking = ranking_seen(room).ranking
    assert ranking is not None
    return ties_seen(room, ranking)[0]


def settle(world: World, choice: Choice, role: str = "organiser") -> TieDecision:
    room = room_of(world, role)
    seen = ranking_seen(room)
    assert seen.ranking is not None
    tie, who = first_tie(world, role), actor(world[role])
    facts = {"shown": seen.ranking.id, "seed": 7, "results_are_out": False}
    return actions.settle(room, seen, tie, choice, **facts, by=who, now=NOW)  # type: ignore[arg-type]


def page_for(app: Flask, world: World, role: str = "organiser", rest: str = "") -> str:
    return browser(app, world, role).get(f"/en/calls/{world.call.slug}/jury/ranking{rest}").text


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"is_entitled": False}, "not-organiser-or-chair"),
        ({"knows_all": False}, "settles-in-conflict"),
        ({"results_are_out": True}, "results-are-out"),
        ({"is_too_close": False}, "not-too-close"),
        ({"is_the_shown": False}, "changed-since-shown"),
        ({"is_final": False}, "settle-after-the-round"),
        ({}, None),
    ],
)
def test_who_may_choose_and_when(facts: dict[str, Any], reason: str | None) -> None:
    assert may_settle(SHARED, **{**ALLOWED, **facts}).reason == reason


@pytest.mark.parametrize(("chosen", "is_allowed"), [([], False), ([1], True), ([1, 2], False), ([3], False)])
def test_a_decision_puts_some_of_the_group_first(chosen: list[int], is_allowed: bool) -> None:
    choice = Choice(WayOut.DECISION, "It helps more people.", chosen=frozenset(chosen))

    assert bool(may_settle(choice, **ALLOWED)) == is_allowed


def test_a_choice_needs_a_reason() -> None:
    assert may_settle(replace(SHARED, reason=" "), **ALLOWED).reason == "settle-needs-reason"


def test_a_final_round_decides_the_prizes_that_are_open() -> None:
    assert list(prizes_in_question(3, settled=0, after=1)) == [0]
    assert list(prizes_in_question(3, settled=1, after=3)) == [1, 2]
    assert list(prizes_in_question(2, settled=2, after=2)) == [1]


def test_the_ranking_names_the_group_at_each_prize(app: Flask, world: World) -> None:
    page = page_for(app, world)

    assert page.count("too close to call") == 1
    assert {one.key for one in first_tie(world).group} == {world.solution.key, "twin"}
    assert "After place 2" in page
    assert "After place 3" not in page


def test_while_the_round_is_open_further_reviews_are_planned_in_it(world: World) -> None:
    row = settle(world, FURTHER)

    plan = db.session.scalars(select(AssignmentPlan)).one()
    fresh = {juror for juror, _ in plan.pairs}
    assert (row.final_round, plan.round_id, len(plan.pairs)) == (None, world.round.id, 4)
    assert world.seat.id not in fresh


def test_after_the_round_a_final_round_is_added_with_the_group_and_fresh_jurors(world: World) -> None:
    closed(world)
    group = {one.id for one in first_tie(world).group}

    row = settle(world, FURTHER)

    final = any_round(world.call.id, 2)
    plan = db.session.scalars(select(AssignmentPlan).where(AssignmentPlan.round_id == final.id)).one()
    listed = db.session.scalars(select(RoundSolution.solution_id).where(RoundSolution.round_id == final.id)).all()
    assert (row.final_round, final.wants_fresh, final.reviews_per_solution) == (2, True, 2)
    assert set(listed) == group
    assert len(plan.pairs) == 4
    assert world.seat.id not in {juror for juror, _ in plan.pairs}
    prizes = db.session.scalars(select(Prize).order_by(Prize.position)).all()
    assert [prize.round_number for prize in prizes] == [2, 1]


def test_a_final_round_that_was_taken_out_again_is_told_and_not_linked(app: Flask, world: World) -> None:
    closed(world)
    row = settle(world, SHARED)
    row.final_round = 2
    db.session.commit()

    page = page_for(app, world)

    assert "The round that was added for it was taken out again." in page
    assert "/jury/ranking?round=2" not in page


def test_without_fresh_jurors_nothing_is_added(world: World) -> None:
    closed(world)
    for solution in (world.solution, *db.session.scalars(select(type(world.solution)).filter_by(key="twin"))):
        for juror in db.session.scalars(select(type(world.seat)).filter_by(call_id=world.call.id)):
            if juror.person_id is not None and juror.id != world.seat.id:
                person = db.session.get_one(type(world["juror"]), juror.person_id)
                if person.id not in (world["chair"].id, world["organiser"].id):
                    in_conflict(person, solution)

    with pytest.raises(Refused):
        settle(world, FURTHER)


def test_the_way_out_is_recorded_with_reason_and_trail_and_shown(app: Flask, world: World) -> None:
    closed(world)
    settle(world, SHARED, "chair")
    db.session.commit()

    assert "Both are equally good." in page_for(app, world)
    verbs = db.session.scalars(select(TrailLine.verb).where(TrailLine.verb == "settle-tie")).all()
    assert verbs == ["settle-tie"]


def test_the_newest_choice_counts(app: Flask, world: World) -> None:
    closed(world)
    settle(world, SHARED)
    settle(world, Choice(WayOut.DECISION, "It helps more people.", chosen=frozenset({world.solution.id})))
    db.session.commit()

    page = page_for(app, world)

    assert "It helps more people." in page
    assert "Both are equally good." not in page


def test_by_the_page_it_is_chosen_like_that(app: Flask, world: World) -> None:
    closed(world)
    client, address = browser(app, world, "chair"), f"/en/calls/{world.call.slug}/jury/ranking-ties/1"
    ranking = ranking_seen(room_of(world, "chair")).ranking
    assert ranking is not None

    assert client.get(address).status_code == 200
    assert client.post(address, data={"way": "share", "shown": ranking.id}).status_code == 422
    answer = client.post(address, data={"way": "share", "shown": ranking.id, "reason": "Equally good."})

    assert answer.status_code == 302
    assert db.session.scalars(select(TieDecision.way)).all() == ["share"]
    assert client.get(f"/en/calls/{world.call.slug}/jury/ranking-ties/2").status_code == 404


def test_whom_a_conflict_hides_it_from_neither_chooses_nor_reads_of_it(app: Flask, world: World) -> None:
    closed(world)
    settle(world, SHARED, "chair")
    in_conflict(world["organiser"], world.solution)
    ranked(world)

    page = page_for(app, world)

    assert "How sure the order is where prizes end" in page
    assert "Both are equally good." not in page
    with pytest.raises(Refused, match="settles-in-conflict"):
        settle(world, SHARED)


def test_minutes_and_publication_say_how_it_was_settled(world: World) -> None:
    closed(world)
    settle(world, SHARED)

    told = record_for(room_of(world)).content["rounds"][0]["ties"]
    judged = any_round(world.call.id, 1)
    frozen = freeze(judged, number=1, seed=1, reason=None, published_at=NOW, is_entitled=True, now=NOW)

    assert [(one["after"], one["way"], one["reason"]) for one in told] == [(1, "share", "Both are equally good.")]
    assert [(one["after"], one["way"], len(one["solutions"])) for one in frozen.ties] == [(1, "share", 2)]
