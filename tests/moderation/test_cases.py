"""Anybody reports; somebody else decides, with reasons; both sides complain once, and a third person decides."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import VISITOR, Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.mail_message import message_of
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.moderation import actions, queries
from challenge_hub.moderation.models import TextDecision, TextReport
from challenge_hub.moderation.rules import Handling, Side, TextKind
from challenge_hub.privacy.retention import run
from challenge_hub.solutions.models import Conflict
from tests import factories as make
from tests.cast import World, actor, sign_in
from tests.moderation.reported import PUBLIC, WORDS, a_reported_world, decided, hidden, reported

TYPED = {"matter": "rights", "explanation": "My photo.", "name": "Cora", "mail": "Cora@Example.org"}
REASONS = {"handling": "hidden", "facts": "The photo is hers.", "ground": "law", "rule": "Copyright"}


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    return a_reported_world()


@pytest.fixture
def client(app: Flask, world: World) -> Any:
    with time_machine.travel(PUBLIC, tick=False):
        yield app.test_client()


def form_of(world: World) -> str:
    return f"/en/texts/solution/{world.solution.id}/report"


def verbs() -> list[str]:
    return list(db.session.scalars(select(TrailLine.verb).order_by(TrailLine.id)))


def mails(kind: str) -> list[OutboxRow]:
    return list(
        db.session.scalars(select(OutboxRow).where(OutboxRow.kind == f"moderation.{kind}").order_by(OutboxRow.id))
    )


def written(row: OutboxRow) -> str:
    message = message_of(row, PUBLIC)
    assert message is not None
    return str(message.get_content())


def a_second_organiser(world: World) -> Any:
    person = make.a_person(display_name="Second")
    make.an_officer(world.organisation, person)
    db.session.commit()
    return person


def test_a_visitor_reports_and_holds_a_receipt_with_a_number(client: FlaskClient, world: World) -> None:
    answer = client.post(form_of(world), data=TYPED)

    report = db.session.scalars(select(TextReport)).one()
    assert (report.mail, report.name, report.call_id) == ("cora@example.org", "Cora", world.call.id)
    assert f"number {report.id}" in client.get(answer.location).text
    assert [row.mail for row in mails("report_receipt")] == ["cora@example.org"]
    assert [row.person_id for row in mails("report_waits")] == [world["organiser"].id]
    assert "My photo." not in written(mails("report_receipt")[0])


def test_the_history_does_not_tell_who_reported(client: FlaskClient, world: World) -> None:
    sign_in(client, world["stranger"])
    client.post(form_of(world), data=TYPED)

    line = db.session.scalars(select(TrailLine).where(TrailLine.verb == "report-text")).one()
    assert (line.actor, line.call_id) == ("visitor", None)
    assert db.session.scalars(select(TextReport.reported_by)).one() == world["stranger"].id


def test_a_report_sent_twice_is_one(client: FlaskClient, world: World) -> None:
    first, second = (client.post(form_of(world), data=TYPED) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert db.session.scalar(select(func.count()).select_from(TextReport)) == 1
    assert len(mails("report_receipt")) == 1


def test_one_network_and_one_address_are_slowed_down(client: FlaskClient, world: World) -> None:
    answers = [client.post(form_of(world), data={**TYPED, "explanation": f"Number {n}"}) for n in range(6)]
    others = [
        client.post(form_of(world), data={**TYPED, "explanation": f"Number {n}", "mail": ""}) for n in range(6, 22)
    ]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Number 5" in answers[-1].text
    assert [answer.status_code for answer in others] == [302] * 15 + [429]


def test_the_copy_says_what_stood_there_whatever_it_says_now(client: FlaskClient, world: World) -> None:
    report = reported(world)
    make.a_version(world.solution, number=2, title={"en": "Harmless"})
    db.session.commit()
    sign_in(client, world["organiser"])

    assert WORDS in client.get(f"/en/texts/reports/{report.id}").text


@pytest.mark.parametrize("role", ["member", "lead", "stranger", "juror", "officer", "operator"])
def test_nobody_but_the_organisers_reads_or_decides(client: FlaskClient, world: World, role: str) -> None:
    report = reported(world)
    sign_in(client, world[role])

    assert client.get(f"/en/texts/reports/{report.id}").status_code == 404
    with pytest.raises(Refused, match="not-to-decide"):
        decided(report, actor(world[role]))


@pytest.mark.parametrize("near", ["reporter", "reporter by mail", "member", "conflict"])
def test_an_organiser_who_is_too_near_leaves_it_to_the_operator(client: FlaskClient, world: World, near: str) -> None:
    organiser = world["organiser"]
    if near == "member":
        make.a_member(world.team.id, organiser)
    if near == "conflict":
        facts = {"kind": "employer", "declared_at": PUBLIC}
        db.session.add(Conflict(person_id=organiser.id, solution_id=world.solution.id, **facts))
    report = reported(
        world,
        by=actor(organiser) if near == "reporter" else VISITOR,
        mail=organiser.mail if near == "reporter by mail" else None,
    )
    sign_in(client, organiser)

    assert client.get(f"/en/texts/reports/{report.id}").status_code == 404
    assert "Reported texts" not in client.get("/en/me").text
    sign_in(client, world["operator"])
    assert "1 report waits for your decision" in client.get("/en/me").text
    assert client.post(f"/en/texts/reports/{report.id}", data=REASONS).status_code == 302


def test_the_author_is_told_with_reasons_and_never_who_reported(client: FlaskClient, world: World) -> None:
    report = reported(world, name="Cora", mail="cora@example.org")
    sign_in(client, world["organiser"])
    client.post(f"/en/texts/reports/{report.id}", data=REASONS)
    sign_in(client, world["member"])
    hidden_page = f"/en/calls/{world.call.slug}/solutions/{world.solution.key}"
    address = client.get(f"/en/texts/solution/{world.solution.id}/reasons").location
    page = client.get(address).text

    assert f"/en/texts/solution/{world.solution.id}/reasons" in client.get(hidden_page).text
    assert [row.person_id for row in mails("text_decided")] == sorted([world["lead"].id, world["member"].id])
    for told in (page, written(mails("text_decided")[0])):
        assert "The photo is hers." in told
        assert "Copyright" in told
        assert "Cora" not in told
        assert "cora@" not in told
    assert "A text of yours was hidden" in client.get("/en/me").text
    assert "it is no longer public" in written(mails("report_decided")[0]).lower()


def test_hiding_without_a_ground_is_refused_and_gives_back_what_was_typed(client: FlaskClient, world: World) -> None:
    report = reported(world)
    sign_in(client, world["organiser"])
    answer = client.post(f"/en/texts/reports/{report.id}", data={**REASONS, "rule": " "})

    assert answer.status_code == 403
    assert "which law or which rule" in answer.text
    assert "The photo is hers." in answer.text
    assert db.session.scalars(select(TextDecision)).all() == []


def test_a_decision_sent_twice_is_one(client: FlaskClient, world: World) -> None:
    report = reported(world)
    sign_in(client, world["organiser"])
    codes = [client.post(f"/en/texts/reports/{report.id}", data=REASONS).status_code for _ in range(2)]

    assert codes == [302, 403]
    assert len(queries.decisions_about(report.id)) == 1


def test_a_complaint_is_decided_by_somebody_else_and_shows_the_text_again(client: FlaskClient, world: World) -> None:
    second = a_second_organiser(world)
    report = hidden(world)
    sign_in(client, world["member"])
    client.post(f"/en/texts/reports/{report.id}/reasons", data={"text": "I took the photo myself."})

    with pytest.raises(Refused, match="not-to-decide"):
        decided(report, actor(world["organiser"]), Handling.SHOWN)
    sign_in(client, second)
    assert "I took the photo myself." in client.get(f"/en/texts/reports/{report.id}").text
    client.post(f"/en/texts/reports/{report.id}", data={"handling": "shown", "facts": "She did."})

    db.session.expire_all()
    assert world.solution.hidden_at is None
    assert verbs()[-3:] == ["hide-text", "complain", "show-text"]
    assert [one.number for one in queries.decisions_about(report.id)] == [1, 2]
    assert WORDS in client.get("/en/solutions").text
    assert "is shown again" in written(mails("text_decided")[-1])


def test_where_no_other_organiser_is_left_an_operator_decides_about_the_complaint(world: World) -> None:
    report = hidden(world)
    actions.complain(report, Side.AUTHOR, "It is mine.", by=actor(world["member"]), now=PUBLIC)

    decided(report, actor(world["operator"]), Handling.HIDDEN)

    assert [row.person_id for row in mails("report_waits")] == [world["organiser"].id, world["operator"].id]


def test_each_side_complains_once_and_until_the_last_moment(world: World) -> None:
    report, member = hidden(world), actor(world["member"])
    last = PUBLIC + timedelta(days=184)

    with pytest.raises(Refused, match="too-late-to-complain"):
        actions.complain(report, Side.AUTHOR, "Late.", by=member, now=last + timedelta(seconds=1))
    with pytest.raises(Refused, match="nothing-to-complain"):
        actions.complain(report, Side.REPORTER, "Good.", by=VISITOR, now=last)
    with pytest.raises(Refused, match="not-your-text"):
        actions.complain(report, Side.AUTHOR, "Not mine.", by=actor(world["stranger"]), now=last)
    actions.complain(report, Side.AUTHOR, "In time.", by=member, now=last)
    decided(report, actor(world["operator"]), now=last)
    with pytest.raises(Refused, match="has-complained"):
        actions.complain(report, Side.AUTHOR, "Again.", by=member, now=last)


def test_whoever_reported_complains_by_the_address_of_the_receipt(client: FlaskClient, world: World) -> None:
    receipt = client.post(form_of(world), data=TYPED).location
    report = db.session.scalars(select(TextReport)).one()
    decided(report, actor(world["organiser"]), Handling.SHOWN, facts="Nothing proves it.")

    page = client.get(receipt).text
    client.post(receipt, data={"text": "Here is the proof."})

    assert "Nothing proves it." in page
    assert "Here is the proof." in client.get(receipt).text
    assert client.get(receipt[:-2] + "xx").status_code == 404
    assert mails("text_decided") == []


def test_whoever_hid_a_text_shows_it_again_with_a_numbered_reason(client: FlaskClient, world: World) -> None:
    a_second_organiser(world)
    report = hidden(world)
    with pytest.raises(Refused, match="not-your-decision"):
        actions.undo(report, reason="I think otherwise.", by=actor(world["operator"]), now=PUBLIC)

    sign_in(client, world["organiser"])
    client.post(f"/en/texts/reports/{report.id}/undone", data={"reason": "I mixed them up."})

    newest = queries.decisions_about(report.id)[-1]
    assert (newest.number, newest.occasion, newest.facts) == (2, "undone", "I mixed them up.")
    assert verbs()[-1] == "show-text"


def test_a_text_that_two_reports_hide_is_shown_once_both_are_taken_back(world: World) -> None:
    first, second = reported(world), reported(world, explanation="An insult.")
    organiser = actor(world["organiser"])
    decided(first, organiser)
    decided(second, organiser)

    actions.undo(first, reason="Not this.", by=organiser, now=PUBLIC)
    assert world.solution.hidden_at is not None
    actions.undo(second, reason="Nor this.", by=organiser, now=PUBLIC)

    assert world.solution.hidden_at is None


def test_what_is_not_public_cannot_be_reported(client: FlaskClient, world: World) -> None:
    world.solution.withdrawn_at = PUBLIC
    db.session.commit()

    assert client.get(form_of(world)).status_code == 404
    assert client.get("/en/texts/solution/999999/report").status_code == 404


def test_the_list_of_reports_asks_as_little_for_three_as_for_one(
    client: FlaskClient, world: World, seen: list[str]
) -> None:
    counts = []
    for many in (1, 3):
        for number in range(many):
            reported(world, explanation=f"{many} {number}")
        reported(world, TextKind.CHALLENGE, world.challenge.id, explanation=str(many))
        sign_in(client, world["organiser"])
        seen.clear()
        assert client.get("/en/texts/reports").status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 10


def test_the_operator_reads_numbers(client: FlaskClient, world: World) -> None:
    reported(world, explanation="Another thing.")
    hidden(world)
    figures = queries.figures(PUBLIC - timedelta(days=365))

    assert (figures.received, figures.decided, figures.hidden, figures.waiting) == (2, 1, 1, 1)
    sign_in(client, world["operator"])
    assert "days until decided (median)" in client.get("/en/operating").text


def test_decided_reports_go_in_time_and_of_hidden_texts_only_who_reported(world: World) -> None:
    kept, hides = reported(world, mail="cora@example.org"), reported(world, mail="dora@example.org", name="Dora")
    decided(kept, actor(world["organiser"]), Handling.SHOWN)
    decided(hides, actor(world["organiser"]))
    waits = reported(world, TextKind.CHALLENGE, world.challenge.id)

    run(PUBLIC + timedelta(days=366))
    db.session.commit()
    db.session.expire_all()

    left = {one.id: (one.mail, one.name) for one in db.session.scalars(select(TextReport))}
    assert left == {hides.id: (None, None), waits.id: (None, None)}
