"""Objections to the results: once for each solution, in time, decided with a reason by somebody without a conflict."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.mail import Recipient
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.notifications.audiences import told_by
from challenge_hub.results.emails import MAILS
from challenge_hub.results.models import Objection, Publication
from challenge_hub.results.objecting import answer_objection, file_objection
from challenge_hub.results.objections import objections_for
from challenge_hub.results.rules import ObjectionOutcome, may_object
from challenge_hub.results.tasks import tasks_for
from challenge_hub.solutions.models import Conflict
from tests.cast import SPRING, World, a_world, actor, sign_in

LIMIT = SPRING + timedelta(days=10)


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """Results are out, and a team may object for ten days."""
    world = a_world(objections_until=LIMIT)
    frozen = {"seed": 1, "review_count": 1, "program_version": "0", "settings": {}, "settings_hash": "0" * 64}
    words = {"criteria": [], "note": {}, "draws": []}
    db.session.add(Publication(call_id=world.call.id, round_number=1, number=1, published_at=SPRING, **frozen, **words))
    db.session.commit()
    return world


def filed(world: World, **more: Any) -> Objection:
    facts = {"by": actor(world["member"]), "now": SPRING, **more}
    return file_objection(world.solution, world.call, "Our demo was not opened.", **facts)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"is_in_team": False}, "not-in-the-team"),
        ({"results_are_public": False}, "no-results-to-object-to"),
        ({"until": None}, "no-objections-here"),
        ({"now": LIMIT + timedelta(seconds=1)}, "objections-are-over"),
        ({"now": LIMIT}, None),
        ({"has_objected": True}, "objected-already"),
    ],
)
def test_who_may_object_and_until_when(facts: dict[str, Any], reason: str | None) -> None:
    usual = {"is_in_team": True, "results_are_public": True, "until": LIMIT, "has_objected": False, "now": SPRING}

    assert may_object(**{**usual, **facts}).reason == reason


def test_a_team_objects_once_and_the_organisers_hear_of_it(app: Flask, world: World) -> None:
    filed(world)
    with pytest.raises(Refused, match="objected-already"):
        filed(world, by=actor(world["lead"]))

    line = db.session.scalars(select(TrailLine).where(TrailLine.verb == "file-objection")).one()
    assert [told.person_id for told in told_by(line)] == [world["organiser"].id]
    with app.test_request_context("/en/"):
        sentences = [str(task.sentence) for task in tasks_for(actor(world["organiser"]), SPRING)]
    assert sentences[0].startswith("Decide about 1 objection")


def test_it_is_decided_once_with_a_reason_and_the_team_hears(world: World) -> None:
    objection = filed(world)
    by = actor(world["chair"])

    answer_objection(objection, world.call, ObjectionOutcome.UPHELD, answer="True.", by=by, now=SPRING)
    with pytest.raises(Refused, match="objection-is-answered"):
        answer_objection(objection, world.call, ObjectionOutcome.NOT_UPHELD, answer="No.", by=by, now=SPRING)

    db.session.flush()
    told = db.session.scalars(select(OutboxRow.person_id).where(OutboxRow.kind == "results.objection_answered"))
    assert set(told) == {world["lead"].id, world["member"].id}
    (record,) = objections_for(world.call.id)
    assert (record.text, record.outcome, record.answer) == ("Our demo was not opened.", "upheld", "True.")


def test_whoever_has_a_conflict_neither_reads_nor_decides(client: FlaskClient, world: World) -> None:
    objection = filed(world)
    facts = {"kind": "employer", "declared_at": SPRING}
    db.session.add(Conflict(person_id=world["organiser"].id, solution_id=world.solution.id, **facts))
    db.session.commit()
    sign_in(client, world["organiser"])

    with pytest.raises(Refused, match="in-conflict"):
        answer_objection(
            objection, world.call, ObjectionOutcome.UPHELD, answer="x", by=actor(world["organiser"]), now=SPRING
        )
    page = client.get(f"/en/calls/{world.call.slug}/awards/objections").text

    assert "Our demo was not opened." not in page
    assert client.get(f"/en/calls/{world.call.slug}/awards/objections/{objection.id}").status_code == 404


@time_machine.travel(SPRING, tick=False)
def test_from_the_form_to_the_decision(app: Flask, client: FlaskClient, world: World) -> None:
    own = f"/en/calls/{world.call.slug}/solutions/{world.solution.key}/objection"
    sign_in(client, world["lead"])
    client.post(own, data={"text": "The third sheet is missing."})
    objection = db.session.scalars(select(Objection)).one()
    sign_in(client, world["organiser"])
    address = f"/en/calls/{world.call.slug}/awards/objections/{objection.id}"

    silent = client.post(address, data={"outcome": "upheld", "answer": ""}).status_code
    answer = client.post(address, data={"outcome": "not-upheld", "answer": "It was counted."})
    sign_in(client, world["lead"])
    page = client.get(own).text

    assert (silent, answer.status_code) == (422, 302)
    assert "The third sheet is missing." in page
    assert "It was counted." in page


def test_the_mail_to_organisers_names_no_solution(app: Flask, world: World) -> None:
    objection = filed(world)
    with app.test_request_context("/en/"):
        to = Recipient("a@example.org", "en", "A")
        mail = MAILS["results.objection_filed"]({"objection_id": objection.id}, to)

    assert mail is not None
    assert set(mail.context) == {"call", "link"}
