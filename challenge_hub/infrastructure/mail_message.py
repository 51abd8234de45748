"""From a row of the outbox to a message: the text in the recipient's language, and headers nobody can add to."""

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app
from flask_babel import gettext, ngettext
from jinja2 import Environment

from challenge_hub.infrastructure.i18n import plain, sources_of, speaking
from challenge_hub.infrastructure.links import address_of
from challenge_hub.infrastructure.mail import Mail, Recipient, RecipientFinder
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.settings import Settings

LAYOUT = "emails/layout.txt"
LONGEST_SUBJECT = 200
BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def prepare_mails(app: Flask, recipient_of: RecipientFinder) -> None:
    """Templates of mails are text: what they show is not made harmless for HTML, and links are full addresses."""
    app.extensions["recipient_of"] = recipient_of
    letters = app.jinja_env.overlay(autoescape=False)
    letters.globals = {
        **app.jinja_env.globals,
        "_": _said,
        "gettext": _said,
        "ngettext": ngettext,
        "text": plain,
        "prose": sources_of,
        "url_for": address_of,
    }
    app.extensions["letters"] = letters


def message_of(row: OutboxRow, now: datetime) -> EmailMessage | None:
    """The message of a row as it reads today; None where it no longer concerns anybody."""
    to = _recipient(row)
    if to is None:
        return None
    with speaking(to.language):
        mail: Mail | None = current_app.extensions["mails"][row.kind](row.facts, to)
        return _message(row, mail, to, now) if mail else None


def _recipient(row: OutboxRow) -> Recipient | None:
    if row.person_id is None:
        return Recipient(str(row.mail), str(row.language))
    find: RecipientFinder = current_app.extensions["recipient_of"]
    return find(row.person_id, claimed=row.kind in current_app.extensions["to_claimed"])


def _message(row: OutboxRow, mail: Mail, to: Recipient, now: datetime) -> EmailMessage:
    """The id is made of the row alone, so that a second delivery after a crash is recognised as the same mail."""
    settings: Settings = current_app.extensions["settings"]
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(str(mail.subject))[:LONGEST_SUBJECT]
    message["From"] = _address(settings.operator_name or "Challenge Hub", settings.mail_from)
    message["To"] = _address(to.name, to.mail)
    message["Date"] = now
    host = urlsplit(settings.base_url).hostname
    message["Message-ID"] = f"<outbox-{row.id}-{int(row.created_at.timestamp())}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_text(mail, to, settings), charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = to.language
    return message


def one_line(text: str) -> str:
    """Without ends of lines and other control characters: nothing after them becomes a header of its own."""
    return " ".join(BREAKS.sub(" ", text).split())


def _address(name: str, mail: str) -> Address:
    """A domain with letters of its own is written as mail servers know it."""
    user, _, domain = one_line(mail).rpartition("@")
    return Address(one_line(name), user, domain.encode("idna").decode())


def _text(mail: Mail, to: Recipient, settings: Settings) -> str:
    letters: Environment = current_app.extensions["letters"]
    body = letters.get_template(mail.template).render({"to": to, **mail.context}).strip()
    frame = {"body": body, "to": to, "why": mail.why, "operator": settings.operator, "platform": settings.base_url}
    return re.sub(r"\n{3,}", "\n\n", letters.get_template(LAYOUT).render(frame).strip()) + "\n"


def _said(message: str, **values: Any) -> str:
    """The `_` of mails: a sentence with its values, as plain text."""
    return str(gettext(message)) % values
