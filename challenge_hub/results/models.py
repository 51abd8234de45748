"""The frozen copy: how it came about, and a place for each solution."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import Exact, Model, Moment, Prose
from challenge_hub.infrastructure.text import Rendered
from challenge_hub.solutions.models import Solution


class Publication(Model):
    """One numbered publication of a round. `settings` is the round as frozen, `settings_hash` its fingerprint."""

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("call_id", "round_number", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("number = 1 OR reason IS NOT NULL", name="correction_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    round_number: Mapped[int]
    number: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str | None] = mapped_column(String(1000))
    seed: Mapped[int]
    review_count: Mapped[int]
    program_version: Mapped[str] = mapped_column(String(40))
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    settings_hash: Mapped[str] = mapped_column(String(64))
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    note: Mapped[dict[str, Rendered]] = mapped_column(Prose)
    draws: Mapped[list[dict[str, Any]]] = mapped_column(JSON)

    call: Mapped[Call] = relationship(lazy="raise")


class PublishedPlace(Model):
    """What one solution reached. A solution nobody reviewed has no place and no figures.

    `sheets` is empty unless the round said before inviting that sheets are published; jurors appear by a number
    drawn anew for each publication. Figures inside JSON are decimal numbers written as text.
    """

    __tablename__ = "published_place"
    __table_args__ = (
        UniqueConstraint("publication_id", "solution_id"),
        # Narrow ways through wide rows: the ranking is put in order and its head found without reading any sheet.
        Index(None, "publication_id", "place", "solution_id"),
        Index(None, "publication_id", "mean_place"),
        CheckConstraint("place > 0", name="place"),
        CheckConstraint("(place IS NULL) = (reviews = 0)", name="place_needs_reviews"),
        CheckConstraint("low <= high", name="spread"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id", ondelete="CASCADE"))
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    place: Mapped[int | None]
    shared: Mapped[bool]
    decided_by: Mapped[str | None] = mapped_column(String(20))
    reviews: Mapped[int]
    total: Mapped[Decimal | None] = mapped_column(Exact)
    mean: Mapped[Decimal | None] = mapped_column(Exact)
    mean_place: Mapped[int | None]
    low: Mapped[Decimal | None] = mapped_column(Exact)
    high: Mapped[Decimal | None] = mapped_column(Exact)
    criterion_means: Mapped[dict[str, str]] = mapped_column(JSON)
    sheets: Mapped[list[dict[str, Any]]] = mapped_column(JSON)

    publication: Mapped[Publication] = relationship(lazy="raise")
    solution: Mapped[Solution] = relationship(lazy="raise")
