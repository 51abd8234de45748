"""Which solutions a municipality chose for the round in which it works on with their teams."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment, Texts


class TandemChoice(Model):
    """One of the municipality's people prepared it, another released it (Vier-Augen-Prinzip); then it is the shortlist.

    `solutions` are ids; `how` says how it was decided. Once released it stays, until the shortlist is emptied.
    """

    __tablename__ = "tandem_choice"
    __table_args__ = (
        CheckConstraint("released_by IS NULL OR released_by <> prepared_by", name="four_eyes"),
        CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name="released"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    solutions: Mapped[list[int]] = mapped_column(JSON)
    reason: Mapped[dict[str, str]] = mapped_column(Texts)
    how: Mapped[str] = mapped_column(String(500))
    prepared_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    prepared_at: Mapped[datetime] = mapped_column(Moment)
    released_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[datetime | None] = mapped_column(Moment)
