"""Mails of this package: what each says. The worker calls these with the ids of an outbox row."""

from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.i18n import format_day
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient
from challenge_hub.pages.models import BarrierReport
from challenge_hub.settings import Settings


def barrier_report(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the operator: what was reported. One that is answered by now needs no mail."""
    report = db.session.get(BarrierReport, facts["report"])
    if report is None or report.answered_at is not None:
        return None
    return Mail(
        _("A barrier was reported: number %(number)s", number=report.id),
        "emails/pages/barrier_report.txt",
        {"report": report, "due": _day(report)},
        _("You get this mail because you run this platform."),
    )


def barrier_receipt(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To whoever reported a barrier and gave an address."""
    report = db.session.get(BarrierReport, facts["report"])
    if report is None:
        return None
    return Mail(
        _("Your report of a barrier: number %(number)s", number=report.id),
        "emails/pages/barrier_receipt.txt",
        {"report": report, "due": _day(report)},
        _("You get this mail because somebody gave this address with the report."),
    )


def _day(report: BarrierReport) -> str:
    settings: Settings = current_app.extensions["settings"]
    return format_day(report.due_at, settings.time_zone)


MAILS: dict[str, MailWriter] = {"pages.barrier_report": barrier_report, "pages.barrier_receipt": barrier_receipt}
