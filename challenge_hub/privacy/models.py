"""Files in which people get what is known of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment


class DataExport(Model):
    """The one export of a person: asked for, then made by the worker, kept for some days. The file lies in DATA_DIR
    under a `key` nobody guesses; `parts_done` of `parts` are written.
    """

    __tablename__ = "data_export"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    parts: Mapped[int]
    parts_done: Mapped[int] = mapped_column(default=0)
    ready_at: Mapped[datetime | None] = mapped_column(Moment)
    size: Mapped[int | None]
