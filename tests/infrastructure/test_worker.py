"""The worker on a database of its own: each mail goes out once, and none is lost."""

import logging
import os
import smtplib
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask_migrate import upgrade
from pydantic import SecretStr
from sqlalchemy import delete, select

from challenge_hub.app import create_app, worker_of
from challenge_hub.infrastructure import outbox_queue as queue
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.mail_transport import Folder, Smtp, Transport
from challenge_hub.infrastructure.outbox import OutboxRow, send_to_address
from challenge_hub.infrastructure.worker import Follower, Worker
from challenge_hub.notifications.actions import FOLLOWER
from challenge_hub.pages.models import BarrierReport
from tests.conftest import TEST_SERVER, settings_for
from tests.databases import empty_database
from tests.factories import SPRING
from tests.infrastructure.mail_server import mail_server

MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app whose commits stay: nothing here is rolled back."""
    folder = tmp_path_factory.mktemp("platform")
    name = f"hub_test_mail_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with empty_database(TEST_SERVER, folder, name=name) as url:
        app = create_app(settings_for(url, folder))
        with app.app_context():
            upgrade()
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(autouse=True)
def emptied(platform: Flask) -> None:
    with platform.app_context():
        for table in (OutboxRow, BarrierReport):
            db.session.execute(delete(table))
        db.session.commit()


@pytest.fixture(autouse=True)
def in_spring() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(SPRING, tick=False) as traveller:
        yield traveller


class Kept:
    """A way out that keeps what goes out; `fails` is raised instead while it is set."""

    def __init__(self, fails: BaseException | None = None) -> None:
        self.mails: list[EmailMessage] = []
        self.fails = fails

    def send(self, message: EmailMessage) -> None:
        if self.fails:
            raise self.fails
        self.mails.append(message)


def worker(platform: Flask, transport: Transport | None) -> Worker:
    return Worker(platform, transport, [FOLLOWER])


def put(platform: Flask, count: int = 1) -> None:
    """Receipts for as many reports."""
    with platform.app_context():
        for number in range(count):
            report = BarrierReport(message="Too small.", reported_at=SPRING, due_at=SPRING, language="en")
            db.session.add(report)
            db.session.flush()
            to = f"person-{number}@example.org"
            send_to_address("pages.barrier_receipt", to, "en", now=SPRING, report=report.id)
        db.session.commit()


def rows(platform: Flask) -> list[OutboxRow]:
    with platform.app_context():
        return list(db.session.scalars(select(OutboxRow).order_by(OutboxRow.id)))


def states(platform: Flask) -> list[str]:
    return [str(queue.state_of(row)) for row in rows(platform)]


def test_what_is_due_goes_out_once(platform: Flask) -> None:
    put(platform, 2)
    out = Kept()

    counts = [worker(platform, out).once() for _ in range(2)]

    assert counts == [2, 0]
    assert [mail["To"] for mail in out.mails] == ["person-0@example.org", "person-1@example.org"]
    assert [(row.sent_at, row.due_at, row.attempts) for row in rows(platform)] == [(SPRING, None, 1)] * 2


def test_workers_at_once_send_each_mail_once(platform: Flask) -> None:
    put(platform, 30)
    out = Kept()
    start = threading.Barrier(3)

    def work() -> None:
        start.wait()
        worker(platform, out).once()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(mail["To"] for mail in out.mails) == sorted(f"person-{number}@example.org" for number in range(30))
    assert states(platform) == ["sent"] * 30


def test_who_is_killed_between_sending_and_noting_sends_the_same_mail_again(
    platform: Flask, in_spring: time_machine.Traveller
) -> None:
    put(platform)
    out = Kept()

    class Killed(BaseException):
        """Nothing of ours catches this."""

    class Last:
        def send(self, message: EmailMessage) -> None:
            out.send(message)
            raise Killed

    with pytest.raises(Killed):
        worker(platform, Last()).once()
    early = worker(platform, out).once()
    in_spring.shift(queue.LEASE)
    late = worker(platform, out).once()

    assert (early, late) == (0, 1)
    assert len({mail["Message-ID"] for mail in out.mails}) == 1
    assert (len(out.mails), states(platform)) == (2, ["sent"])


def test_a_mail_that_fails_is_tried_again_later_and_given_up_in_the_end(
    platform: Flask, in_spring: time_machine.Traveller
) -> None:
    put(platform)
    out = Kept(fails=ConnectionRefusedError(111, "Connection refused"))
    waits = []

    while (due := rows(platform)[0].due_at) is not None:
        in_spring.move_to(due)
        worker(platform, out).once()
        waits.append((rows(platform)[0].due_at or due) - due)

    assert waits == [MINUTE * n for n in (1, 3, 9, 27, 81, 243, 729, 1440, 1440, 0)]
    assert (states(platform), rows(platform)[0].attempts) == (["given up"], 10)
    assert rows(platform)[0].last_error == "the mail server cannot be reached: Connection refused"


def test_what_concerns_nobody_any_more_is_not_sent(platform: Flask) -> None:
    put(platform)
    with platform.app_context():
        db.session.execute(delete(BarrierReport))
        db.session.commit()
    out = Kept()

    worker(platform, out).once()

    assert (out.mails, states(platform)) == ([], ["not needed"])


def test_a_mail_that_cannot_be_written_holds_up_no_other(platform: Flask) -> None:
    put(platform, 2)
    with platform.app_context():
        db.session.execute(
            OutboxRow.__table__.update().where(OutboxRow.mail == "person-0@example.org").values(kind="x.y")
        )
        db.session.commit()
    out = Kept()

    worker(platform, out).once()

    assert [mail["To"] for mail in out.mails] == ["person-1@example.org"]
    assert [row.last_error for row in rows(platform)] == ["KeyError while writing or sending it", None]


def test_without_a_mail_server_mails_wait(platform: Flask) -> None:
    put(platform)

    assert worker_of(platform).once() == 0
    assert states(platform) == ["waiting"]


def test_no_transaction_is_open_while_a_mail_is_sent(platform: Flask) -> None:
    put(platform)

    class Curious(Kept):
        def send(self, message: EmailMessage) -> None:
            put(platform)  # would wait for the lock of another writer, in vain
            super().send(message)

    out = Curious()
    Worker(platform, out, [FOLLOWER])._deliver_next(out)

    assert len(out.mails) == 1


def test_a_trail_that_cannot_be_followed_does_not_keep_mails_back(platform: Flask) -> None:
    put(platform)
    out = Kept()

    def stumble(now: Any) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        Worker(platform, out, [Follower(lambda: True, stumble)]).once()

    assert len(out.mails) == 1


def test_a_worker_survives_what_goes_wrong_and_logs_it_once(platform: Flask, caplog: pytest.LogCaptureFixture) -> None:
    stop, times = threading.Event(), []

    def stumble(now: Any) -> None:
        times.append(now)
        if len(times) == 4:
            stop.set()
        raise LookupError("no such thing")

    with caplog.at_level(logging.ERROR, logger="challenge_hub.worker"):
        Worker(platform, None, [Follower(lambda: True, stumble)]).work(stop, pause=0)

    assert len(times) == 4
    assert len(caplog.records) == 1


def test_what_was_sent_a_month_ago_is_forgotten(platform: Flask, in_spring: time_machine.Traveller) -> None:
    put(platform)
    worker(platform, Kept()).once()
    put(platform)
    in_spring.shift(queue.KEPT + MINUTE)

    worker(platform, None).once()

    assert states(platform) == ["waiting"]


def test_the_operator_has_a_mail_tried_again_but_not_one_that_was_sent(platform: Flask) -> None:
    put(platform, 2)
    out = Kept(fails=smtplib.SMTPServerDisconnected("gone"))
    worker(platform, out).once()
    out.fails = None
    with platform.app_context():
        queue.retry(rows(platform)[0].id, now=SPRING)
        db.session.commit()

    worker(platform, out).once()

    assert states(platform) == ["sent", "waiting"]
    assert not queue.may_retry(is_sent=True)


def test_a_mail_reaches_a_mail_server_as_it_was_written(platform: Flask) -> None:
    put(platform)

    with mail_server() as server:
        worker(platform, Smtp.from_url(server.url)).once()

    mail = server.mails[0]
    assert (mail["To"], mail["Auto-Submitted"]) == ("person-0@example.org", "auto-generated")
    assert "Too small." in mail.get_content()


def test_what_a_server_refuses_is_noted_without_the_address(platform: Flask) -> None:
    put(platform)

    with mail_server(refuse="550 no such person person-0@example.org") as server:
        worker(platform, Smtp.from_url(server.url)).once()

    assert rows(platform)[0].last_error == "the mail server refuses the address (550)"


def test_a_password_is_not_sent_over_a_line_that_is_not_encrypted(platform: Flask) -> None:
    put(platform)

    with mail_server() as server:
        worker(platform, Smtp.from_url(f"smtp://hub:secret@127.0.0.1:{server.port}")).once()

    assert states(platform) == ["waiting"]
    assert [words for words in server.said if "AUTH" in words.upper() or "secret" in words] == []
    assert "secret" not in repr(Smtp.from_url("smtp://hub:secret@127.0.0.1"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", Smtp("mail.example.org", 25)),
        ("smtp://a%40b:p%2Fw@mail.example.org", Smtp("mail.example.org", 587, "a@b", "p/w")),
        ("smtps://a:b@mail.example.org", Smtp("mail.example.org", 465, "a", "b", tls=True)),
        ("smtps://a:b@mail.example.org:4465", Smtp("mail.example.org", 4465, "a", "b", tls=True)),
    ],
)
def test_a_mail_url_names_host_port_and_who_we_are(url: str, expected: Smtp) -> None:
    assert Smtp.from_url(url) == expected


def test_a_mail_in_a_folder_lies_there_once_however_often_it_is_delivered(platform: Flask, tmp_path: Path) -> None:
    put(platform)

    worker(platform, Folder(tmp_path / "box")).once()
    with platform.app_context():
        db.session.execute(OutboxRow.__table__.update().values(sent_at=None, due_at=SPRING))
        db.session.commit()
    worker(platform, Folder(tmp_path / "box")).once()

    assert [path.suffix for path in (tmp_path / "box").iterdir()] == [".eml"]


def test_settings_say_where_mails_go(platform: Flask) -> None:
    settings = settings_for(f"sqlite:///{platform.instance_path}", Path(), mail_url="smtp://u:pass-word@127.0.0.1")

    assert isinstance(settings.mail_url, SecretStr)
    assert "pass-word" not in repr(settings)
