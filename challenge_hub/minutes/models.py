"""Editions of the minutes, frozen; and their signed copies."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.calls import models as _calls  # noqa: F401 - its tables are pointed at
from challenge_hub.infrastructure.db import Model, Moment


class MinutesEdition(Model):
    """One edition of the minutes of a call's jury. `content` and `public_content` are canonical JSON and never change;
    the hashes are of exactly these texts. `solution_ids` says which solution each number (from 1) in them stands for.

    Only somebody else than its writer publishes it; one that was taken back is not published again.
    """

    __tablename__ = "minutes_edition"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("number = 1 OR reason <> ''", name="has_reason"),
        CheckConstraint("length(sha256) = 64 AND length(public_sha256) = 64", name="hashes"),
        CheckConstraint("published_by IS NULL OR made_by IS NULL OR published_by <> made_by", name="four_eyes"),
        CheckConstraint("unpublished_at IS NULL OR published_at IS NOT NULL", name="published_before"),
        CheckConstraint("unpublished_at IS NULL OR unpublish_reason <> ''", name="has_unpublish_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(1000), default="")
    content: Mapped[str] = mapped_column(Text, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    public_content: Mapped[str] = mapped_column(Text, deferred=True)
    public_sha256: Mapped[str] = mapped_column(String(64))
    solution_ids: Mapped[list[int]] = mapped_column(JSON, deferred=True)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    unpublished_at: Mapped[datetime | None] = mapped_column(Moment)
    unpublished_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    unpublish_reason: Mapped[str] = mapped_column(String(1000), default="")

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.unpublished_at is None


class SignedMinutes(Model):
    """A scan of an edition that was printed and signed. It carries signatures, so it is for the jury's room alone."""

    __tablename__ = "signed_minutes"
    __table_args__ = (
        UniqueConstraint("edition_id", "sha256"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("minutes_edition.id", ondelete="CASCADE"))
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
