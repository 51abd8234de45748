"""What a juror of a live jury says beside the numbers: who is better than whom."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment


class OwnOrder(Model):
    """A juror's own order in one round: `solutions` (ids), the best first; empty where it was taken back. `revision`
    grows with every change, so that a ranking knows whether it is behind.
    """

    __tablename__ = "own_order"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id", ondelete="CASCADE"), primary_key=True, index=True)
    solutions: Mapped[list[int]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime] = mapped_column(Moment)
