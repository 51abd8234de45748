"""Work that no page waits for: a row says what is to be done for whom, and the worker does it.

A row is one kind of work for one subject (an id). Asking again while it waits costs one statement and changes nothing
but the count; what is asked while the work goes on is done once more afterwards. A worker that takes a row leases it;
when the worker dies, the lease ends and another takes it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import JSON, CursorResult, String, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment, db

LEASE = timedelta(minutes=15)
"""Longer than the longest work."""

RETRY = timedelta(minutes=5)

Facts = Mapping[str, Any]
Store = Callable[[datetime], None]
Work = Callable[[int, Facts, datetime], Store]
"""Reads and computes without a lock, and returns what writes the outcome down."""


class Job(Model):
    """`asked` counts how often it was asked for, `done` what of that is done; without `due_at` nothing waits. `facts`
    hold what the last one who asked wants to be noted.
    """

    __tablename__ = "job"

    kind: Mapped[str] = mapped_column(String(60), primary_key=True)
    subject: Mapped[int] = mapped_column(primary_key=True)
    asked: Mapped[int] = mapped_column(default=1)
    done: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    last_error: Mapped[str | None] = mapped_column(String(200))


@dataclass(frozen=True)
class Lease:
    """A row that is ours for a while."""

    kind: str
    subject: int
    asked: int
    facts: Facts


def ask(kind: str, subject: int, *, now: datetime, wait: timedelta, facts: Facts | None = None) -> None:
    """Have work done after a while, together with what is asked for until then. One statement."""
    dialect = db.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    row = insert(Job).values(kind=kind, subject=subject, asked=1, done=0, due_at=now + wait, facts=dict(facts or {}))
    again: dict[str, Any] = {"asked": Job.asked + 1, "due_at": func.coalesce(Job.due_at, now + wait)}
    if facts:
        again |= {"facts": dict(facts), "due_at": now + wait}
    db.session.execute(row.on_conflict_do_update(index_elements=["kind", "subject"], set_=again))


def is_waiting(kind: str, subject: int) -> bool:
    """Whether this work is asked for and not done."""
    wanted = (Job.kind == kind, Job.subject == subject, Job.due_at.is_not(None))
    return db.session.scalar(select(Job.subject).where(*wanted)) is not None


def is_anything_due(now: datetime) -> bool:
    return db.session.execute(select(Job.subject).where(Job.due_at <= now).limit(1)).first() is not None


def lease_next(now: datetime) -> Lease | None:
    """Take the row that has been due for longest; None where nothing is due, or another was faster."""
    found = db.session.scalars(select(Job).where(Job.due_at <= now).order_by(Job.due_at, Job.kind).limit(1)).first()
    if found is None:
        return None
    lease = Lease(found.kind, found.subject, found.asked, dict(found.facts))
    ours = (Job.kind == lease.kind, Job.subject == lease.subject, Job.due_at == found.due_at)
    row = update(Job).where(*ours).values(due_at=now + LEASE)
    result = db.session.execute(row.execution_options(synchronize_session=False))
    return lease if cast("CursorResult[Any]", result).rowcount == 1 else None


def note_done(lease: Lease, now: datetime) -> None:
    """What was asked meanwhile is due at once."""
    row = _row_of(lease)
    row.done, row.last_error = lease.asked, None
    row.due_at = now if row.asked > lease.asked else None
    if row.facts == lease.facts:
        row.facts = {}
    db.session.flush()


def note_failure(lease: Lease, cause: str, now: datetime) -> None:
    """It is tried again later."""
    row = _row_of(lease)
    row.due_at, row.last_error = now + RETRY, cause[:200]
    db.session.flush()


def _row_of(lease: Lease) -> Job:
    whose = {"kind": lease.kind, "subject": lease.subject}
    return db.session.get_one(Job, whose, populate_existing=True, with_for_update=True)
