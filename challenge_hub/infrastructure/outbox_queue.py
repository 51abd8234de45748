"""The outbox as a queue: which row is due, whose it is for the next minutes, and what became of it.

Any number of workers may ask at once. A row belongs to the one whose UPDATE found it as it was read; for as long as the
lease lasts nobody else sees it as due. Whoever calls these functions commits.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Select, Update, and_, delete, func, or_, select, update

from challenge_hub.access import YES, Decision
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.outbox import OutboxRow

LEASE = timedelta(minutes=5)
"""Longer than a mail server that answers at all can take."""

MOST_ATTEMPTS = 10
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(days=1)
KEPT = timedelta(days=30)
NOT_NEEDED = "not needed"


class State(StrEnum):
    """What became of a row."""

    WAITING = "waiting"
    SENT = "sent"
    NOT_NEEDED = "not needed"
    GIVEN_UP = "given up"


@dataclass(frozen=True)
class Lease:
    """A row that is ours for a while, and which attempt this is."""

    row_id: int
    attempt: int


def state_of(row: OutboxRow) -> State:
    if row.sent_at is not None:
        return State.SENT
    if row.due_at is not None:
        return State.WAITING
    return State.NOT_NEEDED if row.last_error == NOT_NEEDED else State.GIVEN_UP


def wait_after(attempt: int) -> timedelta | None:
    """How long to wait after a failed attempt, three times as long each time; None when it was the last."""
    if attempt >= MOST_ATTEMPTS:
        return None
    return min(FIRST_WAIT * math.pow(3, attempt - 1), LONGEST_WAIT)


def is_anything_due(now: datetime) -> bool:
    return db.session.execute(_due(now)).first() is not None


def lease_next(now: datetime) -> Lease | None:
    """Take the row that has been due for longest; None where nothing is due."""
    while (found := db.session.execute(_due(now)).first()) is not None:
        row_id, attempts = found
        taken = _changed(
            update(OutboxRow)
            .where(OutboxRow.id == row_id, OutboxRow.attempts == attempts, OutboxRow.due_at <= now)
            .values(attempts=attempts + 1, due_at=now + LEASE)
        )
        if taken:
            return Lease(row_id, attempts + 1)
    return None


def note_sent(lease: Lease, now: datetime) -> None:
    """It went out, whoever may have taken the row since."""
    row = update(OutboxRow).where(OutboxRow.id == lease.row_id)
    _changed(row.values(sent_at=now, due_at=None, last_error=None))


def note_not_needed(lease: Lease) -> None:
    """It no longer concerns anybody."""
    _changed(_ours(lease).values(due_at=None, last_error=NOT_NEEDED))


def note_failure(lease: Lease, cause: str, now: datetime) -> None:
    """It did not go out; try again later, or never."""
    wait = wait_after(lease.attempt)
    _changed(_ours(lease).values(due_at=wait and now + wait, last_error=cause[:200]))


def may_retry(*, is_sent: bool) -> Decision:
    """What was sent is not sent again. Refuses with already-sent."""
    return Decision("already-sent") if is_sent else YES


def retry(row_id: int, *, now: datetime) -> None:
    """For the operator: have a row tried again, from the beginning."""
    row = one_or_404(select(OutboxRow).where(OutboxRow.id == row_id))
    may_retry(is_sent=row.sent_at is not None).require()
    row.due_at, row.attempts, row.last_error = now, 0, None
    db.session.flush()


def all_unsent_rows() -> Sequence[OutboxRow]:
    """For the operator: what waits and what was given up, the oldest first."""
    still = or_(OutboxRow.due_at.is_not(None), is_given_up())
    return db.session.scalars(select(OutboxRow).where(still).order_by(OutboxRow.id)).all()


def is_given_up() -> ColumnElement[bool]:
    """Part of other statements: what `state_of` calls so."""
    over = and_(OutboxRow.sent_at.is_(None), OutboxRow.due_at.is_(None))
    return and_(over, func.coalesce(OutboxRow.last_error, "") != NOT_NEEDED)


def forget_old(now: datetime) -> None:
    """Remove what was sent, or needed no more, a month ago: nobody asks for it any more, and it holds addresses."""
    is_over = or_(OutboxRow.sent_at.is_not(None), OutboxRow.last_error == NOT_NEEDED)
    old = delete(OutboxRow).where(OutboxRow.due_at.is_(None), is_over, OutboxRow.created_at < now - KEPT)
    db.session.execute(old)


def _due(now: datetime) -> Select[int, int]:
    rows = select(OutboxRow.id, OutboxRow.attempts).where(OutboxRow.due_at <= now)
    return rows.order_by(OutboxRow.due_at, OutboxRow.id).limit(1)


def _ours(lease: Lease) -> Update:
    """The row, while the lease is the newest one."""
    return update(OutboxRow).where(OutboxRow.id == lease.row_id, OutboxRow.attempts == lease.attempt)


def _changed(change: Update) -> bool:
    """Whether a row was there to be changed. Objects that are loaded learn nothing of it."""
    result = db.session.execute(change.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount == 1
