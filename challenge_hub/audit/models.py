"""One line for each act."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment


class TrailLine(Model):
    """`call_id` and `organisation_id` say in whose history (Verlauf) the line is read."""

    __tablename__ = "trail_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(120))
    verb: Mapped[str] = mapped_column(String(60))
    thing: Mapped[str] = mapped_column(String(60))
    thing_id: Mapped[int]
    call_id: Mapped[int | None] = mapped_column(index=True)
    organisation_id: Mapped[int | None] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
