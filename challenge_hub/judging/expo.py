"""Live expo: the table of each solution, and how jurors' ways to tables ended."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment, one_of
from challenge_hub.judging.rules.expo import TableStop


class ExpoTable(Model):
    """Where a solution is shown. `position` is its place on the walk."""

    __tablename__ = "expo_table"
    __table_args__ = (UniqueConstraint("call_id", "label"), CheckConstraint("label <> ''", name="label"))

    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"), primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    label: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]


class Stop(Model):
    """The last thing a juror said of a table in a round: I am here, nobody is there, or I skip it, and why."""

    __tablename__ = "expo_stop"
    __table_args__ = (
        UniqueConstraint("round_id", "juror_id", "solution_id"),
        CheckConstraint(one_of("kind", TableStop), name="kind"),
        CheckConstraint("kind <> 'skipped' OR reason <> ''", name="has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"), index=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(Moment)
