"""Closing a round, and opening it again."""

from datetime import datetime, timedelta

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.actions.rankings import points_changed
from challenge_hub.judging.models import Reopening
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.rounds import has_later_work
from challenge_hub.judging.queries.seats import has_chair
from challenge_hub.judging.rules.reviewing import may_close, may_reopen

AT_ONCE = timedelta(0)


def close_round(room: JuryRoom, *, by: Actor, now: datetime) -> None:
    """From now on no review changes any more; what is not done does not count."""
    one_at_a_time(f"round:{room.judged.id}")
    db.session.refresh(room.judged, ["closed_at"])
    may_close(
        room.times, is_chair=room.is_chair, is_organiser=room.is_organiser, has_chair=has_chair(room.call.id)
    ).require()
    room.judged.closed_at = now
    db.session.flush()
    points_changed(room.judged, now=now, wait=AT_ONCE)
    record("close-round", room.judged, by=by, now=now, call_id=room.call.id)


def reopen_round(room: JuryRoom, *, reason: str, is_published: bool, by: Actor, now: datetime) -> None:
    """Let the jury go on, with a reason that stays readable; `is_published`: results of the round are known."""
    one_at_a_time(f"round:{room.judged.id}")
    db.session.refresh(room.judged, ["closed_at"])
    may_reopen(
        is_chair=room.is_chair,
        is_organiser=room.is_organiser,
        has_chair=has_chair(room.call.id),
        is_closed=room.judged.closed_at is not None,
        is_published=is_published,
        has_later_work=has_later_work(room),
    ).require()
    room.judged.closed_at = None
    db.session.add(Reopening(round_id=room.judged.id, reopened_at=now, reopened_by=by.person_id, reason=reason))
    db.session.flush()
    points_changed(room.judged, now=now, wait=AT_ONCE)
    record("reopen-round", room.judged, by=by, now=now, call_id=room.call.id)
