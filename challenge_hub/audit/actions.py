"""Writing the trail, sealing it, and removing what is older than it has to be kept."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import delete, func, insert, select

from challenge_hub.access import Actor, Refused
from challenge_hub.audit import queries
from challenge_hub.audit.models import TrailCut, TrailLine, TrailSeal
from challenge_hub.audit.rules import Fault, faults, seals
from challenge_hub.infrastructure.acting import number_of_request, role_of_act
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.worker import Follower


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
    line.role, line.request = role_of_act(by), number_of_request()
    line.call_id, line.organisation_id = call_id, organisation_id
    db.session.add(line)
    db.session.flush()


def is_unsealed() -> bool:
    """Whether a line waits for its seal."""
    return queries.last_line() > queries.head().number


def seal_trail(now: datetime) -> None:
    """Seal the next lines, some at a time. The worker does it, so that no request waits for another's seal."""
    one_at_a_time("seals")
    head = queries.head()
    made = seals(queries.lines_after(head.number), head.seal)
    rows = [{"line_id": number, "seal": seal} for number, seal in made]
    if rows:
        db.session.execute(insert(TrailSeal), rows)


FOLLOWER = Follower(is_unsealed, seal_trail)


def remove_lines_before(moment: datetime, *, by: Actor, now: datetime) -> TrailCut | None:
    """Remove the sealed lines from before a moment, and keep the seal of the last of them, so that the chain can still
    be checked. None where there is nothing to remove; refuses with trail-broken what does not hold together.
    """
    one_at_a_time("seals")
    last = queries.last_sealed_before(moment)
    if last is None:
        return None
    stretch = (pair for pair in queries.pairs() if pair.number <= last.number)
    if any(broken.fault is not Fault.UNSEALED for broken in faults(stretch, queries.start().seal)):
        raise Refused("trail-broken")
    many = db.session.scalar(select(func.count()).select_from(TrailLine).where(TrailLine.id <= last.number)) or 0
    cut = TrailCut(up_to=last.number, seal=last.seal, lines=many, at=now)
    db.session.add(cut)
    db.session.flush()  # the tables let go only of what stands before a cut
    record("remove-trail-lines", cut, by=by, now=now, lines=many)
    db.session.execute(delete(TrailSeal).where(TrailSeal.line_id <= last.number))
    db.session.execute(delete(TrailLine).where(TrailLine.id <= last.number))
    return cut
