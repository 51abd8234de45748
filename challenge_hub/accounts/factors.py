"""What proves besides a password who somebody is: an app that shows codes, passkeys, and codes kept on paper."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, LargeBinary, String, exists, or_
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment


class CodeApp(Model):
    """One app of a person that shows a new code every 30 seconds (TOTP, RFC 6238). The secret is encrypted.

    `last_step` is the step of time whose code was used last; no code up to there works again.
    """

    __tablename__ = "code_app"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(300))
    last_step: Mapped[int]
    since: Mapped[datetime] = mapped_column(Moment)


class Passkey(Model):
    """A passkey (WebAuthn): the public half of a key whose other half never leaves the person's device."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(60))
    since: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class RecoveryCode(Model):
    """A code for the day on which everything else is lost: a keyed hash, gone once it was used."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)


Column = InstrumentedAttribute[int]
Need = Callable[[Column], ColumnElement[bool]]
"""Part of other statements: whether a person has a role for which a second factor is needed."""


def holds_factor(person_id: Column) -> ColumnElement[bool]:
    """Part of other statements: whether a person has set up a second factor."""
    app, key = exists().where(CodeApp.person_id == person_id), exists().where(Passkey.person_id == person_id)
    return or_(app, key)
