"""Which solutions a round of the jury is about: all that take part, or those on its shortlist (engere Wahl)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, String, UniqueConstraint, and_, exists, or_
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import Model, Moment, one_of
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import takes_part
from challenge_hub.solutions.rules.shortlist import Source


class RoundSolution(Model):
    """A solution on the shortlist of a round: how it got there, and which version of it the round before had read.

    `reason` is asked where somebody decided against place or score. `told_at` is when its team heard of it.
    """

    __tablename__ = "round_solution"
    __table_args__ = (
        CheckConstraint(one_of("source", Source), name="source"),
        CheckConstraint("source <> 'decision' OR reason <> ''", name="has_reason"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    solution_id: Mapped[int] = mapped_column(
        ForeignKey("solution.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    source: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(2000), default="")
    version: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    told_at: Mapped[datetime | None] = mapped_column(Moment)


class AdaptedVersion(Model):
    """What a chosen team made of its solution together with the municipality of a tandem round.

    It stands beside the version that was judged (`judged`, its number) and never takes its place. `content` is what was
    handed in, as `Content` has it; `sha256` its fingerprint.
    """

    __tablename__ = "adapted_version"
    __table_args__ = (
        UniqueConstraint("round_id", "solution_id", "number"),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    judged: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
    submitted_at: Mapped[datetime] = mapped_column(Moment)
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


def in_round(judged: Round | type[Round]) -> ColumnElement[bool]:
    """The solution of this row takes part in a round: one that was fetched, or the one joined to this row."""
    chosen = exists().where(RoundSolution.round_id == judged.id, RoundSolution.solution_id == Solution.id)
    if judged is not Round:
        return and_(takes_part(), chosen.correlate(Solution)) if judged.has_shortlist else takes_part()
    return and_(takes_part(), or_(Round.has_shortlist.is_(False), chosen.correlate(Solution, Round)))
