"""Mails of this package: what each says. The worker calls these with the ids of an outbox row."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from challenge_hub.infrastructure.links import address_of
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient


def export_ready(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """The file is there; it can be fetched after signing in."""
    link = address_of("privacy.mine")
    return Mail(gettext("Your data are ready"), "emails/privacy/export_ready.txt", {"link": link})


def deleted(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """The last mail to an address."""
    return Mail(gettext("Your account is deleted"), "emails/privacy/deleted.txt", {})


MAILS: dict[str, MailWriter] = {"privacy.export_ready": export_ready, "privacy.deleted": deleted}
