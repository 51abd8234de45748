"""Hints that somebody may be in conflict: what became of those that people looked at."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment


class DismissedHint(Model):
    """Somebody looked at what the data hints at about a person and a solution, and found no conflict of interest in it:
    the person at the declaration, or an organiser or the chair with a reason. A confirmed hint is a conflict.
    """

    __tablename__ = "dismissed_hint"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(1000), default="")
    dismissed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    dismissed_at: Mapped[datetime] = mapped_column(Moment)
