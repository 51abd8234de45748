"""Conflicts of interest (Befangenheit): declaring one, and lifting it."""

from datetime import datetime

from sqlalchemy import select

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.solutions.models import Conflict, Solution
from challenge_hub.solutions.rules import ConflictKind
from challenge_hub.solutions.rules.checking import may_declare, may_lift


def declare_conflict(solution: Solution, *, kind: ConflictKind, note: str = "", by: Actor, now: datetime) -> Conflict:
    """The person who acts is in conflict with this solution. One that stands already is given back."""
    may_declare(has_account=by.person_id is not None).require()
    one_at_a_time(f"conflict of {by.person_id} with {solution.id}")
    standing = select(Conflict).where(
        Conflict.person_id == by.person_id, Conflict.solution_id == solution.id, Conflict.lifted_at.is_(None)
    )
    declared = db.session.scalar(standing)
    if declared:
        return declared
    declared = Conflict(person_id=by.person_id, solution_id=solution.id, kind=kind, note=note.strip(), declared_at=now)
    db.session.add(declared)
    db.session.flush()
    record(
        "declare-conflict-with-solution", declared, by=by, now=now, call_id=solution.call_id, solution_id=solution.id
    )
    return declared


def lift_conflict(conflict: Conflict, *, call_id: int, reason: str, is_chair: bool, by: Actor, now: datetime) -> None:
    """The chair says why a conflict does not stand; what was declared is kept. The jury's room knows who is chair."""
    one_at_a_time(f"conflict of {conflict.person_id} with {conflict.solution_id}")
    db.session.refresh(conflict, ["lifted_at"])
    is_own = conflict.person_id == by.person_id
    may_lift(is_chair=is_chair, is_own=is_own, is_standing=conflict.lifted_at is None, reason=reason).require()
    conflict.lifted_at, conflict.lifted_by, conflict.lift_reason = now, by.person_id, reason.strip()
    record("lift-conflict-with-solution", conflict, by=by, now=now, call_id=call_id, solution_id=conflict.solution_id)
