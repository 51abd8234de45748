"""Which jurors judge in a round (its Jurygruppe): those with a row here, and the whole jury where there is none."""

from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, exists, or_
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model


class RoundSeat(Model):
    """This seat judges in this round."""

    __tablename__ = "round_seat"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id", ondelete="CASCADE"), primary_key=True, index=True)


def sits_in(round_id: Any, juror_id: Any) -> ColumnElement[bool]:
    """This seat judges in this round; each is an id or a column of the statement around it."""
    chosen = exists().where(RoundSeat.round_id == round_id)
    mine = exists().where(RoundSeat.round_id == round_id, RoundSeat.juror_id == juror_id)
    return or_(~chosen, mine)
