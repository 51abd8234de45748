"""How a boundary that was too close to call was settled: a row for each choice, the newest counts."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Exact, Model, Moment, one_of
from challenge_hub.judging.rules.settling import WayOut


class TieDecision(Model):
    """A way out for the solutions around the boundary `after` so many places, by version `ranking_number`; with a
    theme, of the theme's solutions among each other.

    `solutions` (ids) are the tie group in the order of that version, `probability` that of the order at the boundary;
    `chosen` are those a decision of the jury puts first, `final_round` the number of the round that was added.
    """

    __tablename__ = "tie_decision"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("after > 0", name="after"),
        CheckConstraint("reason <> ''", name="has_reason"),
        CheckConstraint(one_of("way", WayOut), name="way"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    number: Mapped[int]
    ranking_number: Mapped[int]
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="CASCADE"), index=True)
    after: Mapped[int]
    solutions: Mapped[list[int]] = mapped_column(JSON)
    probability: Mapped[Decimal] = mapped_column(Exact)
    way: Mapped[str] = mapped_column(String(20))
    chosen: Mapped[list[int]] = mapped_column(JSON)
    reviews: Mapped[int | None]
    final_round: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(2000))
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
