"""Panels inside a round: who reviews what, what a plan says of each, and which never mix."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions import assigning
from challenge_hub.judging.actions.panels import PanelSaid, add_panel, change_panel, panels_by_theme
from challenge_hub.judging.actions.returned import replace_review
from challenge_hub.judging.actions.seats import replace
from challenge_hub.judging.expo import ExpoTable
from challenge_hub.judging.models import Assignment, AssignmentPlan, JurorTheme
from challenge_hub.judging.panels import Panel, PanelSeat, PanelSolution
from challenge_hub.judging.queries.expo import tables_for
from challenge_hub.judging.queries.panels import panel_for, panel_mark, panels_for
from challenge_hub.judging.queries.returned import gaps_for
from challenge_hub.judging.rules.assignment import everyone_reviews_everything, plan
from challenge_hub.judging.rules.capacity import Cause, Request, Shortfall
from challenge_hub.judging.rules.panels import PanelFacts, never_mixing, panel_of
from challenge_hub.judging.rules.reviewing import mark_of
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import (  # noqa: F401
    NOW,
    a_jury,
    a_seat,
    browser,
    desk_at,
    given,
    in_conflict,
    room_of,
    spring,
)

TOWN, GREEN = PanelFacts(1, frozenset({1, 2}), frozenset({10})), PanelFacts(2, frozenset({3, 4}), frozenset({20, 10}))


def test_a_solution_comes_to_the_first_panel_of_its_themes_unless_it_was_put_elsewhere_by_hand() -> None:
    assert panel_of([TOWN, GREEN], {10}, None) == TOWN
    assert panel_of([TOWN, GREEN], {20, 30}, None) == GREEN
    assert panel_of([TOWN, GREEN], {10}, 2) == GREEN
    assert panel_of([TOWN, GREEN], {30}, None) is None
    assert panel_of([], {10}, None) is None


def test_panels_without_a_common_juror_never_mix() -> None:
    both = PanelFacts(3, frozenset({2, 3}))

    assert never_mixing([TOWN, GREEN]) == [[1], [2]]
    assert never_mixing([TOWN, GREEN, both]) == [[1, 2, 3]]
    assert never_mixing([]) == []


def request(**facts: Any) -> Request:
    values = {
        "jurors": dict.fromkeys("abcd"),
        "per_solution": 2,
        "conflicts": frozenset(),
        "standing": frozenset(),
        "only": {"one": frozenset("ab"), "two": frozenset("cd")},
    }
    return Request(("one", "two", "three"), **{**values, **facts})


@pytest.mark.parametrize("seed", range(10))
def test_a_plan_keeps_to_the_panels_whatever_the_loads(seed: int) -> None:
    made = plan(request(seed=seed, conflicts=frozenset({("c", "one"), ("d", "one")})))

    whose = {solution: {j for j, its in made.new if its == solution} for solution in ("one", "two", "three")}
    assert (whose["one"], whose["two"], len(whose["three"])) == ({"a", "b"}, {"c", "d"}, 2)
    assert made.shortfalls == ()


def test_a_shortfall_counts_the_jurors_of_the_panel_alone() -> None:
    conflicts = frozenset({("a", "one"), ("c", "one")})

    made = plan(request(seed=1, per_solution=3, conflicts=conflicts))

    assert made.shortfalls[0] == Shortfall("one", 2, {Cause.CONFLICT: 1, Cause.TOO_FEW_JURORS: 1})


def test_everyone_reviews_everything_of_their_panel() -> None:
    made = everyone_reviews_everything(request(seed=1, conflicts=frozenset({("a", "one")})))

    assert [pair for pair in made.new if pair[1] != "three"] == [("b", "one"), ("c", "two"), ("d", "two")]
    assert made.shortfalls == ()


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """Two themes with two solutions each; the juror and one more know the first, two others the second."""
    world = a_jury()
    world.chair_seat.role = "guest"
    town, green = make.a_theme(world.call, name={"en": "Town"}), make.a_theme(world.call, name={"en": "Green"})
    other = make.a_challenge(world.call)
    make.put_into(town, world.challenge)
    make.put_into(green, other)
    for challenge in (world.challenge, other, other):
        make.a_solution(challenge)
    seats = [world.seat, a_seat(world), a_seat(world), a_seat(world)]
    db.session.add_all(
        JurorTheme(juror_id=seat.id, theme_id=theme.id)
        for seat, theme in zip(seats, (town, town, green, green), strict=True)
    )
    db.session.flush()
    return world


def formed(world: World) -> list[Panel]:
    panels_by_theme(room_of(world), language="en", by=actor(world["organiser"]), now=NOW)
    return list(db.session.scalars(select(Panel).order_by(Panel.position)))


@pytest.mark.usefixtures("spring")
def test_panels_are_formed_by_theme_and_said_aloud_where_they_never_mix(app: Flask, world: World) -> None:
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/panels"
    before = client.get(address).text

    client.post(f"{address}/by-theme")
    again = client.post(f"{address}/by-theme")
    page = client.get(address).text

    assert "This round has one panel: everybody." in before
    assert again.status_code == 302
    assert [panel.name for panel in db.session.scalars(select(Panel))] == ["Town", "Green"]
    assert "Some panels never mix" in page
    green = db.session.scalars(select(Panel).where(Panel.name == "Green")).one()
    db.session.add(PanelSeat(panel_id=green.id, juror_id=world.seat.id))
    db.session.commit()
    assert "Some panels never mix" not in client.get(address).text


@pytest.mark.usefixtures("spring")
def test_solutions_of_a_panel_go_to_its_jurors_alone(world: World) -> None:
    town, _green = formed(world)

    assigning.make_plan(room_of(world), per_solution=2, seed=1, by=actor(world["organiser"]), now=NOW)

    made = db.session.scalars(select(AssignmentPlan)).one()
    mine = set(db.session.scalars(select(PanelSeat.juror_id).where(PanelSeat.panel_id == town.id)))
    assert {juror for juror, solution in made.pairs if solution == world.solution.id} == mine
    assert (len(made.pairs), made.shortfalls) == (8, [])


@pytest.mark.usefixtures("spring")
def test_the_plan_tells_for_each_panel_what_is_missing_and_why(app: Flask, world: World) -> None:
    formed(world)
    in_conflict(world["juror"], world.solution)
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/plan"

    client.post(address, data={"per_solution": "3"})
    page = client.get(address).text

    assert "For 2 solutions the panel has too few jurors." in page
    assert "For 1 solution jurors of the panel declared a conflict of interest or handed it back." in page
    assert "1 of 2 jurors declared a conflict of interest or handed it back." in page


@pytest.mark.usefixtures("spring")
def test_a_plan_made_before_the_panels_is_stale(world: World) -> None:
    made = assigning.make_plan(room_of(world), per_solution=4, seed=1, by=actor(world["organiser"]), now=NOW)
    formed(world)

    mark = mark_of(made.pairs)

    with pytest.raises(Refused, match="plan-is-stale"):
        assigning.publish_plan(room_of(world), made.id, shown=mark, by=actor(world["organiser"]), now=NOW)


@pytest.mark.usefixtures("spring")
def test_what_is_put_by_hand_moves_and_hidden_ones_stay(world: World) -> None:
    _town, green = formed(world)
    room, by = room_of(world), actor(world["organiser"])
    hidden = make.a_solution(world.challenge)
    in_conflict(world["organiser"], hidden)
    db.session.add(PanelSolution(round_id=world.round.id, solution_id=hidden.id, panel_id=green.id))
    db.session.flush()
    seen = seen_of(world, green)

    said = PanelSaid("Green", [world.seat.id], [], [world.solution.id, hidden.id], [world.solution.id])
    change_panel(room, green, said, seen=seen, by=by, now=NOW)

    rows = {row.solution_id: row.panel_id for row in db.session.scalars(select(PanelSolution))}
    assert rows == {world.solution.id: green.id, hidden.id: green.id}
    assert [(row.panel.name, row.solutions) for row in panels_for(room).rows] == [("Town", 1), ("Green", 1)]
    with pytest.raises(Refused, match="newer-edit"):
        change_panel(room, green, said, seen=seen, by=by, now=NOW)


def seen_of(world: World, panel: Panel) -> str:
    """The mark of a panel into which nothing visible was put by hand."""
    return panel_mark(*panel_for(room_of(world), panel.id), [])


@pytest.mark.usefixtures("spring")
def test_what_is_handed_back_stays_with_the_panel(world: World) -> None:
    town, _green = formed(world)
    given(world, world.seat)
    db.session.scalars(select(Assignment)).one().handed_back_at = NOW
    other = a_seat(world)
    world.round.reviews_per_solution = 2
    db.session.flush()

    (gap,) = gaps_for(room_of(world), seed=1)

    assert gap.proposed is not None
    assert db.session.get(PanelSeat, (town.id, gap.proposed.id)) is not None
    with pytest.raises(Refused, match="juror-cannot-take-it"):
        replace_review(room_of(world), gap.solution, other.id, by=actor(world["organiser"]), now=NOW)


@pytest.mark.usefixtures("spring")
def test_a_deputy_takes_the_place_on_the_panel_and_the_hall_knows_panels(world: World) -> None:
    town, _green = formed(world)
    deputy = a_seat(world, role="deputy")
    foreign = make.a_solution(make.a_challenge(world.call))
    db.session.add(PanelSolution(round_id=world.round.id, solution_id=foreign.id, panel_id=_green.id))
    for position, solution in enumerate((world.solution, foreign), start=1):
        db.session.add(
            ExpoTable(call_id=world.call.id, solution_id=solution.id, label=str(position), position=position)
        )
    db.session.flush()

    tables = [table.solution.id for table in tables_for(desk_at(world))]
    replace(room_of(world), world.seat, deputy, by=actor(world["organiser"]), now=NOW)

    assert tables == [world.solution.id]
    assert db.session.get(PanelSeat, (town.id, deputy.id)) is not None


@pytest.mark.usefixtures("spring")
@pytest.mark.parametrize(
    ("role", "closed", "reason"), [("chair", False, "not-organiser"), ("organiser", True, "round-is-closed")]
)
def test_organisers_form_panels_until_the_round_is_closed(world: World, role: str, closed: bool, reason: str) -> None:
    world.chair_seat.role = "chair"
    world.round.closed_at = NOW if closed else None
    db.session.flush()

    with pytest.raises(Refused, match=reason):
        add_panel(room_of(world, role), PanelSaid("Town", [], []), by=actor(world[role]), now=NOW)
