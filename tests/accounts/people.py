"""What the tests of this package share: people with a password, their browsers, their mails."""

import contextvars
import re
from datetime import timedelta
from typing import Any

from flask import Flask, render_template
from flask.testing import FlaskClient
from sqlalchemy import select

from challenge_hub.accounts import passwords
from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db, only_reading
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.mail import Mail, Recipient
from challenge_hub.infrastructure.outbox import OutboxRow
from tests import factories as make

SPRING = make.SPRING
SECRET = "a sentence nobody guesses"
OTHER = "another sentence of mine"
HASH = passwords.hashed(SECRET)
ADA = {"display_name": "Ada", "mail": "ada@example.org", "password": SECRET}
LATER = SPRING + timedelta(minutes=2)


def somebody(**facts: Any) -> Person:
    """With a confirmed address and a password."""
    return make.a_person(**{"password_hash": HASH, **facts})


def rows(kind: str | None = None) -> list[OutboxRow]:
    """What lies in the outbox, the oldest first."""
    db.session.flush()
    found = select(OutboxRow).order_by(OutboxRow.id)
    return list(db.session.scalars(found if kind is None else found.where(OutboxRow.kind == kind)))


def written(app: Flask, row: OutboxRow, language: str | None = None) -> tuple[Mail, str] | None:
    """The mail of a row and its text, as the worker has them made."""
    person = db.session.get(Person, row.person_id) if row.person_id else None
    spoken = language or row.language or (person.language if person else "en")
    mail = row.mail or (person.mail if person else None) or ""
    to = Recipient(mail, spoken, person.display_name if person else "", row.person_id)
    kind, facts = row.kind, dict(row.facts)
    db.session.flush()

    def write() -> tuple[Mail, str] | None:
        with only_reading(), app.test_request_context(f"/{spoken}/"):
            page_language()  # from here on it is that of this address, whatever the mail's writer asks for
            letter = app.extensions["mails"][kind](facts, to)
            return (letter, render_template(letter.template, **letter.context)) if letter else None

    return contextvars.Context().run(write)


def link_of(app: Flask, row: OutboxRow) -> str:
    """The path of the one link in a mail."""
    found = written(app, row)
    link = str(found[0].context["link"]) if found else ""
    return link.removeprefix("http://localhost:8000")


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/en/account").status_code == 200


def without_challenge(page: str) -> str:
    """A page but for its nonce, its token and the word a passkey would sign, which are others each time."""
    return re.sub(r"(data-options|nonce|csrf_token\" value)=\"[^\"]*\"", "", page)
