"""Files in which people get what is known of them, what researchers get, and how long the files of calls are kept."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.calls import models as _calls  # noqa: F401 - its tables are pointed at
from challenge_hub.infrastructure.db import Model, Moment, one_of
from challenge_hub.privacy.rules.keeping import ArchiveAnswer


class DataExport(Model):
    """The one export of a person: asked for, then made by the worker, kept for some days. The file lies in DATA_DIR
    under a `key` nobody guesses; `parts_done` of `parts` are written.
    """

    __tablename__ = "data_export"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    parts: Mapped[int]
    parts_done: Mapped[int] = mapped_column(default=0)
    ready_at: Mapped[datetime | None] = mapped_column(Moment)
    size: Mapped[int | None]


class CallKeeping(Model):
    """What was said about the file of a call: how long, whether it is held, what the archive answered. A call without
    a row is kept as the settings say.
    """

    __tablename__ = "call_keeping"
    __table_args__ = (
        CheckConstraint("years > 0", name="years"),
        CheckConstraint(one_of("archive_answer", ArchiveAnswer), name="archive_answer"),
        CheckConstraint("held_at IS NULL OR hold_reason <> ''", name="has_hold_reason"),
        CheckConstraint("(archive_answer IS NULL) = (answered_at IS NULL)", name="answered"),
    )

    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), primary_key=True)
    years: Mapped[int | None]
    held_at: Mapped[datetime | None] = mapped_column(Moment)
    held_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    hold_reason: Mapped[str] = mapped_column(String(1000), default="")
    offered_at: Mapped[datetime | None] = mapped_column(Moment)
    archive_answer: Mapped[str | None] = mapped_column(String(20))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    anonymous_at: Mapped[datetime | None] = mapped_column(Moment)


class ResearchExport(Model):
    """A pseudonymised export of a call for researchers: who asked for it, when, and for which purpose. The file lies in
    DATA_DIR under its `key`, for some days; the row stays. The lots by which its numbers were drawn are nowhere.
    """

    __tablename__ = "research_export"
    __table_args__ = (CheckConstraint("purpose <> ''", name="has_purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(1000))
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    ready_at: Mapped[datetime | None] = mapped_column(Moment)
    size: Mapped[int | None]
