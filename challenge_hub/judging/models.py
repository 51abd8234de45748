"""Rounds with their frozen settings, the rubric, jurors, reviews and scores."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.infrastructure.db import Exact, Model, Moment, Prose, Slug, Texts, one_of
from challenge_hub.infrastructure.text import Rendered
from challenge_hub.judging.rules.jury import JurorRole
from challenge_hub.judging.rules.scoring import Blank, Method, Order, Weighting


class Round(Model):
    """How one round of judging counts. `named_method` is what the call's rules had named, where that was another."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        CheckConstraint("scale_min < scale_max", name="scale"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint(one_of("method", Method), name="method"),
        CheckConstraint(one_of("named_method", Method), name="named_method"),
        CheckConstraint(one_of('"order"', Order), name="order"),
        CheckConstraint(one_of("weighting", Weighting), name="weighting"),
        CheckConstraint(one_of("blank", Blank), name="blank"),
        CheckConstraint("sheet_places BETWEEN 0 AND 6", name="sheet_places"),
        CheckConstraint("criterion_places BETWEEN 0 AND 6", name="criterion_places"),
        CheckConstraint("total_places BETWEEN 0 AND 6", name="total_places"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[dict[str, str]] = mapped_column(Texts)
    method: Mapped[str] = mapped_column(String(20))
    order: Mapped[str] = mapped_column(String(20))
    weighting: Mapped[str] = mapped_column(String(20))
    scale_min: Mapped[Decimal] = mapped_column(Exact)
    scale_max: Mapped[Decimal] = mapped_column(Exact)
    blank: Mapped[str] = mapped_column(String(20))
    sheet_places: Mapped[int | None]
    criterion_places: Mapped[int | None]
    total_places: Mapped[int | None]
    tie_rules: Mapped[list[str]] = mapped_column(JSON)
    tie_criterion: Mapped[str | None] = mapped_column(Slug)
    seed: Mapped[int]
    sheets_public: Mapped[bool]
    named_method: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[dict[str, Rendered]] = mapped_column(Prose)

    criteria: Mapped[list["Criterion"]] = relationship(order_by="Criterion.position", lazy="raise")


class Criterion(Model):
    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("round_id", "key"),
        UniqueConstraint("round_id", "position"),
        CheckConstraint("weight >= 0", name="weight"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(Slug)
    position: Mapped[int]
    weight: Mapped[Decimal] = mapped_column(Exact)
    name: Mapped[dict[str, str]] = mapped_column(Texts)
    description: Mapped[dict[str, str]] = mapped_column(Texts)


class Juror(Model):
    """A seat on the jury of a call. `label` is empty where the source gives no name."""

    __tablename__ = "juror"
    __table_args__ = (UniqueConstraint("call_id", "key"), CheckConstraint(one_of("role", JurorRole), name="role"))

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(Slug)
    label: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))


class Review(Model):
    """One juror's sheet for one solution in one round."""

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("round_id", "juror_id", "solution_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"), index=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)


class Score(Model):
    """The points of one review for one criterion. A blank is a row that is not there."""

    __tablename__ = "score"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True, index=True)
    value: Mapped[Decimal] = mapped_column(Exact)
