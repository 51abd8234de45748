"""Writing the trail."""

from datetime import datetime
from typing import Protocol

from challenge_hub.access import Actor
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db


class Thing(Protocol):
    """Whatever has a table and an id."""

    __tablename__: str
    id: int


def record(verb: str, thing: Thing, *, by: Actor, now: datetime, **facts: str | int | None) -> None:
    """Add one line in the act's own transaction. `thing` must have its id; facts hold ids and numbers, no texts."""
    db.session.add(
        TrailLine(at=now, actor=by.name, verb=verb, thing=thing.__tablename__, thing_id=thing.id, facts=facts)
    )
    db.session.flush()
