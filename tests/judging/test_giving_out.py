"""A plan is shown with its consequences, published once, and refused when something changed."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.judging.actions import assigning as actions
from challenge_hub.judging.models import Assignment, AssignmentPlan
from challenge_hub.judging.rules.reviewing import mark_of
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import (  # noqa: F401
    NOW,
    SPRING,
    a_jury,
    a_seat,
    browser,
    in_conflict,
    room_of,
    spring,
)

pytestmark = pytest.mark.usefixtures("spring")


def a_larger_jury() -> World:
    """Four jurors besides the chair, four solutions."""
    world = a_jury()
    for _ in range(3):
        a_seat(world)
        make.a_solution(world.challenge)
    return world


def planned(world: World, **facts: Any) -> AssignmentPlan:
    return actions.make_plan(
        room_of(world), **{"per_solution": 2, "seed": 7, "by": actor(world["organiser"]), "now": NOW, **facts}
    )


def published(world: World, plan: AssignmentPlan) -> int:
    db.session.flush()
    return actions.publish_plan(
        room_of(world), plan.id, shown=mark_of(plan.pairs), by=actor(world["organiser"]), now=NOW
    )


def test_a_plan_is_shown_before_anything_is_given_out(app: Flask, session: scoped_session[Any]) -> None:
    world = a_larger_jury()
    client = browser(app, world, "organiser")
    address = f"/en/calls/{world.call.slug}/jury/plan"

    answer = client.post(address, data={"per_solution": "2"})
    page = client.get(address).text

    plan = session.scalars(select(AssignmentPlan)).one()
    assert answer.status_code == 302
    assert len(plan.pairs) == 8
    assert "Publish this plan" in page
    assert str(plan.seed) not in page
    assert session.scalar(select(func.count(Assignment.id))) == 0


def test_publishing_gives_out_what_was_shown_and_tells_each_juror_once(session: scoped_session[Any]) -> None:
    world = a_larger_jury()
    plan = planned(world)

    told = published(world, plan)
    session.flush()

    pairs = session.execute(select(Assignment.juror_id, Assignment.solution_id)).all()
    assert sorted(map(list, pairs)) == sorted(plan.pairs)
    assert plan.published_at == NOW
    assert [row.kind for row in session.scalars(select(OutboxRow))] == ["judging.assigned"] * told


def test_a_plan_is_published_once(session: scoped_session[Any]) -> None:
    world = a_larger_jury()
    plan = planned(world)
    published(world, plan)

    with pytest.raises(Refused, match="plan-is-published"):
        published(world, plan)


@pytest.mark.parametrize("change", ["conflict", "left", "withdrawn"])
def test_a_plan_that_something_overtook_is_not_published_and_a_new_one_is_offered(
    app: Flask, session: scoped_session[Any], change: str
) -> None:
    world = a_larger_jury()
    plan = planned(world, per_solution=5)
    if change == "conflict":
        in_conflict(world["juror"], world.solution)
    elif change == "left":
        world.seat.left_at = NOW
    else:
        world.solution.withdrawn_at = NOW
    with pytest.raises(Refused, match="plan-is-stale"):
        published(world, plan)
    client = browser(app, world, "organiser")
    broken = [world.seat.id, world.solution.id]
    assert broken in plan.pairs
    session.expunge(plan)

    answer = client.post(
        f"/en/calls/{world.call.slug}/jury/plan/publication", data={"plan": plan.id, "shown": mark_of(plan.pairs)}
    )

    new = session.scalars(select(AssignmentPlan).where(AssignmentPlan.published_at.is_(None))).one()
    assert answer.headers["Location"] == f"/en/calls/{world.call.slug}/jury/plan"
    assert "This is a new plan." in client.get(answer.headers["Location"]).text
    assert session.scalar(select(func.count(Assignment.id))) == 0
    assert broken not in new.pairs


def test_a_plan_that_was_made_anew_meanwhile_is_not_published_unseen(session: scoped_session[Any]) -> None:
    world = a_larger_jury()
    seen = planned(world)
    shown = mark_of(seen.pairs)
    newer = planned(world, per_solution=3)

    with pytest.raises(Refused, match="plan-is-stale"):
        actions.publish_plan(room_of(world), newer.id, shown=shown, by=actor(world["organiser"]), now=NOW)


def test_a_later_run_only_adds(session: scoped_session[Any]) -> None:
    world = a_larger_jury()
    published(world, planned(world))
    before = set(session.execute(select(Assignment.juror_id, Assignment.solution_id)).all())
    late = make.a_solution(world.challenge)

    published(world, planned(world, seed=8))

    after = set(session.execute(select(Assignment.juror_id, Assignment.solution_id)).all())
    assert before < after
    assert {solution for _, solution in after - before} == {late.id}


def test_a_solution_that_lacks_reviews_says_why(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    in_conflict(world["juror"], world.solution)
    planned(world, per_solution=3)

    page = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury/plan").text

    assert "2 reviews are missing." in page
    assert "1 of 2 jurors declared a conflict of interest" in page
    assert "The jury would need 1 more juror." in page


def test_too_few_hours_are_told_in_jurors_and_in_reviews(app: Flask, session: scoped_session[Any]) -> None:
    world = a_larger_jury()
    world.round.minutes_per_review = 60
    planned(world, per_solution=4)
    client = browser(app, world, "organiser")

    few = client.get(f"/en/calls/{world.call.slug}/jury/plan?hours=2").text
    many = client.get(f"/en/calls/{world.call.slug}/jury/plan?hours=8").text

    assert "you need 3 more jurors, or 2 reviews instead of 4." in few
    assert "Yes: 16 reviews are needed, 20 are possible." in many


def test_at_a_small_event_one_button_gives_everything_to_everyone(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    in_conflict(world["chair"], world.solution)
    second = make.a_solution(world.challenge)
    client = browser(app, world, "organiser")

    for _ in range(2):
        assert client.post(f"/en/calls/{world.call.slug}/jury/everything").status_code == 302

    pairs = set(session.execute(select(Assignment.juror_id, Assignment.solution_id)).all())
    seat, chair = world.seat.id, world.chair_seat.id
    assert pairs == {(seat, world.solution.id), (seat, second.id), (chair, second.id)}


def test_nothing_is_given_to_whom_it_must_not_be(session: scoped_session[Any]) -> None:
    world = a_jury()
    a_seat(world, declared_at=None)
    a_seat(world, role="deputy")
    a_seat(world, left_at=NOW)
    limited = a_seat(world, most_reviews=1)
    make.a_solution(world.challenge)

    plan = planned(world, per_solution=5)

    assert {juror for juror, _ in plan.pairs} == {world.seat.id, world.chair_seat.id, limited.id}
    assert sum(juror == limited.id for juror, _ in plan.pairs) == 1


def test_nothing_is_given_out_while_teams_may_still_change_their_solutions(session: scoped_session[Any]) -> None:
    world = a_jury(closes_at=SPRING + timedelta(days=1))

    with pytest.raises(Refused, match="still-open-for-solutions"):
        planned(world)


def test_without_anybody_who_declared_there_is_no_plan(session: scoped_session[Any]) -> None:
    world = a_jury()
    world.seat.declared_at = world.chair_seat.declared_at = None
    session.flush()

    with pytest.raises(Refused, match="nobody-declared"):
        planned(world)


def test_a_reminder_shows_first_whom_it_goes_to_and_reaches_only_those_with_work(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_jury()
    published(world, planned(world))
    make.a_review(world.round, world.chair_seat, world.solution, {"impact": "4"})
    client = browser(app, world, "organiser")
    address = f"/en/calls/{world.call.slug}/jury/reminders"
    session.flush()

    page = client.get(address).text
    client.post(address, data={"juror": [world.seat.id, world.chair_seat.id, 999999, "x"]})

    reminded = session.scalars(select(OutboxRow.person_id).where(OutboxRow.kind == "judging.reminder")).all()
    assert ("Juror (1 review left)" in page, "Chair (" in page) == (True, False)
    assert reminded == [world["juror"].id]
