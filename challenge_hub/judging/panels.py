"""Which jurors judge in a round, and in which panel (Jurygruppe) of it.

A round has the jurors with a row here, and the whole jury where there is none. Where it has panels, the solutions of a
panel are reviewed by its jurors alone; what belongs to no panel is reviewed by everybody.
"""

from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, exists, or_
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model


class RoundSeat(Model):
    """This seat judges in this round."""

    __tablename__ = "round_seat"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id", ondelete="CASCADE"), primary_key=True, index=True)


class Panel(Model):
    """A panel of a round. Where a solution's themes belong to several, the first by `position` has it."""

    __tablename__ = "panel"
    __table_args__ = (UniqueConstraint("round_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))


class PanelSeat(Model):
    """This seat sits on this panel; one that sits on two keeps them comparable."""

    __tablename__ = "panel_seat"

    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id", ondelete="CASCADE"), primary_key=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id", ondelete="CASCADE"), primary_key=True, index=True)


class PanelTheme(Model):
    """Solutions to challenges in this theme come to this panel."""

    __tablename__ = "panel_theme"

    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id", ondelete="CASCADE"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True, index=True)


class PanelSolution(Model):
    """This solution was put into this panel by hand, whatever its themes."""

    __tablename__ = "panel_solution"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    solution_id: Mapped[int] = mapped_column(
        ForeignKey("solution.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id", ondelete="CASCADE"), index=True)


def sits_in(round_id: Any, juror_id: Any) -> ColumnElement[bool]:
    """This seat judges in this round; each is an id or a column of the statement around it."""
    chosen = exists().where(RoundSeat.round_id == round_id)
    mine = exists().where(RoundSeat.round_id == round_id, RoundSeat.juror_id == juror_id)
    return or_(~chosen, mine)
