"""Chair and organisers read which places a new version of the ranking changed, and why it was computed."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import scoped_session

from challenge_hub.infrastructure.db import db
from challenge_hub.judging.actions import rankings
from challenge_hub.judging.queries.history import VersionSeen, versions_for
from tests import factories as make
from tests.cast import World
from tests.judging.juries import NOW, a_jury, a_seat, browser, in_conflict, ranked, room_of, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
REASON = "A sheet from paper was missing."
MOST = 10


def two_versions(session: scoped_session[Any], more: int = 0) -> World:
    """The world's solution is first in version 1, and second in version 2, behind `other`."""
    world = a_jury()
    world.round.method = "mean"
    other = make.a_solution(world.challenge, title={"en": "The other one"}, key=f"other-{world.call.slug}")
    for _ in range(more):
        make.a_review(world.round, world.seat, make.a_solution(world.challenge), {"impact": "1"})
    make.a_review(world.round, world.seat, world.solution, {"impact": "4"})
    make.a_review(world.round, world.seat, other, {"impact": "3"})
    world.round.closed_at = NOW
    ranked(world)
    make.a_review(world.round, a_seat(world), other, {"impact": "5.0"})
    make.a_review(world.round, a_seat(world), other, {"impact": "5"})
    session.flush()
    rankings.work(world.round.id, {"reason": REASON}, NOW)(NOW)
    session.commit()
    return world


def moves(found: VersionSeen) -> list[tuple[str, int | None, int | None]]:
    return [(one.solution.title["en"], one.before, one.after) for one in found.changes or ()]


def address(world: World) -> str:
    return f"/en/calls/{world.call.slug}/jury/ranking-versions"


def test_a_version_names_what_moved_since_the_one_before_and_why(session: scoped_session[Any]) -> None:
    newest, first = versions_for(room_of(two_versions(session)))

    assert (newest.number, newest.reason, first.number, first.changes) == (2, REASON, 1, None)
    assert moves(newest)[0] == ("The other one", 2, 1)
    assert [move[1:] for move in moves(newest)] == [(2, 1), (1, 2)]


def test_the_page_shows_places_before_and_since_and_the_ranking_leads_there(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = two_versions(session)
    client = browser(app, world, "organiser")

    page = client.get(address(world)).text

    assert f"Reason: {REASON}" in page
    assert "Places that changed with version 2" in page
    assert f'href="{address(world)}"' in client.get(f"/en/calls/{world.call.slug}/jury/ranking").text


def test_a_version_that_moved_nothing_says_so(app: Flask, session: scoped_session[Any]) -> None:
    world = two_versions(session)
    rankings.work(world.round.id, {"reason": "Once more."}, NOW)(NOW)
    session.commit()

    assert "No place changed." in browser(app, world, "organiser").get(address(world)).text


def test_the_history_of_somebody_in_conflict_is_their_own(app: Flask, session: scoped_session[Any]) -> None:
    world = two_versions(session)
    in_conflict(world["organiser"], world.solution)
    ranked(world)

    page = browser(app, world, "organiser").get(address(world)).text

    assert "Version 1, computed on" in page
    assert "Places that changed" not in page
    assert REASON not in page


def test_it_asks_as_little_for_many_solutions_as_for_two(
    app: Flask, session: scoped_session[Any], seen: list[str]
) -> None:
    counts = []
    for more in (0, 20):
        world = two_versions(session, more)
        client, page = browser(app, world, "organiser"), address(world)
        db.session.remove()
        seen.clear()
        assert client.get(page).status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1]
    assert counts[0] <= MOST
