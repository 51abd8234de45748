"""What makes reviewing easy: previous and next, my use of the scale, whom a note is for, and undo."""

import re
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.audit.models import TrailLine
from challenge_hub.judging.models import Review, Score
from challenge_hub.judging.queries import comments_of
from challenge_hub.judging.rules.scale_use import Part, parts_of_scale, use_of_scale
from challenge_hub.judging.rules.undo import Entered, Kept, before, packed, unpacked
from tests import factories as make
from tests.cast import World
from tests.judging.juries import a_jury, browser, given, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
FULL = {"points-impact": "4", "comment": "Clear.", "note": "Mine.", "chair_note": "Please ask Ada.", "revision": "0"}
AUTO = {"X-Autosave": "1"}


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    world = a_jury()
    given(world, world.seat)
    return world


@pytest.fixture
def client(app: Flask, world: World) -> FlaskClient:
    return browser(app, world, "juror")


def form_of(world: World, key: str | None = None) -> str:
    return f"/en/calls/{world.call.slug}/desk/{key or world.solution.key}"


def the_review(session: scoped_session[Any]) -> Review:
    session.expire_all()
    return session.scalars(select(Review)).one()


def values(session: scoped_session[Any]) -> list[Decimal]:
    return list(session.scalars(select(Score.value)))


def undo(client: FlaskClient, world: World, revision: int, **typed: str) -> Any:
    data = {**FULL, **typed, "revision": str(revision), "intent": "undo"}
    return client.post(form_of(world), data=data, follow_redirects=True)


def test_previous_and_next_walk_my_desk_in_its_order(client: FlaskClient, world: World) -> None:
    others = [make.a_solution(world.challenge) for _ in range(2)]
    given(world, world.seat, *others)
    keys = sorted([world.solution.key, *(solution.key for solution in others)])

    ways = [
        re.findall(r'rel="(prev|next)" href="[^"]*/([^/"]+)"', client.get(form_of(world, key)).text) for key in keys
    ]

    first, middle, last = keys
    assert ways == [[("next", middle)], [("prev", first), ("next", last)], [("prev", middle)]]


def test_a_note_to_the_chair_is_read_by_the_chair_and_never_by_organisers_or_the_team(
    app: Flask, client: FlaskClient, world: World
) -> None:
    client.post(form_of(world), data={**FULL, "intent": "done"})
    sheets = f"/en/calls/{world.call.slug}/jury/ranking/{world.solution.key}"

    seen = {role: browser(app, world, role).get(sheets).text for role in ("chair", "organiser")}

    assert "Please ask Ada." in seen["chair"]
    assert "Please ask Ada." not in seen["organiser"]
    assert "Clear." in seen["organiser"]
    assert [text for text in seen.values() if "Mine." in text] == []
    assert comments_of(world.round) == {world.solution.id: ["Clear."]}


def test_undo_brings_back_points_that_were_cleared_and_that_the_review_was_done(
    client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    client.post(form_of(world), data={**FULL, "intent": "done"})
    client.post(form_of(world), data={**FULL, "points-impact": "", "revision": "1"}, headers=AUTO)

    page = undo(client, world, 2, **{"points-impact": ""})

    review = the_review(session)
    assert "Your last change is undone." in page.text
    assert (values(session), review.is_done, review.revision) == ([Decimal(4)], True, 3)
    verbs = session.scalars(select(TrailLine.verb).order_by(TrailLine.id)).all()
    assert verbs == ["finish-review", "take-back-review", "finish-review"]


def test_undo_twice_brings_back_what_was_undone(
    client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    client.post(form_of(world), data=FULL, headers=AUTO)
    client.post(form_of(world), data={**FULL, "points-impact": "2", "revision": "1"}, headers=AUTO)

    undo(client, world, 2, **{"points-impact": "2"})
    once = values(session)
    undo(client, world, 3, **{"points-impact": "4"})

    assert (once, values(session)) == ([Decimal(4)], [Decimal(2)])


def test_undo_of_what_was_never_saved_shows_what_is_saved(
    client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    client.post(form_of(world), data={**FULL, "comment": "First."}, headers=AUTO)
    client.post(form_of(world), data={**FULL, "comment": "Second.", "revision": "1"}, headers=AUTO)

    page = undo(client, world, 2, comment="Typed and not saved.")

    assert the_review(session).comment == "Second."
    assert "Second." in page.text
    assert "Typed and not saved." not in page.text


def test_undo_in_an_older_tab_changes_nothing_and_says_so(
    client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    client.post(form_of(world), data=FULL, headers=AUTO)
    client.post(form_of(world), data={**FULL, "points-impact": "2", "revision": "1"}, headers=AUTO)

    answer = undo(client, world, 1)

    assert (answer.status_code, values(session)) == (409, [Decimal(2)])
    assert "You saved something newer in another window" in answer.text


def test_a_first_review_offers_no_undo(client: FlaskClient, world: World) -> None:
    client.post(form_of(world), data=FULL, headers=AUTO)

    assert "data-autosave-undo hidden" in client.get(form_of(world)).text
    assert "There is nothing to undo" in undo(client, world, 1).text


def test_after_closing_nothing_is_undone(client: FlaskClient, session: scoped_session[Any], world: World) -> None:
    client.post(form_of(world), data=FULL, headers=AUTO)
    client.post(form_of(world), data={**FULL, "points-impact": "2", "revision": "1"}, headers=AUTO)
    world.round.closed_at = world.call.closes_at
    session.commit()

    answer = undo(client, world, 2, **{"points-impact": "2"})

    assert (answer.status_code, values(session)) == (403, [Decimal(2)])


def test_enter_in_the_form_never_presses_undo(client: FlaskClient, world: World) -> None:
    page = client.get(form_of(world)).text

    assert re.findall(r'name="intent" value="(\w+)"', page) == ["done", "later", "undo"]


def test_my_use_of_the_scale_counts_my_own_points_alone(
    app: Flask, client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    second = make.a_solution(world.challenge)
    given(world, world.seat, second)
    given(world, world.chair_seat)
    make.a_review(world.round, world.seat, world.solution, {"impact": "4"})
    make.a_review(world.round, world.seat, second, {"impact": "5"})
    make.a_review(world.round, world.chair_seat, world.solution, {"impact": "1"})
    session.commit()

    pages = [client.get(form_of(world)).text, client.get(f"/en/calls/{world.call.slug}/desk").text]

    for page in pages:
        cells = re.findall(r'class="number use-\d">(\d+)<', page)
        assert cells == ["0", "0", "0", "0", "1", "1"]
        assert '<td class="number">4.5</td>' in page


def test_a_wide_scale_is_shown_in_five_parts() -> None:
    parts = parts_of_scale(Decimal(0), Decimal(100))
    use = use_of_scale([(1, Decimal(20), 1), (1, Decimal(100), 2), (1, Decimal("19.5"), 1)], [1, 2], parts)

    assert parts[0] == Part(Decimal(0), Decimal(20))
    assert use[1].counts == (1, 1, 0, 0, 2)
    assert use[1].mean == Decimal("59.9")
    assert (use[2].counts, use[2].mean) == ((0, 0, 0, 0, 0), None)


def test_points_between_two_steps_count_for_the_lower_one() -> None:
    parts = parts_of_scale(Decimal(1), Decimal(5))

    assert use_of_scale([(1, Decimal("4.25"), 1)], [1], parts)[1].counts == (0, 0, 0, 1, 0)


def test_saving_the_same_again_leaves_what_undo_brings_back() -> None:
    first = Kept(Entered({1: Decimal(4), 2: None}, "A", "B", "C"), is_done=False)
    older = packed(Kept(Entered({}, "", ""), is_done=False))

    assert before(first, Entered({1: Decimal("4.0")}, "A", "B", "C"), older) == older
    assert before(first, Entered({}, "A", "B", "C"), older) == packed(first)
    assert unpacked(packed(first)) == Kept(Entered({1: Decimal(4)}, "A", "B", "C"), is_done=False)


def test_a_save_whose_answer_was_lost_may_come_again_and_changes_nothing(
    client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    client.post(form_of(world), data={**FULL, "intent": "done"}, headers=AUTO)

    again = client.post(form_of(world), data={**FULL, "intent": "done"}, headers=AUTO)

    assert (again.status_code, again.json["revision"]) == (200, 1)
    assert the_review(session).revision == 1
    assert len(session.scalars(select(TrailLine)).all()) == 1


def test_a_late_save_that_says_something_else_is_refused(
    client: FlaskClient, session: scoped_session[Any], world: World
) -> None:
    client.post(form_of(world), data=FULL, headers=AUTO)

    late = client.post(form_of(world), data={**FULL, "comment": "Typed in the cellar."}, headers=AUTO)
    done = client.post(form_of(world), data={**FULL, "intent": "done"}, headers=AUTO)

    assert (late.status_code, done.status_code) == (409, 409)
    assert the_review(session).comment == "Clear."


def test_the_worker_of_the_desk_may_look_after_a_desk_and_nothing_else_is_allowed_to(
    app: Flask, client: FlaskClient, world: World
) -> None:
    page = client.get(form_of(world))
    addresses = dict.fromkeys(re.findall(r'"(/assets/\w+/[\w-]+\.(?:js|css))"', page.text))

    allowed = {url.split("/")[-1]: client.get(url).headers.get("Service-Worker-Allowed") for url in addresses}

    assert allowed.pop("desk-worker.js") == "/"
    assert set(allowed.values()) == {None}
    assert f'data-scope="/en/calls/{world.call.slug}/desk"' in page.text
    assert "worker-src 'self'" in page.headers["Content-Security-Policy"]


def test_signing_out_clears_what_the_device_kept(client: FlaskClient) -> None:
    assert client.post("/en/sign-out").headers["Clear-Site-Data"] == '"storage"'
