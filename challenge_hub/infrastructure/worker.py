"""The worker: follows the trail, then sends what is due. A thread beside the server, or a command of its own.

A mail is written and sent outside of any transaction that writes. Whoever is killed between sending and noting it has
sent it twice in the end, under the same Message-ID; it is never lost.
"""

import logging
import smtplib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from threading import Event, Thread
from typing import TypeVar

from flask import Flask

from challenge_hub.infrastructure import clock, jobs, throttle
from challenge_hub.infrastructure import outbox_queue as queue
from challenge_hub.infrastructure.db import db, only_reading
from challenge_hub.infrastructure.mail_message import message_of
from challenge_hub.infrastructure.mail_transport import Transport
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.infrastructure.outbox_queue import Lease

PAUSE = 5.0
"""Seconds between two looks at the outbox."""

TIDY_EVERY = timedelta(days=1)

Answer = TypeVar("Answer")
Tidier = Callable[[datetime], None]
"""Removes, once a day, what is over."""

log = logging.getLogger("challenge_hub.worker")


@dataclass(frozen=True)
class Follower:
    """What is done after the trail: mails put into the outbox, lines sealed. Whether there is anything to do is asked
    first, without any lock.
    """

    is_behind: Callable[[], bool]
    follow: Callable[[datetime], None]


class Worker:
    """One of any number. Without a transport rows wait."""

    def __init__(
        self,
        app: Flask,
        transport: Transport | None,
        followers: Sequence[Follower],
        works: Mapping[str, jobs.Work] | None = None,
        tidiers: Sequence[Tidier] = (),
    ) -> None:
        self._app, self._transport, self._followers, self._works = app, transport, followers, works or {}
        self._tidiers = (queue.forget_old, throttle.forget_old, *tidiers)
        self._tidied: datetime | None = None

    def start(self, *, pause: float = PAUSE) -> Thread:
        """Work in a thread that ends with the process."""
        thread = Thread(target=self.work, args=(Event(),), kwargs={"pause": pause}, name="worker", daemon=True)
        thread.start()
        return thread

    def work(self, stop: Event, *, pause: float = PAUSE) -> None:
        """Work until told to stop. What goes wrong is logged once, until it goes well again."""
        is_well = True
        while not stop.wait(pause):
            try:
                self.once()
            except Exception:
                if is_well:
                    log.exception("The worker could not do its work; it goes on trying.")
                is_well = False
            else:
                is_well = True

    def once(self) -> int:
        """Follow the trail, compute what was asked for, then send what is due; returns how many mails were worked on.
        Mails go out even where the trail cannot be followed.
        """
        done = 0
        try:
            self._follow()
            while self._works and self._work_off_next():
                pass
        finally:
            while self._transport and self._deliver_next(self._transport):
                done += 1
            self._tidy()
        return done

    def _follow(self) -> None:
        for follower in self._followers:
            with self._app.app_context():
                if self._reads(follower.is_behind):
                    follower.follow(clock.now())
                    db.session.commit()

    def _work_off_next(self) -> bool:
        """One job: read and computed without the write lock, then stored. What fails is tried again later."""
        with self._app.app_context():
            is_due = self._reads(lambda: jobs.is_anything_due(clock.now()))
            lease = jobs.lease_next(clock.now()) if is_due else None
            db.session.commit()
        if lease is None:
            return False
        with self._app.app_context():
            try:
                store = self._reads(lambda: self._works[lease.kind](lease.subject, lease.facts, clock.now()))
                store(clock.now())
                jobs.note_done(lease, clock.now())
            except Exception as error:
                db.session.rollback()
                log.exception("The job %s %s failed; it is tried again.", lease.kind, lease.subject)
                jobs.note_failure(lease, type(error).__name__, clock.now())
            db.session.commit()
        return True

    def _deliver_next(self, transport: Transport) -> bool:
        lease = self._lease()
        if lease is None:
            return False
        cause, message = None, None
        try:
            message = self._written(lease)
            if message:
                transport.send(message)
        except Exception as error:
            cause = cause_of(error)
            log.warning("Mail %s did not go out: %s", lease.row_id, cause)
        with self._app.app_context():
            if cause:
                queue.note_failure(lease, cause, clock.now())
            elif message:
                queue.note_sent(lease, clock.now())
            else:
                queue.note_not_needed(lease)
            db.session.commit()
        return True

    def _lease(self) -> Lease | None:
        with self._app.app_context():
            is_due = self._reads(lambda: queue.is_anything_due(clock.now()))
            lease = queue.lease_next(clock.now()) if is_due else None
            db.session.commit()
        return lease

    def _written(self, lease: Lease) -> EmailMessage | None:
        with self._app.app_context(), only_reading():
            row = db.session.get(OutboxRow, lease.row_id)
            message = message_of(row, clock.now()) if row else None
            db.session.rollback()
        return message

    def _reads(self, question: Callable[[], Answer]) -> Answer:
        """The answer from a transaction of its own, so that SQLite's one lock is taken only to write."""
        with only_reading():
            answer = question()
            db.session.rollback()
        return answer

    def _tidy(self) -> None:
        with self._app.app_context():
            now = clock.now()
            if self._tidied is None or now - self._tidied >= TIDY_EVERY:
                for tidy in self._tidiers:
                    tidy(now)
                    db.session.commit()
                self._tidied = now


def cause_of(error: Exception) -> str:
    """Why a mail did not go out, for the operator: never what it says or whom it goes to."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, _ = next(iter(error.recipients.values()))
        return f"the mail server refuses the address ({code})"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the mail server answers {error.smtp_code} ({type(error).__name__})"
    if isinstance(error, OSError):
        return f"the mail server cannot be reached: {error.strerror or type(error).__name__}"
    return f"{type(error).__name__} while writing or sending it"
