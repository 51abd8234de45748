"""A ranking is computed by the worker, stored under a number, and read by those who may know of its solutions."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure import jobs
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.jobs import Job
from challenge_hub.judging.actions import closing, rankings
from challenge_hub.judging.queries.rankings import EVERYTHING, newest, ranking_seen, stored_places
from challenge_hub.judging.stored import StoredPlace, StoredRanking
from challenge_hub.notifications.actions import follow_trail
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import NOW, a_jury, a_seat, browser, given, in_conflict, ranked, room_of, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """Three solutions: the world's own is best, then `second`, then `third`."""
    world = a_jury()
    for title, points in (("Second", "3"), ("Third", "1")):
        solution = make.a_solution(world.challenge, title={"en": title}, key=title.lower())
        make.a_review(world.round, world.seat, solution, {"impact": points})
    make.a_review(world.round, world.seat, world.solution, {"impact": "5"})
    session.commit()
    return world


def page_for(app: Flask, world: World, role: str = "organiser") -> str:
    return browser(app, world, role).get(f"/en/calls/{world.call.slug}/jury/ranking").text


def versions(world: World, audience: str = EVERYTHING) -> list[tuple[int, bool, str | None]]:
    mine = (StoredRanking.round_id == world.round.id, StoredRanking.audience == audience)
    found = db.session.scalars(select(StoredRanking).where(*mine).order_by(StoredRanking.number))
    return [(one.number, one.is_interim, one.reason) for one in found]


def closed(world: World) -> None:
    world.round.closed_at = NOW
    ranked(world)


def test_a_page_computes_nothing_and_says_that_the_ranking_is_on_its_way(app: Flask, world: World) -> None:
    page = page_for(app, world)

    assert "The ranking is being computed" in page
    assert db.session.scalar(select(func.count(StoredRanking.id))) == 0


def test_the_page_shows_the_stored_places_and_when_they_were_computed(app: Flask, world: World) -> None:
    ranked(world)

    page = page_for(app, world)

    assert "Version 1, computed on" in page
    assert page.index("Second") < page.rindex("Third")
    assert "The ranking is behind" not in page


def test_the_page_says_that_the_ranking_is_behind_when_points_changed(app: Flask, world: World) -> None:
    ranked(world)
    make.a_review(world.round, a_seat(world), world.solution, {"impact": "2"})
    db.session.commit()

    assert "The ranking is behind" in page_for(app, world)


def test_while_the_round_is_open_a_version_gives_way_to_the_next(world: World) -> None:
    ranked(world)
    make.a_review(world.round, a_seat(world), world.solution, {"impact": "2"})
    ranked(world)

    assert versions(world) == [(2, True, None)]
    assert db.session.scalar(select(func.count(StoredPlace.id))) == 3


def test_nothing_is_stored_anew_where_nothing_changed(world: World) -> None:
    ranked(world)
    ranked(world)

    assert versions(world) == [(1, True, None)]


def test_after_the_end_of_the_round_every_version_stays_with_its_reason(world: World) -> None:
    closed(world)
    rankings.work(world.round.id, {"reason": "The program was updated."}, NOW)(NOW)

    assert versions(world) == [(1, False, None), (2, False, "The program was updated.")]


def test_what_a_conflict_hides_leaves_no_gap_in_the_readers_ranking(app: Flask, world: World) -> None:
    in_conflict(world["organiser"], world.solution)
    ranked(world)

    mine = ranking_seen(room_of(world)).ranking
    everything = newest(world.round)

    assert mine is not None
    assert everything is not None
    assert sorted(place.place or 0 for place in stored_places(mine).values()) == [1, 2]
    assert world.solution.id not in stored_places(mine)
    assert sorted(place.place or 0 for place in stored_places(everything).values()) == [1, 2, 3]


def test_a_conflict_hides_at_once_also_before_anything_is_computed_anew(app: Flask, world: World) -> None:
    ranked(world)
    in_conflict(world["organiser"], world.solution)
    db.session.commit()

    page = page_for(app, world)

    assert "The ranking is being computed" in page
    assert "Second" not in page


def test_the_chair_reads_no_points_of_what_they_still_owe(app: Flask, world: World) -> None:
    given(world, world.chair_seat, world.solution)
    ranked(world)

    mine = ranking_seen(room_of(world, "chair")).ranking

    assert mine is not None
    assert world.solution.id not in stored_places(mine)


def test_places_points_range_mean_and_reviews_are_stored(world: World) -> None:
    ranked(world)

    found = newest(world.round)
    assert found is not None
    first = stored_places(found)[world.solution.id]
    assert (first.place, first.total, first.mean, first.mean_place, first.reviews) == (
        1, Decimal(5), Decimal(5), 1, 1,
    )  # fmt: skip
    assert (first.place_low or 0) <= 1 <= (first.place_high or 0)


def test_closing_has_the_ranking_computed_at_once(world: World) -> None:
    closing.close_round(room_of(world, "chair"), by=actor(world["chair"]), now=NOW)

    job = db.session.scalars(select(Job)).one()
    assert (job.kind, job.subject, job.due_at) == (rankings.KIND, world.round.id, NOW)


def test_many_changes_wait_for_one_computation(world: World) -> None:
    for second in range(3):
        rankings.points_changed(world.round, now=NOW + timedelta(seconds=second))

    job = db.session.scalars(select(Job)).one()
    assert (job.asked, job.due_at) == (3, NOW + rankings.PAUSE)


def test_what_is_asked_while_the_work_goes_on_is_done_once_more(world: World) -> None:
    later = NOW + timedelta(minutes=1)
    rankings.points_changed(world.round, now=NOW)
    lease = jobs.lease_next(later)
    assert lease is not None
    rankings.points_changed(world.round, now=later)

    jobs.note_done(lease, later)

    assert jobs.is_anything_due(later)


def test_a_worker_that_dies_leaves_its_work_to_another(world: World) -> None:
    rankings.points_changed(world.round, now=NOW)
    due = NOW + rankings.PAUSE

    assert jobs.lease_next(due) is not None
    assert jobs.lease_next(due) is None
    assert jobs.lease_next(due + jobs.LEASE) is not None


def test_after_the_end_nobody_asks_without_a_reason(app: Flask, world: World) -> None:
    closed(world)
    address = f"/en/calls/{world.call.slug}/jury/ranking-version"
    client = browser(app, world, "organiser")

    with pytest.raises(Refused, match="recompute-needs-reason"):
        rankings.compute_again(room_of(world), reason=" ", by=actor(world["organiser"]), now=NOW)
    assert client.post(address, data={"reason": ""}).status_code == 422
    assert client.post(address, data={"reason": "A juror asked."}).status_code == 302

    assert db.session.scalars(select(Job.facts)).one() == {"reason": "A juror asked."}


def test_without_a_score_the_stored_ranking_is_empty(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    ranked(world)

    assert "No review is done yet" in page_for(app, world)


def test_with_everyone_in_conflict_nothing_counts_and_nothing_breaks(app: Flask, world: World) -> None:
    for solution in stored_ids(world):
        in_conflict(world["juror"], db.session.get_one(type(world.solution), solution))
    ranked(world)

    assert "No review is done yet" in page_for(app, world)


def stored_ids(world: World) -> list[int]:
    model = type(world.solution)
    return list(db.session.scalars(select(model.id).where(model.call_id == world.call.id)))


def test_a_review_that_counts_from_now_on_has_the_ranking_computed_by_way_of_the_trail(world: World) -> None:
    follow_trail(NOW)
    record("finish-review", world.seat, by=actor(world["juror"]), now=NOW, call_id=world.call.id)

    follow_trail(NOW)

    assert db.session.scalars(select(Job.subject)).all() == [world.round.id]


def test_a_round_with_reviews_and_no_ranking_gets_one_once(world: World) -> None:
    assert rankings.missing_asked(NOW) == 1
    assert db.session.scalars(select(Job.subject)).all() == [world.round.id]

    ranked(world)

    assert rankings.missing_asked(NOW) == 0
