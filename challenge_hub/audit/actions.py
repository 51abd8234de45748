"""Writing the trail."""

from datetime import datetime

from challenge_hub.access import Actor
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import Model, db


def record(verb: str, thing: Model, *, by: Actor, now: datetime, **facts: str | int | None) -> None:
    """Add one line in the act's own transaction. `thing` must have its id; facts hold ids and numbers, no texts."""
    db.session.add(
        TrailLine(
            at=now, actor=by.name, verb=verb, thing=thing.__tablename__, thing_id=thing.id, facts=facts
        )
    )
    db.session.flush()
