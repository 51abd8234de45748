"""Who may enter: the jury's room for chair and organiser, the desk for a juror. For everybody else there is neither."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Juror
from challenge_hub.judging.rules.jury import CHAIRING
from challenge_hub.judging.rules.reviewing import Times, may_score_now


@dataclass(frozen=True)
class JuryRoom:
    """A call's jury as its chair or an organiser sees it; `round` is missing where the rubric is not written yet."""

    viewer: Actor
    call: Call
    round: Round | None
    seat: Juror | None
    is_organiser: bool
    now: datetime

    @property
    def is_chair(self) -> bool:
        """Chair or deputy chair, once the declaration is given."""
        return self.seat is not None and self.seat.role in CHAIRING and self.seat.declared_at is not None

    @property
    def judged(self) -> Round:
        """The round; a page that needs one is not there without it."""
        if self.round is None:
            raise NotFound
        return self.round

    @property
    def times(self) -> Times:
        return times_of(self.call, self.judged)

    @property
    def is_scoring(self) -> bool:
        return bool(may_score_now(self.times, self.now))


@dataclass(frozen=True)
class Desk:
    """A juror's own desk."""

    viewer: Actor
    call: Call
    round: Round
    seat: Juror
    now: datetime

    @property
    def times(self) -> Times:
        return times_of(self.call, self.round)


def times_of(call: Call, judged: Round) -> Times:
    is_stopped = call.suspended_at is not None or call.cancelled_at is not None
    return Times(call.closes_at, call.ends_at, judged.closed_at, is_stopped)


def jury_room(viewer: Actor, slug: str, now: datetime) -> JuryRoom:
    """The jury of a call for its organisers and its chair."""
    statement = _call_and_seat(viewer).where(Call.slug == slug)
    found = db.session.execute(statement).one_or_none()
    if found is None:
        raise NotFound
    call, judged, seat = found
    room = JuryRoom(viewer, call, judged, seat, calls.is_organiser(viewer, call.id), now)
    if not (room.is_organiser or room.is_chair):
        raise NotFound
    return room


def desk_of(viewer: Actor, slug: str, now: datetime) -> Desk:
    """The desk of somebody with a seat: invited, accepted, not left. One statement."""
    statement = _call_and_seat(viewer).where(Call.slug == slug, Juror.id.is_not(None), Round.id.is_not(None))
    found = db.session.execute(statement).one_or_none()
    if found is None:
        raise NotFound
    call, judged, seat = found
    return Desk(viewer, call, judged, seat, now)


def criteria_of(judged: Round) -> list[Criterion]:
    """The rubric's criteria in their order."""
    statement = select(Criterion).where(Criterion.round_id == judged.id).order_by(Criterion.position)
    return list(db.session.scalars(statement))


def last_round() -> Any:
    """The round that is judged now: the call's last one. Goes into a join of Call and Round."""
    newest = select(func.max(Round.number)).where(Round.call_id == Call.id).correlate(Call).scalar_subquery()
    return and_(Round.call_id == Call.id, Round.number == newest)


def _call_and_seat(viewer: Actor) -> Select[Call, Round, Juror]:
    return (
        select(Call, Round, Juror)
        .outerjoin(Round, last_round())
        .outerjoin(Juror, and_(Juror.call_id == Call.id, _is_seat_of(viewer)))
    )


def _is_seat_of(viewer: Actor) -> Any:
    return and_(Juror.person_id == viewer.person_id, Juror.accepted_at.is_not(None), Juror.left_at.is_(None))
