"""The last third of the minutes for the contenders: planned from the scores so far, published as an addition."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.judging.actions.contending import plan_for_contenders
from challenge_hub.judging.models import Assignment, AssignmentPlan
from challenge_hub.judging.queries.planned import plan_seen
from challenge_hub.judging.rules.reviewing import mark_of
from challenge_hub.solutions.models import Solution
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import NOW, a_jury, a_seat, browser, given, in_conflict, room_of, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")


def a_scored_round() -> tuple[World, list[Solution]]:
    """Eight solutions, each reviewed by two jurors, the earlier the better; two further jurors are free."""
    world = a_jury()
    world.round.reviews_per_solution = 3
    solutions = [world.solution, *(make.a_solution(world.challenge) for _ in range(7))]
    seats = [world.seat, a_seat(world)]
    for seat in seats:
        given(world, seat, *solutions)
        for at, solution in enumerate(solutions):
            make.a_review(world.round, seat, solution, {"impact": str(5 - at / 2)})
    a_seat(world), a_seat(world)
    return world, solutions


def planned(world: World, **facts: int) -> AssignmentPlan:
    wish = {"places": 2, "reviews": 3, "seed": 7, **facts}
    return plan_for_contenders(room_of(world), **wish, by=actor(world["organiser"]), now=NOW)


def test_the_next_reviews_go_to_those_near_the_last_place_that_counts(session: scoped_session[Any]) -> None:
    world, solutions = a_scored_round()

    made = planned(world)

    chosen = {solution for _, solution in made.pairs}
    assert len(made.pairs) == len(chosen) == 3
    assert chosen <= {solution.id for solution in solutions[:4]}
    assert chosen & {solutions[1].id, solutions[2].id}
    standing = set(session.execute(select(Assignment.juror_id, Assignment.solution_id)).all())
    assert standing.isdisjoint((juror, solution) for juror, solution in made.pairs)


def test_it_is_shown_first_and_published_once_as_an_addition(app: Flask, session: scoped_session[Any]) -> None:
    world, _ = a_scored_round()
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury"
    before = session.scalar(select(func.count(Assignment.id)))

    form = client.get(f"{address}/contenders").text
    client.post(f"{address}/contenders", data={"places": "1", "reviews": "2"})
    page = client.get(f"{address}/plan").text
    shown = session.scalars(select(AssignmentPlan)).one()
    client.post(f"{address}/plan/publication", data={"plan": shown.id, "shown": mark_of(shown.pairs)})

    assert 'value="2" id="field-reviews"' in form
    assert "The plan for the contenders" in page
    assert page.count('<tr><th scope="row">Solution') == 2
    assert session.scalar(select(func.count(Assignment.id))) == before + 2


def test_conflicts_and_limits_hold_for_contenders_too(session: scoped_session[Any]) -> None:
    world, solutions = a_scored_round()
    for solution in solutions:
        in_conflict(world["chair"], solution)

    made = planned(world, reviews=8)

    assert world.chair_seat.id not in {juror for juror, _ in made.pairs}


def test_a_chair_is_not_told_of_contenders_still_to_be_reviewed_by_them(session: scoped_session[Any]) -> None:
    world, solutions = a_scored_round()
    given(world, world.chair_seat, *solutions)
    planned(world)

    chair, organiser = plan_seen(room_of(world, "chair")), plan_seen(room_of(world))

    assert chair is not None
    assert organiser is not None
    assert (len(chair.counts), len(organiser.counts)) == (0, 3)


def test_without_scores_nobody_contends(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()

    with pytest.raises(Refused, match="no-contender-can-be-reviewed"):
        planned(world)

    page = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury/contenders").text
    assert "Too few reviews are done" in page


def test_a_plan_for_contenders_that_was_overtaken_is_made_anew(app: Flask, session: scoped_session[Any]) -> None:
    world, _ = a_scored_round()
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury"
    shown = planned(world)
    session.commit()

    answer = client.post(f"{address}/plan/publication", data={"plan": shown.id, "shown": "another"})

    assert answer.headers["Location"] == f"{address}/contenders"
    assert session.scalars(select(AssignmentPlan)).all() == []
