"""Calling a sitting, who is in the room, and closing it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from challenge_hub.access import Actor, Refused
from challenge_hub.audit.actions import record
from challenge_hub.deliberation.actions.agenda import arrange_rest
from challenge_hub.deliberation.models import Attendance, Sitting
from challenge_hub.deliberation.queries.attendance import presences_of
from challenge_hub.deliberation.queries.mails import people_of_jury
from challenge_hub.deliberation.queries.rooms import SittingRoom, leads, next_number
from challenge_hub.deliberation.rules.sittings import may_close_sitting, may_come, may_go, may_lead
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.seats import has_chair, seat_for
from challenge_hub.judging.rules.jury import REVIEWING


@dataclass(frozen=True)
class SittingFacts:
    """What is known of a sitting beforehand."""

    takes_place_at: datetime
    place: str
    minutes_by: str
    quorum: int | None
    chair_decides_ties: bool


def call_sitting(jury: JuryRoom, facts: SittingFacts, *, by: Actor, now: datetime) -> Sitting:
    """Fix a sitting about the round that is judged now, with its agenda; the jury gets a mail."""
    may_lead(leads=leads(jury), is_closed=False).require()
    one_at_a_time(f"sittings:{jury.call.id}")
    sitting = Sitting(call_id=jury.call.id, round_id=jury.judged.id, number=next_number(jury.call.id))
    _write(sitting, facts)
    db.session.add(sitting)
    db.session.flush()
    arrange_rest(SittingRoom(jury, sitting))
    record("call-sitting", sitting, by=by, now=now, call_id=jury.call.id)
    for person_id in people_of_jury(jury.call.id):
        send_to_person("deliberation.sitting", person_id, now=now, sitting=sitting.id)
    return sitting


def change_sitting(room: SittingRoom, facts: SittingFacts, *, by: Actor, now: datetime) -> None:
    """Another time, place or rule; the jury is told where time or place are others."""
    _lock(room)
    before = (room.sitting.takes_place_at, room.sitting.place)
    _write(room.sitting, facts)
    db.session.flush()
    record("change-sitting", room.sitting, by=by, now=now, call_id=room.jury.call.id)
    if before != (facts.takes_place_at, facts.place):
        for person_id in people_of_jury(room.jury.call.id):
            send_to_person("deliberation.sitting", person_id, now=now, sitting=room.sitting.id)


def come(room: SittingRoom, juror_id: int, *, may_vote: bool, by: Actor, now: datetime) -> None:
    """A juror enters the room, with a vote or as a guest. Only seats that review have a vote."""
    _lock(room)
    seat = seat_for(room.jury, juror_id)
    if seat.declared_at is None or seat.left_at is not None:
        raise Refused("not-declared-here")
    may_come(presences_of(room.sitting.id), juror_id).require()
    votes = may_vote and seat.role in REVIEWING
    db.session.add(Attendance(sitting_id=room.sitting.id, juror_id=juror_id, from_at=now, may_vote=votes))
    db.session.flush()
    record("come-to-sitting", room.sitting, by=by, now=now, call_id=room.jury.call.id, juror=juror_id)


def go(room: SittingRoom, juror_id: int, *, by: Actor, now: datetime) -> None:
    """A juror leaves the sitting."""
    _lock(room)
    may_go(presences_of(room.sitting.id), juror_id).require()
    stay = _last_stay(room, juror_id)
    if stay is not None:
        stay.until_at = now
    db.session.flush()
    record("leave-sitting", room.sitting, by=by, now=now, call_id=room.jury.call.id, juror=juror_id)


def take_back_mark(room: SittingRoom, juror_id: int, *, by: Actor, now: datetime) -> None:
    """The newest mark of a juror was a slip: who was marked as gone is still here, who was marked as come never was."""
    _lock(room)
    stay = _last_stay(room, juror_id)
    if stay is None:
        raise Refused("nothing-to-take-back")
    if stay.until_at is None:
        db.session.delete(stay)
    else:
        stay.until_at = None
    db.session.flush()
    record("correct-attendance", room.sitting, by=by, now=now, call_id=room.jury.call.id, juror=juror_id)


def close_sitting(room: SittingRoom, *, by: Actor, now: datetime) -> None:
    """From now on nothing of this sitting changes."""
    _refresh(room)
    may_close_sitting(
        is_chair=room.jury.is_chair,
        is_organiser=room.jury.is_organiser,
        has_chair=has_chair(room.jury.call.id),
        is_closed=room.sitting.closed_at is not None,
    ).require()
    room.sitting.closed_at, room.sitting.closed_by = now, by.person_id
    db.session.flush()
    record("close-sitting", room.sitting, by=by, now=now, call_id=room.jury.call.id)


def _write(sitting: Sitting, facts: SittingFacts) -> None:
    sitting.takes_place_at, sitting.place, sitting.minutes_by = facts.takes_place_at, facts.place, facts.minutes_by
    sitting.quorum, sitting.chair_decides_ties = facts.quorum, facts.chair_decides_ties


def _last_stay(room: SittingRoom, juror_id: int) -> Attendance | None:
    stays = select(Attendance).where(Attendance.sitting_id == room.sitting.id, Attendance.juror_id == juror_id)
    return db.session.scalar(stays.order_by(Attendance.from_at.desc(), Attendance.id.desc()).limit(1))


def _lock(room: SittingRoom) -> None:
    _refresh(room)
    may_lead(leads=room.leads, is_closed=room.sitting.closed_at is not None).require()


def _refresh(room: SittingRoom) -> None:
    one_at_a_time(f"sitting:{room.sitting.id}")
    db.session.refresh(room.sitting, ["closed_at"])
