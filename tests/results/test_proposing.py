"""The awards form proposes what the ranking and the ties settled say of each prize, and says where that comes from."""

import re
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.calls.models import Prize, Theme
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions import settling
from challenge_hub.judging.models import Review, Score
from challenge_hub.judging.queries.rankings import ranking_seen
from challenge_hub.judging.queries.settling import ties_seen
from challenge_hub.judging.rules.settling import Choice, WayOut
from challenge_hub.results.rules.proposing import Close, Ground, Proposal, Slot, Standing, proposals
from challenge_hub.solutions.models import Solution, SolutionVersion
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import NOW, a_jury, a_seat, browser, in_conflict, ranked, room_of, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
ALL: Slot = (1, None)
WATER: Slot = (1, 7)
APART = [Standing(at, at, 10 - at) for at in (1, 2, 3, 4)]


def proposed(
    standings: list[Standing],
    *close: Close,
    prizes: int = 2,
    groups: Mapping[int, list[int]] | None = None,
    most: int | None = None,
) -> list[Proposal]:
    asked = [(prize, ALL) for prize in range(prizes)]
    return list(proposals(asked, {ALL: (standings, close)}, groups or {}, most=most).values())


def told(found: list[Proposal]) -> list[tuple[Ground, tuple[int, ...]]]:
    return [(one.ground, one.solutions) for one in found]


def test_each_prize_takes_the_next_place_of_its_own_ranking() -> None:
    rankings = {ALL: (APART, ()), WATER: (APART[2:], ())}

    found = proposals([(5, ALL), (6, WATER), (7, ALL)], rankings, {}, most=None)

    assert [(prize, one.solutions, one.place) for prize, one in found.items()] == [
        (5, (1,), 1),
        (6, (3,), 1),
        (7, (2,), 2),
    ]


def test_what_is_too_close_and_not_settled_is_not_proposed() -> None:
    found = proposed(APART, Close(1, frozenset({1, 2})), prizes=3)

    assert told(found) == [(Ground.TOO_CLOSE, (1, 2)), (Ground.TOO_CLOSE, (1, 2)), (Ground.PLACE, (3,))]


def test_a_decision_of_the_jury_comes_before_the_order_of_the_ranking() -> None:
    found = proposed(APART, Close(1, frozenset({1, 2, 3}), chosen=frozenset({3})), prizes=2)

    assert [(one.ground, one.solutions, one.after) for one in found] == [
        (Ground.DECIDED, (3,), 1),
        (Ground.PLACE, (1,), None),
    ]


def test_of_two_that_the_jury_put_first_the_order_stays_open() -> None:
    found = proposed(APART, Close(1, frozenset({1, 2, 3}), chosen=frozenset({1, 2})), prizes=1)

    assert told(found) == [(Ground.TOO_CLOSE, (1, 2, 3))]


def test_a_shared_prize_leaves_the_next_place_empty() -> None:
    found = proposed(APART, Close(1, frozenset({1, 2}), shares=True), prizes=3)

    assert told(found) == [(Ground.SHARED, (1, 2)), (Ground.EMPTY, ()), (Ground.PLACE, (3,))]


def test_three_who_share_are_named_and_not_proposed() -> None:
    assert told(proposed(APART, Close(1, frozenset({1, 2, 3}), shares=True), prizes=1)) == [
        (Ground.TOO_MANY, (1, 2, 3))
    ]


def test_the_tie_rule_of_the_call_settles_the_same_points() -> None:
    by_lot = [Standing(1, 1, 5, "lot"), Standing(2, 2, 5, "lot")]
    level = [Standing(1, 1, 5, "share"), Standing(2, 1, 5, "share")]
    close = Close(1, frozenset({1, 2}))

    assert [(one.ground, one.rule) for one in proposed(by_lot, close)] == [(Ground.PLACE, "lot")] * 2
    assert told(proposed(level, close)) == [(Ground.SHARED_PLACE, (1, 2)), (Ground.EMPTY, ())]


def test_who_has_as_many_awards_as_the_call_allows_is_passed_over_and_named() -> None:
    found = proposed(APART, groups={1: [8], 2: [8], 3: [9], 4: [9]}, most=1, prizes=3)

    assert [(one.solutions, one.place) for one in found] == [((1,), 1), ((3,), 3), ((), None)]
    assert [one.passed for one in found] == [(), (2,), (4,)]


def test_behind_a_final_round_the_next_prize_takes_what_is_left() -> None:
    """The second prize goes by the final round of the two that were too close, the third by the round before."""
    final: Slot = (2, None)
    close = Close(2, frozenset({2, 3}), settled=frozenset({1}))
    rankings = {ALL: (APART, [close]), final: ([Standing(3, 1, 9), Standing(2, 2, 4)], [])}

    found = proposals([(5, ALL), (6, final), (7, ALL)], rankings, {}, most=None, finals={final: ALL})

    assert [one.solutions for one in found.values()] == [(1,), (3,), (2,)]


def test_awards_of_others_count_as_well() -> None:
    found = proposals([(5, ALL)], {ALL: (APART, ())}, {1: [8], 4: [8], 2: [9]}, most=1, given=[4])

    assert (found[5].solutions, found[5].passed) == ((2,), (1,))


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """A closed round with a clear first, two twins of a theme, and prizes of the jury and of the audience."""
    world = a_jury()
    theme, other = make.a_theme(world.call, name={"en": "Water", "de": "Wasser"}), make.a_challenge(world.call)
    make.put_into(theme, other)
    seats = [world.seat, *(a_seat(world) for _ in range(5))]
    for key, points in {"first": "5", "twin-a": "3", "twin-b": "3", "last": "1"}.items():
        solution = world.solution if key == "first" else make.a_solution(other, key=key, title={"en": key.title()})
        for seat in seats:
            make.a_review(world.round, seat, solution, {"impact": points})
    facts = {"call_id": world.call.id, "kind": "honour", "giver": "Town"}
    db.session.add(Prize(position=1, name={"en": "Best"}, decider="jury", **facts))
    db.session.add(Prize(position=2, name={"en": "Best of water"}, theme_id=theme.id, **facts))
    db.session.add(Prize(position=3, name={"en": "Loudest applause"}, decider="audience", **facts))
    world.round.closed_at, world.round.tie_rules = NOW, ["criterion", "share"]
    world.round.tie_criterion = "impact"
    ranked(world)
    return world


def settled(world: World, choice: Choice) -> None:
    room = room_of(world)
    seen = ranking_seen(room)
    assert seen.ranking is not None
    tie = next(one for one in ties_seen(room, seen.ranking) if one.theme.id)
    facts: dict[str, Any] = {"shown": seen.ranking.id, "seed": 7, "results_are_out": False}
    settling.settle(room, seen, tie, choice, **facts, by=actor(world["organiser"]), now=NOW - timedelta(days=1))
    db.session.commit()


def awards_page(app: Flask, world: World, role: str = "chair", language: str = "en") -> str:
    return browser(app, world, role).get(f"/{language}/calls/{world.call.slug}/awards").text


def chosen(page: str) -> int:
    """How many prizes are filled in with a solution; a shared one counts twice."""
    return len(re.findall(r'<option value="\d+" selected>', page))


def is_chosen(page: str, solution: Solution) -> bool:
    return f'<option value="{solution.id}" selected>' in page


def test_the_form_is_filled_in_with_place_and_reason(app: Flask, world: World) -> None:
    page = awards_page(app, world)

    assert page.count("Place 1 in the ranking of the jury.") == 2
    assert "Platz 1 in der Rangfolge der Jury." in page
    assert is_chosen(page, world.solution)


def test_a_decision_of_the_jury_fills_in_the_prize_of_the_theme(app: Flask, world: World) -> None:
    world.round.tie_rules = ["share"]
    ranked(world)
    twin = db.session.scalars(select(Solution).filter_by(key="twin-b")).one()
    settled(world, Choice(WayOut.DECISION, "It helps more people.", chosen=frozenset({twin.id})))

    page = awards_page(app, world)

    assert is_chosen(page, twin)
    assert "Place 1 among the solutions of the theme Water. It was too close to call; the jury decided on" in page


def test_a_shared_place_fills_in_both(app: Flask, world: World) -> None:
    assert "The points are the same, and the place is shared." in awards_page(app, world)
    assert chosen(awards_page(app, world)) == 3


def test_what_is_too_close_and_open_leads_to_the_ways_out(app: Flask, world: World) -> None:
    """Each twin has one better score; that of the first is better by half a point."""
    world.round.method = "mean"
    theme = db.session.scalars(select(Theme.id)).one()
    for key, points, at in (("twin-a", "4", 0), ("twin-b", "3.5", 1)):
        reviews = select(Review).join(Solution, Review.solution_id == Solution.id).where(Solution.key == key)
        review = db.session.scalars(reviews.order_by(Review.juror_id)).all()[at]
        db.session.scalars(select(Score).filter_by(review_id=review.id)).one().value = Decimal(points)
        review.revision += 1
    ranked(world)

    page = awards_page(app, world)

    assert "Too close to call between Twin-A; Twin-B, and nothing settles it yet." in page
    assert f'/jury/ranking-ties/1?theme={theme}&amp;round=1"' in page
    assert chosen(page) == 1


def test_whoever_stands_before_and_gets_no_more_is_named(app: Flask, world: World) -> None:
    world.call.most_awards, world.call.awards_per = 1, "team"
    make.put_into(db.session.scalars(select(Theme)).one(), world.challenge)
    ranked(world)

    page = awards_page(app, world)

    title = db.session.scalars(select(SolutionVersion).filter_by(solution_id=world.solution.id)).one().title["en"]
    assert f"“{title}” stands before, and gets no more" in page


def test_what_others_decide_is_left_to_them(app: Flask, world: World) -> None:
    audience = db.session.scalars(select(Prize.id).filter_by(position=3)).one()
    page = awards_page(app, world)

    after = page[page.index(f'id="prize-{audience}"') :]
    assert "Proposed" not in after
    assert chosen(after) == 0


def test_whoever_has_a_conflict_in_the_ranking_gets_no_proposal(app: Flask, world: World) -> None:
    """Not even for another prize: a gap would tell where the solution stands."""
    in_conflict(world["chair"], db.session.scalars(select(Solution).filter_by(key="twin-a")).one())
    ranked(world)

    page = awards_page(app, world)

    assert "nothing is proposed to you" in page
    assert "Place 1" not in page
    assert "Proposed" not in page
    assert "Twin-A" not in page
    assert chosen(page) == 0


def test_what_was_saved_is_not_overwritten(app: Flask, world: World) -> None:
    client, address = browser(app, world, "chair"), f"/en/calls/{world.call.slug}/awards"
    prizes = db.session.scalars(select(Prize.id).order_by(Prize.position)).all()
    last = db.session.scalars(select(Solution).filter_by(key="last")).one()
    typed = {"decided_on": "2027-03-01", **{f"prize-{id_}-solution": "none" for id_ in prizes}}
    typed |= {f"prize-{prizes[0]}-solution": str(last.id), f"prize-{prizes[0]}-reason_en": "So it is."}

    assert client.post(address, data=typed).status_code == 302
    page = client.get(address).text

    assert is_chosen(page, last)
    assert not is_chosen(page, world.solution)
    assert "Place 1 in the ranking of the jury." in page
