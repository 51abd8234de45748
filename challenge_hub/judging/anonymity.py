"""What an anonymised round shows in the place of a solution: a copy without names, and a number."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment, Prose, Texts, one_of
from challenge_hub.infrastructure.text import Rendered
from challenge_hub.solutions.rules import MediaType


class RedactedCopy(Model):
    """What the jury reads of one version of a solution. Until an organiser releases it the jury gets nothing; it counts
    for that version alone.
    """

    __tablename__ = "redacted_copy"
    __table_args__ = (CheckConstraint("version > 0", name="version"),)

    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int]
    title: Mapped[dict[str, str]] = mapped_column(Texts)
    pitch: Mapped[dict[str, str]] = mapped_column(Texts)
    description: Mapped[dict[str, Rendered]] = mapped_column(Prose)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    released_at: Mapped[datetime | None] = mapped_column(Moment)
    released_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class RedactedFile(Model):
    """An image or file as the jury gets it, without the name it came with."""

    __tablename__ = "redacted_file"
    __table_args__ = (
        UniqueConstraint("solution_id", "position"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint(one_of("media_type", MediaType), name="media_type"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"))
    position: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(40))
    alt: Mapped[dict[str, str]] = mapped_column(Texts)


class DrawnNumber(Model):
    """The number by which a round knows a solution. Drawn by chance, so that it tells nothing of order or name."""

    __tablename__ = "drawn_number"
    __table_args__ = (UniqueConstraint("round_id", "number"), CheckConstraint("number > 0", name="number"))

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    solution_id: Mapped[int] = mapped_column(
        ForeignKey("solution.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    number: Mapped[int]
