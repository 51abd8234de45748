"""How far the trail was read."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model


class Mark(Model):
    """One row: the id of the last trail line whose mails lie in the outbox. It moves in the same transaction."""

    __tablename__ = "notification_mark"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    last_line: Mapped[int]
