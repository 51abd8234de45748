"""Mails of this package: what each says. The worker calls these with the ids of an outbox row.

None repeats what a visitor typed: an address that was given with a report may be that of somebody else.
"""

from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import gettext

from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.i18n import format_day
from challenge_hub.infrastructure.links import address_of
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient
from challenge_hub.moderation.labels import GROUNDS, KINDS
from challenge_hub.moderation.models import TextDecision, TextReport
from challenge_hub.moderation.receipts import receipt_word
from challenge_hub.moderation.rules import complain_until
from challenge_hub.settings import Settings


def report_waits(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To whoever may decide. Decided by now, it concerns nobody."""
    report = db.session.get(TextReport, facts["report"])
    if report is None or report.waits_since is None:
        return None
    is_complaint = report.handling is not None
    subject = (
        gettext("A complaint waits for your decision: report %(number)s", number=report.id)
        if is_complaint
        else gettext("A reported text waits for your decision: report %(number)s", number=report.id)
    )
    context = {
        "is_complaint": is_complaint,
        "kind": KINDS[report.kind],
        "link": address_of("moderation.decide", number=report.id),
    }
    return Mail(subject, "emails/moderation/report_waits.txt", context)


def report_receipt(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the address that was given with a report."""
    report = db.session.get(TextReport, facts["report"])
    if report is None:
        return None
    subject = gettext("Your report of a text: number %(number)s", number=report.id)
    return Mail(subject, "emails/moderation/report_receipt.txt", _for_reporter(report), _why())


def report_decided(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the same address: what was decided, and what can be done about it."""
    found = _decided(facts)
    if found is None:
        return None
    report, decision = found
    subject = gettext("Your report of a text was decided: number %(number)s", number=report.id)
    context = {**_for_reporter(report), "decision": decision, "until": _until(decision)}
    return Mail(subject, "emails/moderation/report_decided.txt", context, _why())


def text_decided(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To whose text it is: hidden with the reasons, or shown again."""
    found = _decided(facts)
    if found is None:
        return None
    report, decision = found
    is_hidden = decision.handling == "hidden"
    subject = gettext("A text of yours was hidden") if is_hidden else gettext("A text of yours is shown again")
    context = {
        "decision": decision,
        "kind": KINDS[report.kind],
        "ground": GROUNDS[decision.ground] if decision.ground else "",
        "until": _until(decision),
        "link": address_of("moderation.statement", number=report.id),
    }
    return Mail(subject, "emails/moderation/text_decided.txt", context)


def _decided(facts: Mapping[str, Any]) -> tuple[TextReport, TextDecision] | None:
    decision = db.session.get(TextDecision, facts["decision"])
    return (db.session.get_one(TextReport, decision.report_id), decision) if decision else None


def _for_reporter(report: TextReport) -> dict[str, Any]:
    link = address_of("moderation.receipt", word=receipt_word(report.id))
    return {"report": report, "kind": KINDS[report.kind], "link": link}


def _until(decision: TextDecision) -> str:
    """The last day of a complaint."""
    settings: Settings = current_app.extensions["settings"]
    return format_day(complain_until(decision.decided_at), settings.time_zone)


def _why() -> str:
    return str(gettext("You get this mail because somebody gave this address with the report."))


MAILS: dict[str, MailWriter] = {
    "moderation.report_waits": report_waits,
    "moderation.report_receipt": report_receipt,
    "moderation.report_decided": report_decided,
    "moderation.text_decided": text_decided,
}
