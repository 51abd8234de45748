"""Conflicts of interest: declared by whoever has one, lifted by the chair alone."""

from datetime import datetime

from sqlalchemy import select, update

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, Juror, Review
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.reviewing import may_lift
from challenge_hub.solutions.models import Conflict
from challenge_hub.solutions.rules import ConflictKind


def declare_conflict(seat: Juror, solution_id: int, kind: ConflictKind, note: str, *, by: Actor, now: datetime) -> None:
    """Note a conflict of interest of the holder of a seat; what was assigned goes back. Twice does no harm."""
    standing = select(Conflict.id).where(
        Conflict.person_id == seat.person_id, Conflict.solution_id == solution_id, Conflict.lifted_at.is_(None)
    )
    if db.session.scalar(standing) is not None:
        return
    found = Conflict(person_id=seat.person_id, solution_id=solution_id, kind=kind, note=note, declared_at=now)
    db.session.add(found)
    db.session.flush()
    of_seat = (Assignment.juror_id == seat.id, Assignment.solution_id == solution_id)
    given = update(Assignment).where(*of_seat, Assignment.handed_back_at.is_(None))
    db.session.execute(given.values(handed_back_at=now))
    reviewed = update(Review).where(Review.juror_id == seat.id, Review.solution_id == solution_id)
    db.session.execute(reviewed.values(is_done=False))
    record("declare-conflict", found, by=by, now=now, call_id=seat.call_id)


def lift_conflict(room: JuryRoom, conflict: Conflict, *, reason: str, by: Actor, now: datetime) -> None:
    """The chair finds that there is no conflict of interest after all, and says why; the assignment comes back."""
    may_lift(
        is_chair=room.is_chair, is_own=conflict.person_id == by.person_id, is_lifted=conflict.lifted_at is not None
    ).require()
    conflict.lifted_at, conflict.lifted_by, conflict.lift_reason = now, by.person_id, reason
    db.session.flush()
    of_person = select(Juror.id).where(Juror.person_id == conflict.person_id)
    went_back_with_it = (
        Assignment.solution_id == conflict.solution_id,
        Assignment.handed_back_at == conflict.declared_at,
        Assignment.juror_id.in_(of_person),
    )
    db.session.execute(update(Assignment).where(*went_back_with_it).values(handed_back_at=None, hand_back_reason=None))
    record("lift-conflict", conflict, by=by, now=now, call_id=room.call.id)
