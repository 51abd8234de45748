"""Mails of this package: what each says. The worker calls these with the ids of an outbox row."""

from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import gettext

from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.links import address_of
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient
from challenge_hub.settings import Settings


def export_ready(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """The file is there; it can be fetched after signing in."""
    link = address_of("privacy.mine")
    return Mail(gettext("Your data are ready"), "emails/privacy/export_ready.txt", {"link": link})


def deleted(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """The last mail to an address."""
    return Mail(gettext("Your account is deleted"), "emails/privacy/deleted.txt", {})


def offered(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """The archive is to be asked; nobody else does it."""
    call = db.session.get(Call, int(facts["call"]))
    if call is None:
        return None
    settings: Settings = current_app.extensions["settings"]
    told = {
        "call": plain(call.title),
        "days": settings.archive_days,
        "link": address_of("privacy.file", slug=call.slug),
    }
    return Mail(gettext("To ask the archive about: %(call)s", call=told["call"]), "emails/privacy/offered.txt", told)


def research_ready(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """The export for researchers can be fetched."""
    call = db.session.get(Call, int(facts["call"]))
    if call is None:
        return None
    told = {"call": plain(call.title), "link": address_of("privacy.research", slug=call.slug)}
    return Mail(gettext("An export for researchers is ready"), "emails/privacy/research_ready.txt", told)


MAILS: dict[str, MailWriter] = {
    "privacy.export_ready": export_ready,
    "privacy.deleted": deleted,
    "privacy.offered": offered,
    "privacy.research_ready": research_ready,
}
