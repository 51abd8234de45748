"""Before the desk opens a juror declares three things; later conflicts are reported from the review."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.audit.models import TrailLine
from challenge_hub.judging.models import Assignment
from challenge_hub.judging.rules.jury import fingerprint
from challenge_hub.judging.sentences import declaration
from challenge_hub.solutions.models import Conflict
from tests import factories as make
from tests.cast import World
from tests.judging.juries import NOW, SPRING, a_jury, browser, given, in_conflict, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
NONE = {"conflicts": "none", "confidential": "y", "no_contact": "y"}


def undeclared(**facts: Any) -> World:
    world = a_jury(**facts)
    world.seat.declared_at = None
    world["juror"].mail = "juror@elsewhere.example"  # nothing hints at a conflict of interest
    return world


def page_of(world: World) -> str:
    return f"/en/calls/{world.call.slug}/desk/declaration"


def test_a_declaration_keeps_the_day_and_the_fingerprint_of_its_wording(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = undeclared()

    answer = browser(app, world, "juror").post(page_of(world), data={**NONE, "most_reviews": "12"})

    session.expire_all()
    with app.test_request_context("/en/"):
        wording = fingerprint(declaration())
    assert answer.status_code == 302
    assert (world.seat.declared_at, world.seat.declared_sha256, world.seat.most_reviews) == (NOW, wording, 12)
    assert [line.verb for line in session.scalars(select(TrailLine))] == ["declare"]


def test_a_solution_that_was_ticked_is_a_conflict_with_its_kind_and_note(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = undeclared()
    key = world.solution.key
    other = make.a_solution(world.challenge, title={"en": "Another one"})
    ticks = {f"conflict-{key}": "y", f"kind-{key}": "family", f"note-{key}": "My brother is in it."}

    browser(app, world, "juror").post(page_of(world), data={**NONE, "conflicts": "some", **ticks})

    found = session.scalars(select(Conflict)).one()
    assert (found.person_id, found.solution_id) == (world["juror"].id, world.solution.id)
    assert (found.kind, found.note) == ("family", "My brother is in it.")
    assert other.id != found.solution_id


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"conflicts": ""}, "Say whether you have a conflict of interest."),
        ({"confidential": ""}, "Please declare this to go on."),
        ({"no_contact": ""}, "Please declare this to go on."),
        ({"conflicts": "some"}, "Tick the solutions you have a conflict of interest with."),
        ({"conflict-KEY": "y", "note-KEY": "A note to keep."}, "You ticked a solution"),
        ({"most_reviews": "-1"}, "Enter a whole number, or leave it empty."),
    ],
)
def test_a_declaration_that_lacks_a_part_is_given_back_with_what_was_typed(
    app: Flask, session: scoped_session[Any], typed: dict[str, str], sentence: str
) -> None:
    world = undeclared()
    typed = {name.replace("KEY", world.solution.key): value for name, value in {**NONE, **typed}.items()}

    answer = browser(app, world, "juror").post(page_of(world), data=typed)

    session.expire_all()
    assert answer.status_code == 422
    assert sentence in answer.text
    assert all(value in answer.text for name, value in typed.items() if name.startswith("note"))
    assert world.seat.declared_at is None


def test_before_the_declaration_the_desk_shows_no_solution(app: Flask, session: scoped_session[Any]) -> None:
    world = undeclared()
    given(world, world.seat)
    client = browser(app, world, "juror")

    desk = client.get(f"/en/calls/{world.call.slug}/desk").text
    saved = client.post(f"/en/calls/{world.call.slug}/desk/{world.solution.key}", data={"points-impact": "3"})

    assert world.solution.key not in desk
    assert "To the declaration" in desk
    assert saved.status_code == 403


def test_nobody_declares_before_all_solutions_are_known(app: Flask, session: scoped_session[Any]) -> None:
    world = undeclared(closes_at=SPRING.replace(day=9))

    assert browser(app, world, "juror").post(page_of(world), data=NONE).status_code == 403


def test_a_declaration_is_given_once(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()

    assert browser(app, world, "juror").post(page_of(world), data=NONE).status_code == 403


def test_a_conflict_known_already_is_not_asked_for_again(app: Flask, session: scoped_session[Any]) -> None:
    world = undeclared()
    in_conflict(world["juror"], world.solution)

    assert world.solution.key not in browser(app, world, "juror").get(page_of(world)).text


def test_a_conflict_reported_later_takes_the_solution_off_the_desk_and_its_review_out_of_the_count(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_jury()
    given(world, world.seat)
    review = make.a_review(world.round, world.seat, world.solution, {"impact": "5"})
    client = browser(app, world, "juror")
    address = f"/en/calls/{world.call.slug}/desk/{world.solution.key}"

    answer = client.post(f"{address}/return", data={"kind": "share", "reason": "They are my tenants."})

    session.expire_all()
    assert answer.status_code == 302
    assert session.scalars(select(Assignment.handed_back_at)).all() == [NOW]
    assert not review.is_done
    assert client.get(address).status_code == 404
    found = session.scalars(select(Conflict)).one()
    assert (found.kind, found.note) == ("share", "They are my tenants.")


def test_handing_back_for_another_reason_is_no_conflict(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    given(world, world.seat)
    address = f"/en/calls/{world.call.slug}/desk/{world.solution.key}/return"
    client = browser(app, world, "juror")

    assert client.post(address, data={"kind": "otherwise"}).status_code == 422
    client.post(address, data={"kind": "otherwise", "reason": "I am ill."})

    assert session.scalars(select(Assignment.hand_back_reason)).all() == ["I am ill."]
    assert session.scalars(select(Conflict)).all() == []


def test_the_chair_lifts_a_conflict_with_a_reason_and_the_assignment_returns(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_jury()
    given(world, world.seat)
    browser(app, world, "juror").post(
        f"/en/calls/{world.call.slug}/desk/{world.solution.key}/return", data={"kind": "employer", "reason": "Once."}
    )
    conflict = session.scalars(select(Conflict)).one()
    address = f"/en/calls/{world.call.slug}/jury/conflicts/{conflict.id}/decision"

    refused = browser(app, world, "organiser").post(address, data={"outcome": "lifted", "reason": "No."})
    chair = browser(app, world, "chair")
    empty = chair.post(address, data={})
    done = chair.post(address, data={"outcome": "lifted", "reason": "Ten years ago."})

    session.expire_all()
    assert (refused.status_code, empty.status_code, done.status_code) == (403, 422, 302)
    assert (conflict.lifted_at, conflict.lifted_by, conflict.lift_reason) == (
        NOW, world["chair"].id, "Ten years ago."
    )  # fmt: skip
    desk = browser(app, world, "juror").get(f"/en/calls/{world.call.slug}/desk").text
    assert world.solution.key in desk
