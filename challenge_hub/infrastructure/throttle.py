"""How often something may be tried: one count for all processes, kept in the database.

What is counted (an address, a person, a device) is stored as a keyed hash alone, and the row goes in time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment, db, one_at_a_time
from challenge_hub.infrastructure.sealing import keyed_hash

NO_WAIT = timedelta(0)
DOUBLINGS = 20


@dataclass(frozen=True)
class Pace:
    """`free` tries at once, then one after each wait; waits begin with `first` and double up to `longest`.

    A success takes everything back, or with `only_one` a single try. After `forgets` without a try all is forgotten.
    """

    name: str
    free: int
    first: timedelta
    longest: timedelta
    forgets: timedelta
    only_one: bool = False


@dataclass(frozen=True)
class Count:
    """What is counted at which pace."""

    pace: Pace
    subject: str

    @property
    def key(self) -> str:
        return keyed_hash(f"count {self.pace.name}", self.subject)


class Attempt(Model):
    """How often something was tried; the next try is looked at from `free_at` on."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    free_at: Mapped[datetime] = mapped_column(Moment)
    gone_at: Mapped[datetime] = mapped_column(Moment, index=True)


def wait_after(pace: Pace, tries: int) -> timedelta:
    """How long to wait after so many tries."""
    if tries < pace.free:
        return NO_WAIT
    doubled: int = 2 ** min(tries - pace.free, DOUBLINGS)
    return min(pace.first * doubled, pace.longest)


def take(counts: Sequence[Count], *, now: datetime) -> timedelta:
    """Count one try, before it is looked at, so that many at once do not slip through.

    Returns how long to wait; then nothing was counted. The caller commits before any slow work.
    """
    # A free try passes although its clock was read before that of another that was faster here.
    rows = [_row_of(count, now) for count in sorted(counts, key=lambda count: count.key)]
    slowed = (row.free_at - now for count, row in rows if row.tries >= count.pace.free)
    wait = max(slowed, default=NO_WAIT)
    if wait > NO_WAIT:
        return wait
    for count, row in rows:
        row.tries += 1
        row.free_at = now + wait_after(count.pace, row.tries)
        row.gone_at = now + count.pace.forgets
    db.session.flush()
    return NO_WAIT


def is_used_up(count: Count) -> bool:
    """Whether this very try was the last free one."""
    row = db.session.get(Attempt, count.key, populate_existing=True)
    return row is not None and row.tries == count.pace.free


def succeed(counts: Sequence[Count], *, now: datetime) -> None:
    """The try was a good one: it does not count."""
    for count in sorted(counts, key=lambda count: count.key):
        _, row = _row_of(count, now)
        if count.pace.only_one and row.tries > 1:
            row.tries -= 1
        else:
            db.session.delete(row)
    db.session.flush()


def forget_old(now: datetime) -> None:
    db.session.execute(delete(Attempt).where(Attempt.gone_at <= now))


def network_of(address: str) -> str:
    """Whom an address stands for: households and offices hold 64 bits of IPv6 addresses, or one of IPv4."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
    return str(found)


def _row_of(count: Count, now: datetime) -> tuple[Count, Attempt]:
    one_at_a_time(f"attempt:{count.key}")
    row = db.session.get(Attempt, count.key, populate_existing=True)
    if row is None:
        row = Attempt(key=count.key, tries=0, free_at=now, gone_at=now)
        db.session.add(row)
        db.session.flush()
    elif row.gone_at <= now:
        row.tries, row.free_at = 0, now
    return count, row
