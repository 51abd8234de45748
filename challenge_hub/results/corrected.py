"""Corrections of published rankings: prepared by one person, released by another (Vier-Augen-Prinzip)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment


class Correction(Model):
    """The newest ranking of a round shall be published under the next number, for this `reason`.

    `content_sha256` is the fingerprint of what was shown. A returned one (`returned_at`) keeps why; a released one
    names its publication.
    """

    __tablename__ = "correction"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="has_reason"),
        CheckConstraint("released_by IS NULL OR released_by <> prepared_by", name="four_eyes"),
        CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name="released"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    round_number: Mapped[int]
    reason: Mapped[str] = mapped_column(String(1000))
    content_sha256: Mapped[str] = mapped_column(String(64))
    prepared_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    prepared_at: Mapped[datetime] = mapped_column(Moment)
    returned_at: Mapped[datetime | None] = mapped_column(Moment)
    return_reason: Mapped[str | None] = mapped_column(String(2000))
    released_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[datetime | None] = mapped_column(Moment)
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"))
