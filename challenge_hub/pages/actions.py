"""Taking in a reported barrier, and noting that it was answered."""

from datetime import datetime

from challenge_hub.access import Actor, Role
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import forget, send_to_address, send_to_operator
from challenge_hub.pages.models import BarrierReport
from challenge_hub.pages.rules import answer_due, may_answer, may_erase


def report_barrier(
    message: str, *, page: str | None, mail: str | None, language: str, by: Actor, now: datetime
) -> BarrierReport:
    """Keep the message; it gets its number and the date by which it is answered. The operator is told by mail, and
    whoever gave an address gets a receipt.
    """
    report = BarrierReport(
        message=message, page=page, mail=mail, language=language, reported_at=now, due_at=answer_due(now)
    )
    db.session.add(report)
    db.session.flush()
    record("report-barrier", report, by=by, now=now)
    send_to_operator("pages.barrier_report", now=now, report=report.id)
    if mail:
        send_to_address("pages.barrier_receipt", mail, language, now=now, report=report.id)
    return report


def answer_barrier(report: BarrierReport, *, by: Actor, now: datetime) -> None:
    """Note that the report was answered; doing it twice is refused."""
    may_answer(is_operator=by.has(Role.OPERATOR), is_answered=report.answered_at is not None).require()
    report.answered_at = now
    record("answer-barrier", report, by=by, now=now)


def erase_barrier(report: BarrierReport, *, by: Actor, now: datetime) -> None:
    """Remove an answered report with everything its sender wrote; the trail keeps the number alone."""
    may_erase(is_operator=by.has(Role.OPERATOR), is_answered=report.answered_at is not None).require()
    record("erase-barrier", report, by=by, now=now)
    if report.mail:
        forget("pages.barrier_receipt", report.mail, report=report.id)
    db.session.delete(report)
    db.session.flush()
