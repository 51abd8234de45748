"""Editions whose public version anybody may read. Nothing here reaches the jury's room."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer

from challenge_hub.access import Actor
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.once import once
from challenge_hub.minutes.models import MinutesEdition

_IS_PUBLIC = (MinutesEdition.published_at.is_not(None), MinutesEdition.unpublished_at.is_(None))


def published_editions(viewer: Actor, call_id: int) -> Sequence[MinutesEdition]:
    """Every edition of a call that is public, the newest first."""
    return db.session.scalars(*_published(call_id=call_id)).all()


@once
def _published(*, call_id: int) -> Select[MinutesEdition]:
    statement = select(MinutesEdition).where(MinutesEdition.call_id == call_id, *_IS_PUBLIC)
    return statement.order_by(MinutesEdition.number.desc())


def published_edition(viewer: Actor, call_id: int, number: int) -> MinutesEdition:
    """One of them with its public content."""
    statement = select(MinutesEdition).where(MinutesEdition.call_id == call_id, MinutesEdition.number == number)
    return one_or_404(statement.where(*_IS_PUBLIC).options(undefer(MinutesEdition.public_content)))
