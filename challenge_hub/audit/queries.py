"""Reading the trail."""

from sqlalchemy import func, select

from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db

NEWEST = select(func.max(TrailLine.__table__.c.id))


def last_line() -> int:
    """The number of the newest line: while it stays the same, nothing was changed by anyone."""
    return db.session.scalar(NEWEST) or 0
