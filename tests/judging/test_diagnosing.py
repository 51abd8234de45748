"""The jury in figures: what chair and organisers read of each juror and of the event, from stored rows."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import scoped_session

from challenge_hub.infrastructure.db import db
from challenge_hub.judging.rules.flags import Flag, flags, reliabilities
from tests import factories as make
from tests.cast import World
from tests.judging.juries import a_jury, a_seat, browser, given, in_conflict, ranked, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
MOST = 14
USUAL = {
    "juror": "a", "reviews": 6, "severity_low": -1.0, "severity_high": 1.0, "spread": 1.0, "is_constant": False,
    "is_straight": False, "agreement": 0.5, "moves": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "reliability", "expected"),
    [
        ({}, 1.0, ()),
        ({"severity_low": 0.1}, 1.0, (Flag.STRICT,)),
        ({"severity_high": -0.1}, 1.0, (Flag.MILD,)),
        ({"spread": 0.2}, 1.0, (Flag.NARROW,)),
        ({"spread": 2.0}, 1.0, (Flag.WIDE,)),
        ({"agreement": -0.2}, 1.0, (Flag.OTHER_ORDER,)),
        ({"agreement": -0.2, "reviews": 4}, 1.0, ()),
        ({"is_constant": True, "is_straight": True, "spread": 0.1}, 0.1, (Flag.CONSTANT,)),
        ({"is_straight": True}, 1.0, (Flag.STRAIGHT,)),
        ({"moves": 3}, 1.0, (Flag.MOVES,)),
        ({}, 0.2, (Flag.NOISY,)),
    ],
)
def test_each_flag_has_its_cause(facts: dict[str, Any], reliability: float, expected: tuple[Flag, ...]) -> None:
    assert flags({**USUAL, **facts}, reliability=reliability) == expected


def test_reliability_is_told_against_the_juror_in_the_middle() -> None:
    found = reliabilities([{"juror": name, "reliability": value} for name, value in (("a", 1), ("b", 2), ("c", 4))])

    assert found == {"a": 0.5, "b": 1.0, "c": 2.0}


def a_jury_at_work(solutions: int = 6) -> World:
    """Two usual jurors; a third gives everything three points."""
    world = a_jury()
    world.round.reviews_per_solution = 4
    world["juror"].display_name = "Nadja Nord"
    seats = [world.seat, a_seat(world), a_seat(world)]
    found = [world.solution] + [make.a_solution(world.challenge, key=f"s{n}") for n in range(solutions - 1)]
    for at, solution in enumerate(found):
        for seat, points in zip(seats, (str(at % 6), str((at + at % 2) % 6), "3"), strict=True):
            make.a_review(world.round, seat, solution, {"impact": points})
    ranked(world)
    return world


def page_for(app: Flask, world: World, role: str) -> str:
    return browser(app, world, role).get(f"/en/calls/{world.call.slug}/jury/diagnostics").text


@pytest.mark.parametrize("role", ["chair", "organiser"])
def test_chair_and_organisers_read_of_each_juror_and_of_the_event(
    app: Flask, session: scoped_session[Any], role: str
) -> None:
    page = page_for(app, a_jury_at_work(), role)

    assert "Nadja Nord" in page
    assert page.count("Gave every solution the same total.") == 1
    assert page.count("worth a question") >= 1
    assert '<table id="jurors">' not in page
    for heading in ("Reviews farthest from their expectation", "Where the differences between reviews come from"):
        assert heading in page
    assert "How far the order would agree with the true one" in page
    assert "Fewer reviews than wanted" in page
    assert "Reviews connect all jurors and all solutions." in page


def test_jurors_do_not_read_it(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury_at_work()

    assert browser(app, world, "juror").get(f"/en/calls/{world.call.slug}/jury/diagnostics").status_code == 404


def test_before_a_ranking_is_stored_the_page_says_so(app: Flask, session: scoped_session[Any]) -> None:
    assert "Nothing can be said yet" in page_for(app, a_jury(), "organiser")


def test_separate_groups_get_a_review_proposed_that_no_conflict_forbids(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_jury()
    other, apart = a_seat(world), make.a_solution(world.challenge, key="apart", title={"en": "Apart"})
    world["juror"].display_name = "Nadja Nord"
    make.a_review(world.round, world.seat, world.solution, {"impact": "5"})
    make.a_review(world.round, world.seat, make.a_solution(world.challenge), {"impact": "1"})
    make.a_review(world.round, other, apart, {"impact": "2"})
    ranked(world)
    before = page_for(app, world, "organiser")
    in_conflict(world["juror"], apart)
    ranked(world)

    after = page_for(app, world, "organiser")

    assert "These reviews would connect them:" in before
    assert "<li>Nadja Nord:" in before
    assert "<li>Nadja Nord:" not in after


def test_a_conflict_of_the_reader_hides_the_solution_and_its_counts(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    secret = make.a_solution(world.challenge, key="secret", title={"en": "The secret one"})
    other = make.a_solution(world.challenge, key="other")
    world.round.reviews_per_solution = 3
    given(world, world.seat, secret)
    for seat in (world.seat, a_seat(world)):
        for solution, points in ((world.solution, "5"), (secret, "0"), (other, "2")):
            make.a_review(world.round, seat, solution, {"impact": points})
    in_conflict(world["organiser"], secret)
    ranked(world)

    assert "The secret one" in page_for(app, world, "chair")
    assert "<dd>3 of 3</dd>" in page_for(app, world, "chair")
    page = page_for(app, world, "organiser")
    assert "The secret one" not in page
    assert "<dd>3 of 3</dd>" not in page
    assert "<dd>2 of 2</dd>" in page


def test_it_asks_as_little_for_many_as_for_few(app: Flask, session: scoped_session[Any], seen: list[str]) -> None:
    counts = []
    for many in (4, 24):
        world = a_jury_at_work(many)
        for _ in range(many):
            a_seat(world)
        db.session.commit()
        client, page = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/jury/diagnostics"
        db.session.remove()
        seen.clear()
        assert client.get(page).status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1]
    assert counts[0] <= MOST
