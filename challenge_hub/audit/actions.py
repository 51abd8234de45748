"""Writing the trail."""

from datetime import datetime
from typing import Protocol

from challenge_hub.access import Actor
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db, one_at_a_time


class Thing(Protocol):
    """Whatever has a table and an id."""

    __tablename__: str
    id: int


def record(
    verb: str,
    thing: Thing,
    *,
    by: Actor,
    now: datetime,
    call_id: int | None = None,
    organisation_id: int | None = None,
    **facts: str | int | None,
) -> None:
    """Add one line in the act's own transaction. `thing` must have its id; facts hold ids and numbers, no texts.

    The organisers of the call and the owners of the organisation named here read the line in their history.
    """
    one_at_a_time("trail")  # numbers grow in the order of commits, so that no reader passes over a line
    line = TrailLine(at=now, actor=by.name, verb=verb, thing=thing.__tablename__, thing_id=thing.id, facts=facts)
    line.call_id, line.organisation_id = call_id, organisation_id
    db.session.add(line)
    db.session.flush()
