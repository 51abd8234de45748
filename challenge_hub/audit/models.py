"""One line for each act, and the seals upon the lines. The database itself refuses to change or remove any of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment


class TrailLine(Model):
    """`role` is the one in which the actor was let in; lines with the same `request` were written by one request.
    `call_id` and `organisation_id` say in whose history (Verlauf) the line is read.
    """

    __tablename__ = "trail_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(120))
    role: Mapped[str | None] = mapped_column(String(30))
    request: Mapped[str | None] = mapped_column(String(30))
    verb: Mapped[str] = mapped_column(String(60), index=True)
    thing: Mapped[str] = mapped_column(String(60))
    thing_id: Mapped[int]
    call_id: Mapped[int | None] = mapped_column(index=True)
    organisation_id: Mapped[int | None] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class TrailSeal(Model):
    """The seal upon the line of the same number, made of the line and of the seal before."""

    __tablename__ = "trail_seal"

    line_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seal: Mapped[str] = mapped_column(String(64))


class TrailCut(Model):
    """Lines up to this number were removed because their time was over; the chain goes on from `seal`, that of the
    last of them.
    """

    __tablename__ = "trail_cut"

    id: Mapped[int] = mapped_column(primary_key=True)
    up_to: Mapped[int] = mapped_column(unique=True)
    seal: Mapped[str] = mapped_column(String(64))
    lines: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
