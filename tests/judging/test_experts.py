"""A juror who knows the theme: where that is said, and what a plan makes of it."""

import time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.calls.queries import any_round, scoring_of
from challenge_hub.calls.rules.scoring import round_hash
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions import assigning
from challenge_hub.judging.actions.expertise import state_expertise
from challenge_hub.judging.models import AssignmentPlan, JurorTheme
from challenge_hub.judging.rules.assignment import one_more, plan
from challenge_hub.judging.rules.capacity import Cause, Request, Shortfall
from challenge_hub.judging.rules.reviewing import mark_of
from challenge_hub.results.actions import freeze
from challenge_hub.solutions.models import Solution
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import NOW, a_jury, a_seat, browser, in_conflict, room_of, spring  # noqa: F401
from tools.jury.large import large_request

JURY = dict.fromkeys(("ada", "ben", "cem"))


def request(*solutions: str, experts: set[tuple[str, str]], **facts: Any) -> Request:
    values = {"jurors": JURY, "per_solution": 1, "conflicts": frozenset(), "standing": frozenset(), "seed": 1}
    return Request(solutions, **{**values, **facts}, experts=frozenset(experts))  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(20))
def test_an_expert_comes_before_equal_loads_but_not_before_reviews(seed: int) -> None:
    both = {("ada", "bridge"), ("ada", "garden")}

    free = plan(request("bridge", "garden", experts=both, seed=seed))
    capped = plan(request("bridge", "garden", experts=both, jurors={**JURY, "ada": 1}, seed=seed))

    assert free.new == (("ada", "bridge"), ("ada", "garden"))
    assert len(capped.new) == 2
    assert [lack.causes for lack in capped.without_expert] == [{Cause.CAP_REACHED: 1}]


@pytest.mark.parametrize("seed", range(20))
def test_an_expert_hands_on_another_solution_to_have_room(seed: int) -> None:
    standing = frozenset({("ben", "market"), ("ben", "school")})
    caps = {"ada": 1, "ben": 3, "cem": 1}

    result = plan(request("bridge", "garden", experts={("ada", "bridge")}, jurors=caps, standing=standing, seed=seed))

    assert ("ada", "bridge") in result.new
    assert [lack.solution for lack in result.without_expert] == ["garden"]


def test_it_is_told_why_no_expert_comes() -> None:
    result = plan(
        request("bridge", "garden", experts={("ada", "bridge"), ("eva", "garden")}, conflicts={("ada", "bridge")})
    )

    assert result.without_expert == (
        Shortfall("bridge", 1, {Cause.CONFLICT: 1}),
        Shortfall("garden", 1, {Cause.NO_EXPERT: 1}),
    )


def test_one_more_review_goes_to_the_freest_allowed_juror() -> None:
    standing = frozenset({("ada", "bridge"), ("ben", "market"), ("ben", "school"), ("cem", "school")})
    wish = request("bridge", experts=set(), standing=standing, conflicts={("cem", "bridge")})

    assert one_more(wish, "bridge").new == (("ben", "bridge"),)
    everybody = one_more(request("bridge", experts=set(), standing={(j, "bridge") for j in JURY}), "bridge")
    assert everybody.shortfalls == (Shortfall("bridge", 1, {Cause.TOO_FEW_JURORS: 1}),)


def test_a_large_plan_with_experts_takes_seconds() -> None:
    """Roughly two on a usual machine; `make bench-jury` prints it. Forty mean that something grew with the square."""
    begun = time.process_time()
    result = plan(large_request(5_000, 500, 5, tight=True))

    assert time.process_time() - begun < 40
    assert (len(result.new), result.components) == (24_000, 1)


def a_themed_jury() -> World:
    """Two challenges, each with a theme of its own and three solutions; the juror knows the second theme."""
    world = a_jury()
    for _ in range(3):
        a_seat(world)
    town, green = make.a_theme(world.call, name={"en": "Town"}), make.a_theme(world.call, name={"en": "Green"})
    other = make.a_challenge(world.call)
    make.put_into(town, world.challenge)
    make.put_into(green, other)
    for challenge in (world.challenge, world.challenge, other, other, other):
        make.a_solution(challenge)
    db.session.add(JurorTheme(juror_id=world.seat.id, theme_id=green.id))
    db.session.flush()
    return world


@pytest.mark.usefixtures("spring")
def test_a_juror_says_at_the_desk_which_themes_they_know_and_takes_it_back(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_jury()
    themes = [make.a_theme(world.call), make.a_theme(world.call)]
    client, address = browser(app, world, "juror"), f"/en/calls/{world.call.slug}/desk/expertise"
    known = select(JurorTheme.theme_id).where(JurorTheme.juror_id == world.seat.id)

    client.post(address, data={"themes": [theme.id for theme in themes]})
    both = set(session.scalars(known))
    page = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury").text
    client.post(address, data={"csrf_token": "as every form sends it"})

    assert both == {theme.id for theme in themes}
    assert all(theme.name["en"] in page for theme in themes)
    assert session.scalars(known).all() == []


@pytest.mark.usefixtures("spring")
def test_organisers_say_it_for_a_seat_and_only_with_themes_of_this_call(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_jury()
    own, foreign = make.a_theme(world.call), make.a_theme(make.a_call())
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/{world.seat.id}/expertise"

    wrong = client.post(address, data={"themes": [foreign.id]})
    right = client.post(address, data={"themes": [own.id]})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert session.scalars(select(JurorTheme.theme_id)).all() == [own.id]


@pytest.mark.usefixtures("spring")
@pytest.mark.parametrize("case", ["left", "stranger"])
def test_nothing_is_said_about_a_seat_that_was_left_or_by_somebody_else(
    session: scoped_session[Any], case: str
) -> None:
    world = a_jury()
    world.seat.left_at = NOW if case == "left" else None
    by, may = ("juror", True) if case == "left" else ("stranger", False)

    with pytest.raises(Refused, match="seat-is-left" if case == "left" else "not-organiser-or-chair"):
        state_expertise(world.seat, [], may_for_others=may, by=actor(world[by]), now=NOW)


@pytest.mark.usefixtures("spring")
def test_a_plan_that_asks_for_experts_gives_and_tells_them(app: Flask, session: scoped_session[Any]) -> None:
    world = a_themed_jury()
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/plan"

    world.round.wants_expert = True
    session.commit()

    client.post(address, data={"per_solution": "2"})
    page = client.get(address).text

    made = session.scalars(select(AssignmentPlan)).one()
    assert sum(juror == world.seat.id for juror, _ in made.pairs) == 3
    assert len(made.without_expert) == 3
    assert "3 of 6" in page
    assert page.count("No juror says so of its theme.") == 3
    assert "yes, where one can be had" in page


@pytest.mark.usefixtures("spring")
def test_an_expert_in_conflict_is_no_expert(session: scoped_session[Any]) -> None:
    world = a_themed_jury()
    theirs = session.scalars(select(Solution).where(Solution.challenge_id != world.challenge.id)).first()
    assert theirs is not None
    in_conflict(world["juror"], theirs)

    world.round.wants_expert = True
    db.session.flush()

    made = assigning.make_plan(room_of(world), per_solution=2, seed=3, by=actor(world["organiser"]), now=NOW)

    assert [world.seat.id, theirs.id] not in made.pairs
    causes = {lack["solution"]: lack["causes"] for lack in made.without_expert}
    assert causes[theirs.id] == {"conflict": 1}


@pytest.mark.usefixtures("spring")
def test_that_an_expert_is_asked_for_is_frozen_with_the_round_and_copied_to_the_next(
    session: scoped_session[Any],
) -> None:
    world = a_themed_jury()
    scoring = scoring_of(any_round(world.call.id, 1))
    plain = round_hash(scoring, reviews_per_solution=None)
    world.round.wants_expert = True

    assigning.assign_everything(room_of(world), seed=1, by=actor(world["organiser"]), now=NOW)
    session.refresh(world.round)

    assert world.round.settings_sha256 == round_hash(scoring, reviews_per_solution=None, wants_expert=True)
    assert world.round.settings_sha256 != plain


@pytest.mark.usefixtures("spring")
def test_the_seed_of_the_plan_is_secret_until_the_results_are_out(app: Flask, session: scoped_session[Any]) -> None:
    world = a_themed_jury()
    by, seed = actor(world["organiser"]), 918_273_645
    made = assigning.make_plan(room_of(world), per_solution=1, seed=seed, by=by, now=NOW)
    assigning.publish_plan(room_of(world), made.id, shown=mark_of(made.pairs), by=by, now=NOW)
    make.a_review(world.round, world.seat, world.solution, {"impact": "4"})
    session.commit()
    client, room = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury"

    inside = "".join(client.get(f"{room}/{page}").text for page in ("plan", "progress", "ranking", "rounds"))
    judged = any_round(world.call.id, 1)
    freeze(judged, number=1, seed=1, reason=None, published_at=NOW, is_entitled=True, now=NOW)
    session.commit()

    assert str(seed) not in inside
    assert f"secret until now: {seed}." in client.get(f"/en/calls/{world.call.slug}/results").text
