"""Barrier reports as rows."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import LANGUAGES, Model, Moment


class BarrierReport(Model):
    """`mail` is given only by people who want an answer."""

    __tablename__ = "barrier_report"
    __table_args__ = (
        CheckConstraint("message <> ''", name="has_message"),
        CheckConstraint(f"language IN {LANGUAGES}", name="language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reported_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    language: Mapped[str] = mapped_column(String(2))
    page: Mapped[str | None] = mapped_column(String(500))
    message: Mapped[str] = mapped_column(Text)
    mail: Mapped[str | None] = mapped_column(String(254))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
