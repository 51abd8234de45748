"""Live expo through its pages: tables, codes, the queue, the board."""

import re
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.audit.models import TrailLine
from challenge_hub.judging.expo import ExpoTable, Stop
from challenge_hub.judging.models import Assignment
from challenge_hub.solutions.models import Solution, SolutionVersion
from tests import factories as make
from tests.cast import World
from tests.judging.juries import NOW, a_jury, a_seat, browser, given, in_conflict, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    return a_jury()


@pytest.fixture
def three(world: World, session: scoped_session[Any]) -> list[Solution]:
    """Three solutions at the tables 1, 2 and 10."""
    solutions = [world.solution, make.a_solution(world.challenge), make.a_solution(world.challenge)]
    for position, (solution, label) in enumerate(zip(solutions, ("1", "2", "10"), strict=True), start=1):
        session.add(ExpoTable(call_id=world.call.id, solution_id=solution.id, label=label, position=position))
    session.commit()
    return solutions


def at(world: World, page: str) -> str:
    return f"/en/calls/{world.call.slug}/{page}"


def sent_to(client: FlaskClient, world: World) -> str | None:
    found = re.search(r"Next: table ([^<]+)<", client.get(at(world, "tour")).text)
    return found[1] if found else None


def say(client: FlaskClient, world: World, solution: Solution, stop: str, **more: str) -> Any:
    return client.post(at(world, f"tables/{solution.key}"), data={"stop": stop, **more})


def labels(session: scoped_session[Any]) -> list[str]:
    return list(session.scalars(select(ExpoTable.label).order_by(ExpoTable.position)))


def test_organisers_set_tables_and_the_walk_follows_their_order(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    second = make.a_solution(world.challenge)
    session.commit()
    organiser = browser(app, world, "organiser")

    organiser.post(at(world, "jury/tables"), data={f"table-{world.solution.key}": "10", f"table-{second.key}": " 2 "})

    assert labels(session) == ["2", "10"]
    assert session.scalars(select(TrailLine.verb)).all() == ["set-tables"]


def test_tables_can_be_numbered_as_listed_and_taken_away(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    organiser = browser(app, world, "organiser")

    organiser.post(at(world, "jury/tables"), data={"intent": "numbers"})
    numbered = labels(session)
    organiser.post(at(world, "jury/tables"), data={f"table-{world.solution.key}": ""})

    assert (numbered, labels(session)) == (["1"], [])


def test_two_solutions_at_one_table_are_refused_and_what_was_typed_stays(
    app: Flask, session: scoped_session[Any], world: World
) -> None:
    second = make.a_solution(world.challenge)
    session.commit()

    answer = browser(app, world, "organiser").post(
        at(world, "jury/tables"), data={f"table-{world.solution.key}": "A1", f"table-{second.key}": "a1"}
    )

    assert answer.status_code == 422
    assert "Two solutions have the same table: a1." in answer.text
    assert 'value="A1"' in answer.text
    assert labels(session) == []


def test_an_organiser_in_conflict_neither_sees_nor_loses_the_hidden_table(
    app: Flask, session: scoped_session[Any], world: World, three: list[Solution]
) -> None:
    in_conflict(world["organiser"], three[0])
    session.commit()
    organiser = browser(app, world, "organiser")

    pages = [organiser.get(at(world, page)).text for page in ("jury/tables", "jury/tables/codes", "jury/board")]
    organiser.post(at(world, "jury/tables"), data={f"table-{three[1].key}": "5", f"table-{three[2].key}": "6"})

    title = f">{next(iter(_title(session, three[0]).values()))}<"
    assert [page for page in pages if title in page] == []
    assert labels(session) == ["1", "5", "6"]


def _title(session: scoped_session[Any], solution: Solution) -> dict[str, str]:
    return dict(session.scalars(select(SolutionVersion.title).filter_by(solution_id=solution.id)).one())


def test_the_queue_sends_where_reviews_are_missing_and_nobody_is(
    app: Flask, session: scoped_session[Any], world: World, three: list[Solution]
) -> None:
    other = a_seat(world)
    make.a_review(world.round, other, three[0], {"impact": "3"})
    session.commit()
    juror, chair = browser(app, world, "juror"), browser(app, world, "chair")

    first = sent_to(juror, world)
    say(chair, world, three[1], "here")
    then = sent_to(juror, world)

    assert (first, then) == ("2", "10")


def test_here_puts_the_review_on_my_desk_and_the_code_opens_it_from_then_on(
    app: Flask, session: scoped_session[Any], world: World, three: list[Solution]
) -> None:
    juror = browser(app, world, "juror")
    looked = juror.get(at(world, f"tables/{three[0].key}"))
    nothing = session.scalars(select(Assignment)).all()

    arrived = say(juror, world, three[0], "here")
    scanned = juror.get(at(world, f"tables/{three[0].key}"))

    assert (looked.status_code, nothing) == (200, [])
    assert arrived.headers["Location"].endswith(f"/desk/{three[0].key}")
    assert scanned.headers["Location"].endswith(f"/desk/{three[0].key}")
    assert juror.get(arrived.headers["Location"]).status_code == 200
    assert session.scalars(select(TrailLine.verb)).all() == ["stop-at-table"]


def test_nobody_is_in_two_places(app: Flask, session: scoped_session[Any], world: World, three: list[Solution]) -> None:
    juror = browser(app, world, "juror")
    say(juror, world, three[0], "here")
    say(juror, world, three[1], "here")
    say(juror, world, three[1], "here")

    assert session.scalars(select(Stop.solution_id)).all() == [three[1].id]
    assert len(session.scalars(select(Assignment)).all()) == 2


def test_an_empty_table_comes_last_for_all_and_a_skipped_one_is_left_out_for_me(
    app: Flask, session: scoped_session[Any], world: World, three: list[Solution]
) -> None:
    juror, chair = browser(app, world, "juror"), browser(app, world, "chair")

    say(juror, world, three[0], "absent")
    say(juror, world, three[1], "skipped", reason="Too noisy.")

    assert (sent_to(juror, world), sent_to(chair, world)) == ("10", "2")
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        assert sent_to(chair, world) == "1"


def test_skipping_asks_for_a_reason(
    app: Flask, session: scoped_session[Any], world: World, three: list[Solution]
) -> None:
    answer = say(browser(app, world, "juror"), world, three[0], "skipped")

    assert (answer.status_code, session.scalars(select(Stop)).all()) == (422, [])
    assert "Say in a few words why; the organisers read it." in answer.text


def test_a_conflict_hides_the_table(
    app: Flask, session: scoped_session[Any], world: World, three: list[Solution]
) -> None:
    in_conflict(world["juror"], three[0])
    session.commit()
    juror = browser(app, world, "juror")

    assert juror.get(at(world, f"tables/{three[0].key}")).status_code == 404
    assert say(juror, world, three[0], "here").status_code == 404
    assert three[0].key not in juror.get(at(world, "tour")).text
    assert sent_to(juror, world) == "2"


def test_what_was_handed_back_is_not_taken_up_again(
    app: Flask, session: scoped_session[Any], world: World, three: list[Solution]
) -> None:
    given(world, world.seat, three[0])
    session.scalars(select(Assignment)).one().handed_back_at = NOW
    session.commit()
    juror = browser(app, world, "juror")

    assert say(juror, world, three[0], "here").status_code == 403
    assert sent_to(juror, world) == "2"


def test_my_own_limit_holds_at_an_expo_too(
    app: Flask, session: scoped_session[Any], world: World, three: list[Solution]
) -> None:
    given(world, world.seat, three[2])
    world.seat.most_reviews = 1
    session.commit()
    juror = browser(app, world, "juror")

    assert sent_to(juror, world) == "10"
    assert say(juror, world, three[0], "here").status_code == 403


def test_the_board_tells_who_is_where_what_is_missing_and_why_a_table_was_skipped(
    app: Flask, session: scoped_session[Any], world: World, three: list[Solution]
) -> None:
    juror, chair = browser(app, world, "juror"), browser(app, world, "chair")
    say(juror, world, three[0], "here")
    say(chair, world, three[1], "skipped", reason="Too noisy.")
    say(chair, world, three[2], "absent")

    board = browser(app, world, "organiser").get(at(world, "jury/board")).text

    name = world["juror"].display_name
    assert board.count(f"<td>{name}</td>") == 1
    assert "2: Too noisy." in board
    assert f"<td>{NOW.astimezone(ZoneInfo(world.call.time_zone)):%H:%M}</td>" in board
    assert "data-live" in board


def test_a_sheet_for_each_table_carries_a_code(app: Flask, world: World, three: list[Solution]) -> None:
    page = browser(app, world, "organiser").get(at(world, "jury/tables/codes")).text

    assert page.count('class="qr"') == 3
    assert "Table 10" in page


def test_jurors_see_no_counts_of_reviews(
    app: Flask, session: scoped_session[Any], world: World, three: list[Solution]
) -> None:
    make.a_review(world.round, a_seat(world), three[0], {"impact": "3"})
    session.commit()
    juror = browser(app, world, "juror")

    assert juror.get(at(world, "jury/board")).status_code == 404
    assert "Reviews</th>" not in juror.get(at(world, "tour")).text


def test_the_pages_of_the_expo_ask_as_little_for_forty_tables_as_for_one(
    app: Flask, session: scoped_session[Any], seen: list[str]
) -> None:
    counts: dict[str, list[int]] = {}
    for many in (1, 40):
        world = a_jury()
        for _ in range(many - 1):
            make.a_solution(world.challenge)
        session.commit()
        tables, key = at(world, "jury/tables"), world.solution.key
        asked = {
            "juror": [at(world, page) for page in ("tour", f"tables/{key}", "desk")],
            "organiser": [tables, f"{tables}/codes", at(world, "jury/board")],
        }
        clients = {role: browser(app, world, role) for role in asked}
        clients["organiser"].post(tables, data={"intent": "numbers"})
        for role, page in [(role, page) for role, pages in asked.items() for page in pages]:
            session.remove()
            seen.clear()
            assert clients[role].get(page).status_code == 200
            counts.setdefault(page.split("/", 4)[4].replace(key, "KEY"), []).append(len(seen))

    assert {page: found for page, found in counts.items() if found[0] != found[1] or found[0] > 10} == {}
    assert len(counts) == 6
