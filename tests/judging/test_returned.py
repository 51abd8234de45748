"""What is handed back goes to the freest juror who may have it, by one button."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.judging.actions import assigning, seats
from challenge_hub.judging.actions.returned import replace_review
from challenge_hub.judging.models import Assignment, Juror
from challenge_hub.judging.queries.naming import solutions_for
from challenge_hub.judging.queries.returned import gaps_for
from challenge_hub.judging.rules.reviewing import mark_of
from challenge_hub.solutions.models import Solution
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import NOW, a_jury, a_seat, browser, given, in_conflict, room_of, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")


def handed_back(world: World, seat: Juror, solution: Solution, **facts: Any) -> None:
    db.session.query(Assignment).filter_by(juror_id=seat.id, solution_id=solution.id).update(
        {"handed_back_at": NOW, **facts}
    )


def a_gap(per_solution: int = 1) -> tuple[World, Juror]:
    """The juror handed the solution back; somebody else is free, and the chair has another solution already."""
    world = a_jury()
    world.round.reviews_per_solution = per_solution
    other = make.a_solution(world.challenge)
    free = a_seat(world)
    given(world, world.seat)
    given(world, world.chair_seat, other)
    handed_back(world, world.seat, world.solution, hand_back_reason="I am ill.")
    return world, free


def test_the_freest_juror_is_proposed_and_one_click_gives_it_out(app: Flask, session: scoped_session[Any]) -> None:
    world, free = a_gap()
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/returned"

    page = client.get(address).text
    answer = client.post(f"{address}/{world.solution.key}/replacement", data={"juror": free.id})

    holders = session.scalars(
        select(Assignment.juror_id).where(
            Assignment.solution_id == world.solution.id, Assignment.handed_back_at.is_(None)
        )
    )
    assert ("I am ill." in page, f'value="{free.id}"' in page, answer.status_code) == (True, True, 302)
    assert holders.all() == [free.id]
    assert [row.person_id for row in session.scalars(select(OutboxRow))] == [free.person_id]
    assert "None is missing." in client.get(address).text


@pytest.mark.parametrize("case", ["conflict", "cap", "left", "again", "unknown"])
def test_nobody_gets_what_they_must_not_have(session: scoped_session[Any], case: str) -> None:
    world, free = a_gap()
    juror = {"again": world.seat.id, "unknown": 2**29}.get(case, free.id)
    if case == "conflict":
        in_conflict(db.session.get_one(Person, free.person_id), world.solution)
    free.most_reviews = 0 if case == "cap" else None
    free.left_at = NOW if case == "left" else None
    db.session.flush()
    room = room_of(world)
    solution = next(one for one in solutions_for(room, among=room.free) if one.id == world.solution.id)

    with pytest.raises(Refused, match="juror-cannot-take-it"):
        replace_review(room, solution, juror, by=actor(world["organiser"]), now=NOW)

    assert juror not in {gap.proposed and gap.proposed.id for gap in gaps_for(room, 1)}


def test_a_double_click_gives_it_to_one_juror_alone(app: Flask, session: scoped_session[Any]) -> None:
    world, free = a_gap()
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/returned"

    answers = [
        client.post(f"{address}/{world.solution.key}/replacement", data={"juror": id_}).status_code
        for id_ in (free.id, free.id, world.chair_seat.id)
    ]

    assert answers == [302, 403, 403]


def test_several_gaps_are_not_all_proposed_to_the_same_juror(session: scoped_session[Any]) -> None:
    world, free = a_gap()
    second = a_seat(world)
    third = make.a_solution(world.challenge)
    given(world, world.seat, third)
    handed_back(world, world.seat, third)

    proposed = {gap.proposed.id for gap in gaps_for(room_of(world), 1) if gap.proposed}

    assert proposed == {free.id, second.id}


def test_many_gaps_ask_no_more_of_the_database_than_one(
    app: Flask, session: scoped_session[Any], seen: list[str]
) -> None:
    counts = []
    for many in (1, 9):
        world, _ = a_gap()
        solutions = [make.a_solution(world.challenge) for _ in range(many)]
        given(world, world.seat, *solutions)
        for solution in solutions:
            handed_back(world, world.seat, solution)
        client = browser(app, world, "organiser")
        session.commit()
        seen.clear()
        client.get(f"/en/calls/{world.call.slug}/jury/returned")
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 14


def test_where_nobody_is_left_the_causes_are_told(app: Flask, session: scoped_session[Any]) -> None:
    world, free = a_gap()
    free.most_reviews = world.chair_seat.most_reviews = 1
    given(world, free, make.a_solution(world.challenge))

    page = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury/returned").text

    assert "Nobody is left." in page
    assert "1 juror declared a conflict of interest or handed it back." in page
    assert "2 jurors cannot do more reviews." in page


def test_a_juror_who_leaves_in_the_middle_leaves_gaps_that_are_filled_and_what_is_done_counts(
    session: scoped_session[Any],
) -> None:
    world = a_jury()
    a_seat(world), a_seat(world)
    later = make.a_solution(world.challenge)
    organiser = actor(world["organiser"])
    plan = assigning.make_plan(room_of(world), per_solution=4, seed=1, by=organiser, now=NOW)
    assigning.publish_plan(room_of(world), plan.id, shown=mark_of(plan.pairs), by=organiser, now=NOW)
    make.a_review(world.round, world.seat, world.solution, {"impact": "3"})
    newcomer = a_seat(world)
    seats.replace(room_of(world), world.seat, None, by=organiser, now=NOW)

    (gap,) = gaps_for(room_of(world), 1)

    assert (gap.solution.id, gap.reviews, gap.wanted) == (later.id, 3, 4)
    assert gap.proposed is not None
    assert gap.proposed.id == newcomer.id


def test_a_conflict_hides_a_gap_from_the_chair_and_an_anonymised_round_its_reason(
    app: Flask, session: scoped_session[Any]
) -> None:
    world, _ = a_gap()
    in_conflict(world["chair"], world.solution)
    session.commit()

    page = browser(app, world, "chair").get(f"/en/calls/{world.call.slug}/jury/returned").text

    assert "Nothing was handed back" in page
    assert "I am ill." not in page
