"""Reporting a barrier without an account."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import OPERATOR, VISITOR, Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.pages import actions, queries
from challenge_hub.pages.models import BarrierReport

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def a_report(**facts: Any) -> BarrierReport:
    values = {"message": "I cannot reach the button.", "page": None, "mail": None, "language": "en"}
    return actions.report_barrier(**{**values, **facts}, by=VISITOR, now=NOON)


def test_a_report_is_kept_with_the_day_by_which_it_is_answered(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    with time_machine.travel(NOON, tick=False):
        answer = client.post(
            "/de/accessibility/report", data={"message": "Ich komme nicht weiter.", "mail": "a@example.org"}
        )

    report = session.scalars(select(BarrierReport)).one()
    assert answer.headers["Location"] == "/de/accessibility/report/received"
    assert (report.message, report.mail, report.language) == ("Ich komme nicht weiter.", "a@example.org", "de")
    assert report.due_at == NOON + timedelta(days=28)
    assert [line.verb for line in session.scalars(select(TrailLine))] == ["report-barrier"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"message": ""},
        {"message": "  "},
        {"message": "a\x9b31m"},
        {"message": "x", "page": "a\tb"},
        {"message": "x" * 5001},
        {"message": "x", "mail": "nobody"},
        {"message": "a\x01b"},
        {"message": "x", "page": "p" * 501},
    ],
)
def test_a_report_that_cannot_be_kept_gives_back_what_was_typed(
    client: FlaskClient, session: scoped_session[Any], wrong: dict[str, str]
) -> None:
    answer = client.post("/en/accessibility/report", data={"page": "The page", **wrong})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert wrong.get("page", "The page") in answer.text
    assert session.scalars(select(BarrierReport)).all() == []


def test_a_form_that_expired_gives_back_what_was_typed(app: Flask, session: scoped_session[Any]) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = app.test_client().post("/en/accessibility/report", data={"message": "A long story <b>"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert answer.status_code == 400
    assert "A long story &lt;b&gt;" in answer.text
    assert session.scalars(select(BarrierReport)).all() == []


def test_the_operator_sees_what_waits_and_notes_an_answer_once(session: scoped_session[Any]) -> None:
    first, second = a_report(), a_report()

    actions.answer_barrier(first, by=OPERATOR, now=NOON)

    assert list(queries.all_open_reports()) == [second]
    with pytest.raises(Refused, match="already-answered"):
        actions.answer_barrier(first, by=OPERATOR, now=NOON)


def test_a_visitor_cannot_note_an_answer(session: scoped_session[Any]) -> None:
    with pytest.raises(Refused, match="not-operator"):
        actions.answer_barrier(a_report(), by=VISITOR, now=NOON)


def test_an_end_of_line_counts_and_is_kept_as_one_character(client: FlaskClient, session: scoped_session[Any]) -> None:
    client.post("/en/accessibility/report", data={"message": "a\r\n" * 2499 + "a"})

    assert session.scalars(select(BarrierReport.message)).one() == "a\n" * 2499 + "a"


def test_only_an_answered_report_is_erased_and_with_everything_that_was_written(session: scoped_session[Any]) -> None:
    report = a_report()

    with pytest.raises(Refused, match="not-answered-yet"):
        actions.erase_barrier(report, by=OPERATOR, now=NOON)
    actions.answer_barrier(report, by=OPERATOR, now=NOON)
    with pytest.raises(Refused, match="not-operator"):
        actions.erase_barrier(report, by=VISITOR, now=NOON)
    actions.erase_barrier(report, by=OPERATOR, now=NOON)

    assert session.scalars(select(BarrierReport)).all() == []
    assert [line.verb for line in session.scalars(select(TrailLine))] == [
        "report-barrier",
        "answer-barrier",
        "erase-barrier",
    ]


def test_one_network_reports_only_so_often_and_loses_nothing(client: FlaskClient) -> None:
    answers = [
        client.post("/en/accessibility/report", data={"message": f"The map number {number} is too dark."})
        for number in range(21)
    ]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert "The map number 20 is too dark." in answers[-1].text
