"""From a row of the outbox to a message: whose language, which headers, and what is never in the row."""

import re
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import OPERATOR, VISITOR
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.mail import Mail
from challenge_hub.infrastructure.mail_message import message_of
from challenge_hub.infrastructure.outbox import OutboxRow, send_to_address, send_to_person
from challenge_hub.pages.actions import answer_barrier, erase_barrier, report_barrier
from tests import factories as make
from tests.factories import SPRING

Session = scoped_session[Any]
GERMAN_REPORT = {"message": "Der Knopf: § & <b>", "page": "/de/", "mail": "a@example.org", "language": "de"}


def a_row(kind: str = "notifications.results", **facts: Any) -> OutboxRow:
    person = make.a_person(**facts)
    send_to_person(kind, person.id, now=SPRING, call=make.a_call().id)
    db.session.flush()
    return rows()[-1]


def rows() -> list[OutboxRow]:
    return list(db.session.scalars(select(OutboxRow).order_by(OutboxRow.id)))


def arrived(row: OutboxRow) -> EmailMessage:
    """The mail as the other side reads it."""
    message = message_of(row, SPRING)
    assert message is not None
    return BytesParser(policy=default).parsebytes(message.as_bytes())


def text_of(mail: EmailMessage) -> str:
    return "\n".join(mail.get_content().splitlines())


@pytest.mark.parametrize(
    ("language", "subject", "greeting"),
    [
        ("de", "Ergebnisse: Aufruf", "Guten Tag Jörg Müller & Söhne,"),
        ("en", "Results: Call", "Hello Jörg Müller & Söhne,"),
    ],
)
def test_a_mail_speaks_the_language_of_its_recipient(
    session: Session, language: str, subject: str, greeting: str
) -> None:
    row = a_row(language=language, display_name="Jörg Müller & Söhne")

    mail = arrived(row)

    assert mail["Subject"].startswith(subject)
    assert mail.get_content().startswith(greeting)
    assert mail["Content-Language"] == language
    assert f"http://localhost:8000/{language}/calls/" in mail.get_content()


def test_a_mail_says_who_sends_it_and_why(session: Session) -> None:
    mail = arrived(a_row(language="en"))

    assert text_of(mail).split("\n-- \n")[1].splitlines() == [
        "Example operator, Challenge Hub",
        "http://localhost:8000",
        "You get this mail because your team takes part in this call.",
        "It was sent automatically.",
    ]


def test_a_mail_can_be_recognised_when_it_comes_twice(session: Session) -> None:
    first, second = a_row(), a_row()

    ids = [arrived(row)["Message-ID"] for row in (first, first, second)]

    assert ids[0] == ids[1] != ids[2]
    assert re.fullmatch(r"<outbox-\d+-\d+@localhost>", ids[0])


def test_a_mail_is_marked_as_automatic_and_dated(session: Session) -> None:
    mail = arrived(a_row())

    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == SPRING
    assert mail["From"].addresses[0].addr_spec == "challenge-hub@localhost"
    assert mail.get_content_charset() == "utf-8"


@pytest.mark.parametrize(
    "evil", ["A\r\nBcc: other@example.org", "A\nBcc: other@example.org", "A\u2028Bcc: x", "A\x1bB"]
)
def test_no_name_and_no_title_becomes_a_header(app: Flask, session: Session, evil: str) -> None:
    row = a_row(display_name=evil)
    session.execute(make.Call.__table__.update().values(title={"en": evil}))

    mail = arrived(row)

    assert sorted(mail.keys()) == sorted(
        ["Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "Content-Type",
         "Content-Transfer-Encoding", "MIME-Version"]
    )  # fmt: skip
    assert len(mail["To"].addresses) == 1


def test_an_address_with_an_international_domain_is_written_as_servers_know_it(session: Session) -> None:
    assert arrived(a_row(mail="amt@münchen.example"))["To"].addresses[0].addr_spec == "amt@xn--mnchen-3ya.example"


def test_who_is_gone_gets_no_mail(session: Session) -> None:
    row = a_row()
    session.delete(session.get_one(make.Person, row.person_id))
    session.flush()

    assert message_of(row, SPRING) is None


def test_who_has_not_confirmed_gets_only_mail_about_confirming_and_is_not_named(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm = lambda facts, to: Mail("Confirm", "emails/notifications/results.txt", {"call": "C", "url": "u"})  # noqa: E731
    monkeypatch.setitem(app.extensions["mails"], "tests.confirm", confirm)
    monkeypatch.setitem(app.extensions, "to_claimed", {"tests.confirm"})

    about_confirming = arrived(a_row("tests.confirm", mail=None, claimed_mail="claimed@example.org"))

    assert about_confirming["To"] == "claimed@example.org"
    assert text_of(about_confirming).startswith("Hello,\n")
    assert message_of(a_row(mail=None), SPRING) is None


def test_a_row_holds_neither_text_nor_token(session: Session) -> None:
    report = report_barrier(**GERMAN_REPORT, by=VISITOR, now=SPRING)
    session.flush()

    assert [row.facts for row in rows()] == [{"report": report.id}] * 2


def test_the_outbox_rolls_back_with_the_act(session: Session) -> None:
    with session.begin_nested() as act:
        report_barrier(**GERMAN_REPORT, by=VISITOR, now=SPRING)
        session.flush()
        during = len(rows())
        act.rollback()

    assert (during, rows()) == (2, [])


def test_a_reported_barrier_is_mailed_to_the_operator_and_a_receipt_to_its_sender(session: Session) -> None:
    report_barrier(**GERMAN_REPORT, by=VISITOR, now=SPRING)
    session.flush()

    to_operator, receipt = map(arrived, rows())

    assert (to_operator["To"], receipt["To"]) == ("operator@example.org", "a@example.org")
    assert "Der Knopf: § & <b>" in to_operator.get_content()
    assert "challenge-hub barriers answered" in to_operator.get_content()
    assert "Wir antworten bis zum 29. März 2027." in receipt.get_content()


def test_without_an_address_there_is_no_receipt(session: Session) -> None:
    report_barrier("Too small.", page=None, mail=None, language="en", by=VISITOR, now=SPRING)
    session.flush()

    assert [row.kind for row in rows()] == ["pages.barrier_report"]


def test_an_answered_report_is_not_mailed_any_more_and_an_erased_one_leaves_no_address(session: Session) -> None:
    kept = report_barrier(**GERMAN_REPORT, by=VISITOR, now=SPRING)
    erased = report_barrier(**GERMAN_REPORT, by=VISITOR, now=SPRING)
    answer_barrier(erased, by=OPERATOR, now=SPRING)
    erase_barrier(erased, by=OPERATOR, now=SPRING)
    session.flush()

    assert [(row.kind, row.facts["report"]) for row in rows()] == [
        ("pages.barrier_report", kept.id),
        ("pages.barrier_receipt", kept.id),
        ("pages.barrier_report", kept.id + 1),
    ]
    assert message_of(rows()[2], SPRING) is None


def test_every_mail_named_has_its_template(app: Flask) -> None:
    letters = app.extensions["letters"]
    sources = "".join(path.read_text() for path in Path(app.root_path).glob("*/emails.py"))
    named = set(re.findall(r'"(emails/[a-z_/]+\.txt)"', sources))

    assert {letters.get_template(name).name for name in named} == named
    assert len(named) > 10


def test_no_template_greets_or_signs_by_itself(app: Flask) -> None:
    folder = Path(str(app.template_folder)) / "emails"
    bodies = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.glob("*/*.txt")}

    assert [name for name, body in bodies.items() if re.search(r"Hello|greeting|sender", body)] == []


def test_a_row_for_an_address_needs_its_language(session: Session) -> None:
    send_to_address("pages.barrier_receipt", "a@example.org", "de", now=SPRING, report=1)
    session.flush()

    assert (rows()[0].mail, rows()[0].language, rows()[0].person_id) == ("a@example.org", "de", None)
