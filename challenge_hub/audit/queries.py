"""Reading the trail and its seals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from challenge_hub.audit.models import TrailCut, TrailLine, TrailSeal
from challenge_hub.audit.rules import BEFORE_THE_FIRST, Line, Pair
from challenge_hub.infrastructure.db import db

NEWEST = select(func.max(TrailLine.__table__.c.id))
AT_ONCE = 500
"""Lines read together."""


@dataclass(frozen=True)
class Head:
    """The last number that is sealed, and its seal; 0 where nothing is."""

    number: int
    seal: str


def last_line() -> int:
    """The number of the newest line: while it stays the same, nothing was changed by anyone."""
    return db.session.scalar(NEWEST) or 0


def head() -> Head:
    """Where the chain ends."""
    newest = select(TrailSeal.line_id, TrailSeal.seal).order_by(TrailSeal.line_id.desc()).limit(1)
    found = db.session.execute(newest).one_or_none()
    return Head(*found) if found else start()


def start() -> Head:
    """Where the chain begins: after the last line that was removed because its time was over."""
    newest = select(TrailCut.up_to, TrailCut.seal).order_by(TrailCut.up_to.desc()).limit(1)
    found = db.session.execute(newest).one_or_none()
    return Head(*found) if found else Head(0, BEFORE_THE_FIRST)


def seal_upon(number: int) -> str | None:
    """The seal upon the line of a number."""
    return db.session.scalar(select(TrailSeal.seal).where(TrailSeal.line_id == number))


def last_sealed_before(moment: datetime) -> Head | None:
    """The last sealed line before which, and up to which, everything happened before a moment."""
    later = select(func.min(TrailLine.id)).where(TrailLine.at >= moment).scalar_subquery()
    up_to = select(TrailSeal.line_id, TrailSeal.seal).where(
        TrailSeal.line_id < func.coalesce(later, last_line() + 1), TrailSeal.line_id > start().number
    )
    found = db.session.execute(up_to.order_by(TrailSeal.line_id.desc()).limit(1)).one_or_none()
    return Head(*found) if found else None


def lines_after(number: int) -> list[Line]:
    """The next lines, as many as are read together."""
    lines = select(*TrailLine.__table__.columns).where(TrailLine.id > number).order_by(TrailLine.id).limit(AT_ONCE)
    return [dict(row._mapping) for row in db.session.execute(lines)]


def pairs() -> Iterator[Pair]:
    """Lines and seals side by side by their numbers, in order, some at a time."""
    number = start().number
    while found := _pairs_after(number):
        yield from found
        number = found[-1].number


def _pairs_after(number: int) -> list[Pair]:
    lines = {line["id"]: line for line in lines_after(number)}
    upon = select(TrailSeal.line_id, TrailSeal.seal).where(TrailSeal.line_id > number)
    seals = {row.line_id: row.seal for row in db.session.execute(upon.order_by(TrailSeal.line_id).limit(AT_ONCE))}
    numbers = sorted(lines.keys() | seals.keys())[:AT_ONCE]
    return [Pair(one, lines.get(one), seals.get(one)) for one in numbers]
