"""What must be sent: a row written in the business transaction, delivered by the worker later.

A row holds a kind, ids and the recipient; never a text and never a token. The worker renders the text in the
recipient's language and signs links when it sends.
"""

from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import JSON, CheckConstraint, String, select
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import LANGUAGES, Model, Moment, db
from challenge_hub.settings import Settings


class OutboxRow(Model):
    """One mail to one recipient: a person, or an address of somebody without an account (`mail` and `language`).

    A worker that takes a row leases it; when the worker dies, the lease ends and another takes the row. Without
    `due_at` nothing more happens: it was sent (`sent_at`), it concerned nobody any more, or it was given up.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (mail IS NULL)", name="one_recipient"),
        CheckConstraint("mail IS NULL OR language IS NOT NULL", name="mail_has_language"),
        CheckConstraint(f"language IN {LANGUAGES}", name="language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(80))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    person_id: Mapped[int | None] = mapped_column(index=True)
    mail: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str | None] = mapped_column(String(2))
    created_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    last_error: Mapped[str | None] = mapped_column(String(200))


def send_to_person(kind: str, person_id: int, *, now: datetime, **facts: int | str | None) -> None:
    """Have a mail sent to a person, in their language at that time. `facts` are ids and keys, no texts."""
    db.session.add(OutboxRow(kind=kind, facts=facts, person_id=person_id, created_at=now, due_at=now))


def send_to_address(kind: str, mail: str, language: str, *, now: datetime, **facts: int | str | None) -> None:
    """Have a mail sent to somebody who need not have an account."""
    db.session.add(OutboxRow(kind=kind, facts=facts, mail=mail, language=language, created_at=now, due_at=now))


def send_to_operator(kind: str, *, now: datetime, **facts: int | str | None) -> None:
    """Have a mail sent to whoever runs the platform; nothing where OPERATOR_MAIL is not set."""
    settings: Settings = current_app.extensions["settings"]
    if settings.operator_mail:
        send_to_address(kind, settings.operator_mail, settings.default_language, now=now, **facts)


def forget(kind: str, mail: str, **facts: int) -> None:
    """Remove the mails of this kind to this address, sent or not, when what they were about is erased."""
    rows = db.session.scalars(select(OutboxRow).where(OutboxRow.kind == kind, OutboxRow.mail == mail))
    for row in rows.all():
        if row.facts == facts:
            db.session.delete(row)
