"""A published ranking never changes silently: a correction has a reason, two people, a number, and mails."""

from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Prize
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.mail import Recipient
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.results import correcting, queries
from challenge_hub.results.emails import MAILS
from challenge_hub.results.models import Publication
from challenge_hub.results.rules.correcting import Corrected, corrected, may_correct, may_release_correction
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor
from tests.judging.juries import a_seat, browser, in_conflict
from tests.results.test_releases import LATER, prepare, publish

ALLOWED = {"is_entitled": True, "in_conflict": False}


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """Published: the team's solution is first by two jurors, the other one second."""
    world = a_world()
    world.round.closed_at = SPRING
    other = make.a_solution(world.challenge, key="other", title={"en": "The other one"})
    biased = a_seat(world)
    for seat, points in ((world.seat, ("2", "3")), (biased, ("5", "3"))):
        make.a_review(world.round, seat, world.solution, {"impact": points[0]})
        make.a_review(world.round, seat, other, {"impact": points[1]})
    prize = {"name": {"en": "First prize"}, "kind": "honour", "giver": "Town"}
    db.session.add(Prize(call_id=world.call.id, position=1, **prize))
    db.session.commit()
    world.round = calls.any_round(world.call.id, 1)
    with time_machine.travel(LATER, tick=False):
        publish(world, prepare(world))
    db.session.commit()
    world.people["biased"] = db.session.get_one(type(world["juror"]), biased.person_id)
    return world


def found_out(world: World) -> None:
    """A juror had a conflict of interest all along, so what they gave no longer counts."""
    in_conflict(world["biased"], world.solution)
    db.session.commit()
    world.round = calls.any_round(world.call.id, 1)


def seen_by(world: World) -> str:
    correcting.bring_up_to_date(world.round, now=LATER)
    return correcting.proposal_for(world.round).sha256


def prepared(world: World, by: str = "chair") -> None:
    facts = {"reason": "A conflict of interest was found.", "seen": seen_by(world)}
    correcting.prepare_correction(world.call, world.round, **facts, by=actor(world[by]), now=LATER)


def released(world: World, by: str = "organiser") -> Publication:
    return correcting.release_correction(world.call, world.round, seen=seen_by(world), by=actor(world[by]), now=LATER)


def test_what_differs_is_told_with_before_and_after() -> None:
    before = {1: (1, "5"), 2: (2, "3"), 3: (3, "1")}
    after = {1: (2, "3"), 2: (1, "4"), 3: (3, "1"), 4: (4, "0")}

    assert corrected(before, after) == [  # type: ignore[arg-type]
        Corrected(2, (2, "3"), (1, "4")),
        Corrected(1, (1, "5"), (2, "3")),
        Corrected(4, (None, None), (4, "0")),
    ]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"is_entitled": False}, "not-entitled"),
        ({"in_conflict": True}, "conflict-in-correction"),
        ({"is_waiting": True}, "correction-waits"),
        ({"has_changed": False}, "nothing-to-correct"),
        ({"is_the_shown": False}, "changed-since-shown"),
        ({"reason": " "}, "correction-needs-reason"),
        ({}, None),
    ],
)
def test_who_may_prepare_one_and_when(facts: dict[str, Any], reason: str | None) -> None:
    usual = {**ALLOWED, "is_waiting": False, "has_changed": True, "is_the_shown": True, "reason": "A slip."}

    assert may_correct(**{**usual, **facts}).reason == reason


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"in_conflict": True}, "conflict-in-correction"),
        ({"is_waiting": False}, "not-prepared"),
        ({"has_prepared": True}, "four-eyes"),
        ({"is_unchanged": False}, "changed-since-shown"),
        ({}, None),
    ],
)
def test_who_may_release_it(facts: dict[str, Any], reason: str | None) -> None:
    usual = {**ALLOWED, "is_waiting": True, "has_prepared": False, "is_unchanged": True}

    assert may_release_correction(**{**usual, **facts}).reason == reason


def test_nothing_public_changes_until_another_person_releases_it(app: Flask, world: World) -> None:
    found_out(world)
    prepared(world)

    with pytest.raises(Refused, match="four-eyes"):
        released(world, by="chair")
    assert db.session.scalars(select(Publication.number)).all() == [1]

    publication = released(world)

    assert (publication.number, publication.reason) == (2, "A conflict of interest was found.")
    reached = queries.place_of(actor(world["stranger"]), world.solution.id, LATER)
    assert reached is not None
    assert reached.place == 2


def test_the_page_shows_the_corrected_version_why_and_the_former_one(app: Flask, world: World) -> None:
    found_out(world)
    prepared(world)
    released(world)
    db.session.commit()
    client, address = app.test_client(), f"/en/calls/{world.call.slug}/results"
    with time_machine.travel(LATER, tick=False):
        now, former = client.get(address).text, client.get(f"{address}?publication=1.1").text

    assert "This ranking was corrected on" in now
    assert "A conflict of interest was found." in now
    assert "What the correction changed" in now
    assert "This version was corrected" in former
    assert "This ranking was corrected on" not in former


def test_the_teams_concerned_get_a_mail_with_the_reason(app: Flask, world: World) -> None:
    found_out(world)
    prepared(world)
    publication = released(world)

    told = set(db.session.scalars(select(OutboxRow.person_id).where(OutboxRow.kind == "results.corrected")))
    facts = {"publication_id": publication.id, "solution_id": world.solution.id}
    with app.test_request_context():
        mail = MAILS["results.corrected"](facts, Recipient("lea@example.org", "en", "Lea"))

    assert {world["lead"].id, world["member"].id} <= told
    assert mail is not None
    assert mail.context["publication"].reason == "A conflict of interest was found."


def test_whoever_has_a_conflict_neither_prepares_nor_releases(app: Flask, world: World) -> None:
    found_out(world)
    in_conflict(world["organiser"], world.solution)
    db.session.commit()

    with pytest.raises(Refused, match="conflict-in-correction"):
        prepared(world, by="organiser")
    prepared(world)
    with pytest.raises(Refused, match="conflict-in-correction"):
        released(world)
    page = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/awards/corrections/1").text
    assert "What the newest ranking would change" not in page


def test_one_sends_it_back_and_it_can_be_prepared_again(app: Flask, world: World) -> None:
    found_out(world)
    prepared(world)
    client, address = browser(app, world, "organiser"), f"/en/calls/{world.call.slug}/awards/corrections/1"

    assert client.get(address).status_code == 200
    assert client.post(f"{address}/return", data={"reason": "Say whose conflict."}).status_code == 302
    prepared(world)

    assert correcting.waiting_in(world.round) is not None


def test_where_nothing_differs_there_is_nothing_to_correct(app: Flask, world: World) -> None:
    with pytest.raises(Refused, match="nothing-to-correct"):
        prepared(world)


def test_by_the_page_one_prepares_and_another_releases(app: Flask, world: World) -> None:
    found_out(world)
    seen, address = seen_by(world), f"/en/calls/{world.call.slug}/awards/corrections/1"
    db.session.commit()
    with time_machine.travel(LATER, tick=False):
        chair = browser(app, world, "chair")
        page = chair.get(address).text
        without = chair.post(address, data={"reason": "", "seen": seen}).status_code
        answer = chair.post(address, data={"reason": "A conflict.", "seen": seen}).status_code
        end = browser(app, world, "organiser").post(f"{address}/release", data={"seen": seen}).status_code

    assert "The other one" in page
    assert (without, answer, end) == (422, 302, 302)
    assert db.session.scalars(select(Publication.number).order_by(Publication.number)).all() == [1, 2]


def test_a_prepared_correction_waits_for_somebody_else(app: Flask, world: World) -> None:
    found_out(world)
    prepared(world)
    db.session.commit()

    with time_machine.travel(LATER, tick=False):
        told = {role: browser(app, world, role).get("/en/me").text for role in ("chair", "organiser", "member")}

    assert "waits for somebody else" in told["chair"]
    assert "Look at the correction of the results" in told["organiser"]
    assert f"/en/calls/{world.call.slug}/awards/corrections/1" in told["organiser"]
    assert "correction" not in told["member"]
