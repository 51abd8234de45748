"""A prize that follows the ranking of one round, or is for one theme alone."""

from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.calls.models import Prize
from challenge_hub.infrastructure.db import db
from challenge_hub.results import preparing, releases, room
from challenge_hub.results.awarded import published_awards
from challenge_hub.results.rules import Choice, round_for
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.rounds import RoundSolution
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in
from tests.judging.juries import in_conflict, ranked

LATER = SPRING.replace(hour=SPRING.hour + 1)


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """Three solutions in the first round, the best of it in the second; two of them of a theme."""
    world = a_world()
    world.round.closed_at = SPRING
    other = make.a_challenge(world.call)
    for points in ("2", "5"):
        make.a_review(world.round, world.seat, make.a_solution(other), {"impact": points})
    make.a_review(world.round, world.seat, world.solution, {"impact": "4"})
    theme, last = make.a_theme(world.call), make.a_round(world.call, number=2, has_shortlist=True, closed_at=SPRING)
    make.put_into(theme, other)
    strong = solution_ids()[2]
    db.session.add(RoundSolution(round_id=last.id, solution_id=strong, source="place", version=1, added_at=SPRING))
    facts = {"call_id": world.call.id, "kind": "honour", "giver": "Town", "decider": "jury"}
    db.session.add(Prize(position=1, name={"en": "Last"}, **facts))
    db.session.add(Prize(position=2, name={"en": "First"}, round_number=1, **facts))
    db.session.add(Prize(position=3, name={"en": "Theme"}, round_number=1, theme_id=theme.id, **facts))
    ranked(world)
    return world


def solution_ids() -> list[int]:
    """Ours, the weak one and the strong one."""
    return list(db.session.scalars(select(Solution.id).order_by(Solution.id)))


def prizes(world: World) -> list[Prize]:
    return list(preparing.prizes_of(world.call.id))


def offered_to(world: World) -> list[list[int]]:
    found = room.candidates_for(actor(world["chair"]), room.round_of(world.call), prizes(world))
    return [[line.solution_id for line in one.lines] for one in found.values()]


@pytest.mark.parametrize(("named", "last", "number"), [(None, 3, 3), (1, 3, 1), (3, 3, 3), (4, 3, 3)])
def test_a_prize_follows_the_round_it_names_and_otherwise_the_last(named: int | None, last: int, number: int) -> None:
    assert round_for(named, last) == number


def test_each_prize_offers_its_theme_in_the_order_of_its_round(world: World) -> None:
    ours, weak, strong = solution_ids()

    assert offered_to(world) == [[strong], [strong, ours, weak], [strong, weak]]


def test_no_round_offers_a_solution_to_who_has_a_conflict_with_it(world: World) -> None:
    ours, weak, strong = solution_ids()
    in_conflict(world["chair"], db.session.get_one(Solution, strong))

    assert offered_to(world) == [[], [ours, weak], [weak]]


def test_a_prize_of_a_theme_goes_to_no_other_solution(world: World) -> None:
    choice = Choice(prizes(world)[2].id, world.solution.id, {"en": "Good."}, "")
    facts = {"statement": {}, "decided_at": SPRING, "by": actor(world["chair"]), "now": LATER}

    with pytest.raises(Refused, match="outside-theme"):
        releases.edit_awards(world.call, room.round_of(world.call), [choice], **facts)


def test_an_award_by_an_earlier_round_is_looked_at_released_and_read(client: FlaskClient, world: World) -> None:
    last, chair = room.round_of(world.call), actor(world["chair"])
    make.a_review(last, world.seat, db.session.get_one(Solution, solution_ids()[2]), {"impact": "4"})
    choice = Choice(prizes(world)[1].id, world.solution.id, {"en": "Well made.", "de": "Gut gemacht."}, "")
    facts = {"statement": {}, "decided_at": SPRING, "by": chair, "now": LATER}
    release = releases.edit_awards(world.call, last, [choice], **facts)
    releases.hand_over(world.call, last, release, by=chair, now=LATER)
    db.session.commit()
    with time_machine.travel(LATER, tick=False):
        sign_in(client, world["organiser"])
        page = client.get(f"/en/calls/{world.call.slug}/awards/release").text

    seen = str(release.content_sha256)
    releases.release_awards(world.call, last, release, seen=seen, by=actor(world["organiser"]), now=LATER)

    (award,) = published_awards(actor(world["stranger"]), world.call.id)
    assert "Well made." in page
    assert (award.key, award.award.prize_name) == (world.solution.key, {"en": "First"})


def test_the_page_says_by_which_ranking_a_prize_goes(client: FlaskClient, world: World) -> None:
    with time_machine.travel(LATER, tick=False):
        sign_in(client, world["chair"])
        page = client.get(f"/en/calls/{world.call.slug}/awards").text

    assert page.count("By the ranking of: Round 1") == 2
    assert page.count("<p>Theme: ") == 1
