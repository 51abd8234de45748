"""Conflicts of interest: declared by whoever has one, reported about others, decided by the chair or the deputy."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, update

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.actions.rankings import call_changed
from challenge_hub.judging.hints import DismissedHint
from challenge_hub.judging.models import Assignment, Juror, Review
from challenge_hub.judging.queries.conflicts import chairs, treatment_of_row
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.conflicts import may_decide, may_report
from challenge_hub.judging.rules.jury import JurorRole
from challenge_hub.solutions.models import Conflict
from challenge_hub.solutions.rules import ConflictKind


@dataclass(frozen=True)
class Reported:
    """What somebody says about one solution (id): the kind, a note, and whether they are not sure."""

    solution_id: int
    kind: ConflictKind
    note: str = ""
    is_doubtful: bool = False


def declare_conflict(seat: Juror, reported: Reported, *, by: Actor, now: datetime) -> Conflict | None:
    """Note a conflict of interest of the holder of a seat; what was assigned goes back. Twice does no harm."""
    return _note(seat.person_id, reported, seat.call_id, by=by, now=now)


def report_conflict(call: Call, reported: Reported, *, by: Actor, now: datetime) -> Conflict | None:
    """An organiser, the chair or an officer has a conflict of interest of their own, found at any time."""
    return _note(by.person_id, reported, call.id, by=by, now=now)


def report_about(room: JuryRoom, seat: Juror, reported: Reported, *, by: Actor, now: datetime) -> Conflict | None:
    """Somebody else found that the holder of a seat has a conflict of interest: a hint is confirmed."""
    _may_report(room, seat, by)
    return _note(seat.person_id, reported, room.call.id, by=by, now=now)


def dismiss_hint(room: JuryRoom, seat: Juror, solution_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """Somebody else looked at a hint and found nothing in it, with a reason."""
    _may_report(room, seat, by)
    _dismiss(seat.person_id or 0, solution_id, room.call.id, reason=reason, by=by, now=now)


def dismiss_own_hint(seat: Juror, solution_id: int, *, by: Actor, now: datetime) -> None:
    """The person read the hint at the declaration and said that there is no conflict."""
    _dismiss(seat.person_id or 0, solution_id, seat.call_id, reason="", by=by, now=now)


def confirm_conflict(room: JuryRoom, conflict: Conflict, *, reason: str, by: Actor, now: datetime) -> None:
    """It is one. A doubtful case is decided by this, a clear one is looked at and stays."""
    _may_decide(room, conflict, by)
    conflict.confirmed_at, conflict.confirmed_by, conflict.confirm_reason = now, by.person_id, reason
    db.session.flush()
    record("confirm-conflict", conflict, by=by, now=now, call_id=room.call.id)


def lift_conflict(room: JuryRoom, conflict: Conflict, *, reason: str, by: Actor, now: datetime) -> None:
    """There is no conflict of interest after all; the assignment comes back."""
    _may_decide(room, conflict, by)
    conflict.lifted_at, conflict.lifted_by, conflict.lift_reason = now, by.person_id, reason
    db.session.flush()
    of_person = select(Juror.id).where(Juror.person_id == conflict.person_id)
    went_back_with_it = (
        Assignment.solution_id == conflict.solution_id,
        Assignment.handed_back_at == conflict.declared_at,
        Assignment.juror_id.in_(of_person),
    )
    db.session.execute(update(Assignment).where(*went_back_with_it).values(handed_back_at=None, hand_back_reason=None))
    call_changed(room.call.id, now=now)
    record("lift-conflict", conflict, by=by, now=now, call_id=room.call.id)


def _may_decide(room: JuryRoom, conflict: Conflict, by: Actor) -> None:
    one_at_a_time(f"conflict:{conflict.id}")
    db.session.refresh(conflict, ["lifted_at", "confirmed_at"])
    may_decide(
        is_chair=room.is_chair,
        is_deputy=room.is_chair and room.seat is not None and room.seat.role == JurorRole.DEPUTY_CHAIR,
        about_chair=chairs(conflict.person_id, room.call.id),
        is_own=conflict.person_id == by.person_id,
        treatment=treatment_of_row(conflict),
    ).require()


def _may_report(room: JuryRoom, seat: Juror, by: Actor) -> None:
    may_report(
        may_look=room.is_organiser or room.is_chair,
        is_own=seat.person_id == by.person_id,
        may_know_names=not room.hides_names,
    ).require()


def _note(person_id: int | None, reported: Reported, call_id: int, *, by: Actor, now: datetime) -> Conflict | None:
    solution_id = reported.solution_id
    one_at_a_time(f"conflict of {person_id} with {solution_id}")
    standing = select(Conflict.id).where(
        Conflict.person_id == person_id, Conflict.solution_id == solution_id, Conflict.lifted_at.is_(None)
    )
    if db.session.scalar(standing) is not None:
        return None
    found = Conflict(person_id=person_id, solution_id=solution_id, kind=reported.kind, note=reported.note)
    found.declared_at, found.is_doubtful = now, reported.is_doubtful
    found.reported_by = None if by.person_id == person_id else by.person_id
    db.session.add(found)
    db.session.flush()
    _take_back(solution_id, select(Juror.id).where(Juror.person_id == person_id, Juror.call_id == call_id), now)
    call_changed(call_id, now=now)
    record("report-conflict" if found.reported_by else "declare-conflict", found, by=by, now=now, call_id=call_id)
    return found


def _take_back(solution_id: int, seats: Select[int], now: datetime) -> None:
    """What was given out leaves the desk, and what was done does not count."""
    given = update(Assignment).where(Assignment.juror_id.in_(seats), Assignment.solution_id == solution_id)
    db.session.execute(given.where(Assignment.handed_back_at.is_(None)).values(handed_back_at=now))
    reviewed = update(Review).where(Review.juror_id.in_(seats), Review.solution_id == solution_id)
    db.session.execute(reviewed.values(is_done=False))


def _dismiss(person_id: int, solution_id: int, call_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    looked = DismissedHint(person_id=person_id, solution_id=solution_id, reason=reason, dismissed_by=by.person_id)
    looked.dismissed_at = now
    db.session.add(looked)
    db.session.flush()
    record("dismiss-hint", looked, by=by, now=now, call_id=call_id)
