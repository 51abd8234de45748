"""A conflict of interest hides a solution everywhere from that person; each test has something that could show."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.audit.models import TrailLine
from challenge_hub.calls.queries import any_round
from challenge_hub.infrastructure.files import ALONE
from challenge_hub.infrastructure.storage import storage
from challenge_hub.judging.actions import assigning as actions
from challenge_hub.judging.queries import all_sheets_of, comments_of
from challenge_hub.solutions.models import Solution, SolutionFile, SolutionVersion
from challenge_hub.teams.models import Team
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import (  # noqa: F401
    NOW,
    a_jury,
    a_seat,
    browser,
    given,
    in_conflict,
    ranked,
    room_of,
    spring,
)

pytestmark = pytest.mark.usefixtures("spring")
READERS = ("chair", "organiser")


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """Two solutions with reviews of two jurors; `hidden` is the better one, and the world's own."""
    world = a_jury()
    other = make.a_solution(world.challenge, title={"en": "The plain one"})
    version = session.scalars(select(SolutionVersion).where(SolutionVersion.solution_id == world.solution.id)).one()
    version.title = {"en": "The hidden one"}
    picture = storage().write(b"a picture")
    file = {"sha256": picture, "name": "a.png", "media_type": "image/png", "alt": {"en": "A picture"}}
    session.add(SolutionFile(version_id=version.id, position=1, **file))
    seats = [world.seat, a_seat(world)]
    for seat in seats:
        given(world, seat, world.solution, other)
        review = make.a_review(world.round, seat, world.solution, {"impact": "5"})
        review.comment = "A comment on the hidden one."
        make.a_review(world.round, seat, other, {"impact": "2"})
    ranked(world)
    return world


def pages(world: World) -> list[str]:
    start = f"/en/calls/{world.call.slug}/jury"
    return [f"{start}/{page}" for page in ("ranking", "progress", "conflicts", "closing", "reminders", "plan")]


def inside(world: World) -> list[str]:
    key, start = world.solution.key, f"/en/calls/{world.call.slug}/jury"
    sha256 = storage().write(b"a picture")
    return [f"{start}/ranking/{key}", f"{start}/solutions/{key}", f"{start}/solutions/{key}/files/{sha256}"]


def statuses(client: FlaskClient, world: World) -> list[int]:
    found = []
    for page in inside(world):
        with client.get(page) as answer:
            found.append(answer.status_code)
    return found


@pytest.mark.parametrize("role", READERS)
def test_without_a_conflict_chair_and_organiser_see_everything(app: Flask, world: World, role: str) -> None:
    client = browser(app, world, role)
    key = world.solution.key

    shown = [page for page in pages(world) if key in client.get(page).text or "The hidden one" in client.get(page).text]

    assert {page.rsplit("/", 1)[1] for page in shown} >= {"ranking", "progress"}
    assert statuses(client, world) == [200, 200, 200]
    assert "A comment on the hidden one." in client.get(inside(world)[0]).text


@pytest.mark.parametrize("role", READERS)
def test_a_solution_in_conflict_is_on_no_page_of_that_person(
    app: Flask, session: scoped_session[Any], world: World, role: str
) -> None:
    in_conflict(world[role], world.solution)
    in_conflict(make.a_person(), world.solution)
    actions.make_plan(room_of(world), per_solution=3, seed=1, by=actor(world["organiser"]), now=NOW)
    ranked(world)
    client = browser(app, world, role)

    found = {page: client.get(page) for page in pages(world)}

    assert {answer.status_code for answer in found.values()} == {200}
    guilty = [
        page
        for page, answer in found.items()
        if world.solution.key in answer.text or "The hidden one" in answer.text or world.team.name in answer.text
    ]
    assert guilty == []
    assert statuses(client, world) == [404, 404, 404]


def test_neither_a_gap_in_the_places_nor_a_count_tells_of_it(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    in_conflict(world["chair"], world.solution)
    ranked(world)
    client = browser(app, world, "chair")

    ranking, progress = client.get(pages(world)[0]).text, client.get(pages(world)[1]).text

    assert '<span class="spread-place">1.</span> The plain one' in ranking
    assert "2 of 2 reviews are done." in progress


@pytest.mark.parametrize("how", ["past member", "seat in the organisation of the team"])
def test_nobody_needs_to_declare_what_membership_says(
    app: Flask, session: scoped_session[Any], world: World, how: str
) -> None:
    if how == "past member":
        make.a_member(world.solution.team_id, world["chair"]).left_at = NOW
    else:
        organisation = make.an_organisation()
        make.an_officer(organisation, world["chair"])
        session.get_one(Team, world.solution.team_id).organisation_id = organisation.id
    session.commit()
    client = browser(app, world, "chair")

    assert world.solution.key not in client.get(pages(world)[0]).text
    assert statuses(client, world) == [404, 404, 404]


def test_a_lifted_conflict_hides_nothing(app: Flask, session: scoped_session[Any], world: World) -> None:
    in_conflict(world["chair"], world.solution, lifted_at=NOW, lift_reason="Long ago.")

    assert world.solution.key in browser(app, world, "chair").get(pages(world)[0]).text


def test_a_review_under_a_conflict_neither_counts_nor_shows(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    before = len(all_sheets_of(any_round(world.call.id, 1)))
    in_conflict(world["juror"], world.solution)
    client = browser(app, world, "organiser")

    sheets = client.get(inside(world)[0]).text

    assert (before, len(all_sheets_of(any_round(world.call.id, 1)))) == (4, 3)
    assert comments_of(world.round) == {world.solution.id: ["A comment on the hidden one."]}
    assert sheets.count("A comment on the hidden one.") == 1
    assert '<th scope="row">Juror</th>' not in sheets


def test_a_juror_in_conflict_finds_it_nowhere(app: Flask, session: scoped_session[Any], world: World) -> None:
    in_conflict(world["juror"], world.solution)
    client = browser(app, world, "juror")
    desk, key = f"/en/calls/{world.call.slug}/desk", world.solution.key
    plain = session.scalars(select(Solution.key).where(Solution.id != world.solution.id)).one()

    around = client.get(desk).text + client.get(f"{desk}/{plain}").text + client.get("/en/me").text

    assert plain in around
    assert key not in around
    assert "The hidden one" not in around
    for page in (f"{desk}/{key}", f"{desk}/{key}/return", *inside(world)):
        assert client.get(page).status_code == 404
    assert client.post(f"{desk}/{key}", data={"points-impact": "5"}).status_code == 404


def test_the_history_names_no_solution(session: scoped_session[Any], world: World, app: Flask) -> None:
    client = browser(app, world, "juror")
    address = f"/en/calls/{world.call.slug}/desk/{world.solution.key}"
    client.post(address, data={"points-impact": "3", "revision": "0", "intent": "later"})
    client.post(f"{address}/return", data={"kind": "employer", "reason": "We work together."})

    lines = session.scalars(select(TrailLine).where(TrailLine.call_id == world.call.id)).all()

    assert {line.verb for line in lines} >= {"take-back-review", "hand-back", "declare-conflict"}
    assert [line.verb for line in lines if "solution" in line.thing or "solution" in line.facts] == []


def test_the_chair_sees_no_points_of_others_before_the_own_review_is_in(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    given(world, world.chair_seat)
    client = browser(app, world, "chair")
    ranking, sheets = pages(world)[0], inside(world)[0]

    before = (world.solution.key in client.get(ranking).text, client.get(sheets).status_code)
    make.a_review(world.round, world.chair_seat, world.solution, {"impact": "1"})
    session.commit()
    after = (world.solution.key in client.get(ranking).text, client.get(sheets).status_code)

    assert (before, after) == ((False, 404), (True, 200))


def test_the_private_note_of_a_juror_is_for_nobody_else(app: Flask, session: scoped_session[Any], world: World) -> None:
    for review in session.query(make.Review).all():
        review.private_note = "Only for myself."
    session.commit()

    for role in READERS:
        client = browser(app, world, role)
        found = [client.get(page).text for page in (*pages(world), *inside(world)[:2])]
        assert [page for page in found if "Only for myself." in page] == []


def test_a_file_of_the_jury_is_not_kept_on_the_way(app: Flask, world: World) -> None:
    with browser(app, world, "juror").get(inside(world)[2]) as answer:
        content = answer.data

    assert (answer.status_code, content) == (200, b"a picture")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"] == ALONE
