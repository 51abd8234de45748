"""Rankings as they were computed: numbered, one for each circle of readers who may know of the same solutions."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Exact, Model, Moment


class StoredRanking(Model):
    """One version of a ranking. `audience` is the fingerprint of the solutions it knows nothing of, `hidden` (ids).

    While the round is open a version is interim (`is_interim`) and gives way to the next; from its end on each stays,
    with a `reason` from the second on. `inputs` says from which points it was made, `fault` why nothing was ranked.
    `jurors`, `parts` and `event` are what the estimate says of jurors, of separate groups and of the event; what it
    says of each juror is long, and read where it is shown.
    """

    __tablename__ = "stored_ranking"
    __table_args__ = (
        UniqueConstraint("round_id", "audience", "number"),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    audience: Mapped[str] = mapped_column(String(64))
    hidden: Mapped[list[int]] = mapped_column(JSON)
    number: Mapped[int]
    is_interim: Mapped[bool]
    computed_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str | None] = mapped_column(String(1000))
    inputs: Mapped[str] = mapped_column(String(64))
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    settings_hash: Mapped[str] = mapped_column(String(64))
    sweeps: Mapped[int]
    program_version: Mapped[str] = mapped_column(String(40))
    review_count: Mapped[int]
    fault: Mapped[str | None] = mapped_column(String(60))
    draws: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    jurors: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True, deferred_raiseload=True)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    event: Mapped[dict[str, Any]] = mapped_column(JSON)


class StoredPlace(Model):
    """Where one solution stands in a version; without a place where nobody reviewed it.

    Points as they are shown, estimates to a millionth. `sheets`: seat (key), total, and what the estimate makes of it.
    """

    __tablename__ = "stored_place"
    __table_args__ = (
        UniqueConstraint("ranking_id", "solution_id"),
        Index(None, "ranking_id", "place", "solution_id"),
        CheckConstraint("(place IS NULL) = (reviews = 0)", name="place_needs_reviews"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ranking_id: Mapped[int] = mapped_column(ForeignKey("stored_ranking.id", ondelete="CASCADE"))
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"), index=True)
    place: Mapped[int | None]
    shared: Mapped[bool]
    decided_by: Mapped[str | None] = mapped_column(String(20))
    place_low: Mapped[int | None]
    place_high: Mapped[int | None]
    reviews: Mapped[int]
    total: Mapped[Decimal | None] = mapped_column(Exact)
    mean: Mapped[Decimal | None] = mapped_column(Exact)
    mean_place: Mapped[int | None]
    low: Mapped[Decimal | None] = mapped_column(Exact)
    high: Mapped[Decimal | None] = mapped_column(Exact)
    criterion_means: Mapped[dict[str, str | None]] = mapped_column(JSON)
    sheets: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
