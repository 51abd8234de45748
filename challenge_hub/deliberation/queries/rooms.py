"""Who may enter: chair, organisers, and every juror who declared. For everybody else there is no sitting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.deliberation.models import Sitting
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.queries.rooms import JuryRoom, room_or_seat


@dataclass(frozen=True)
class SittingRoom:
    """One sitting as somebody in the room sees it."""

    jury: JuryRoom
    sitting: Sitting

    @property
    def leads(self) -> bool:
        return leads(self.jury)

    @property
    def is_open(self) -> bool:
        return self.sitting.closed_at is None


def leads(jury: JuryRoom) -> bool:
    """Whether this person writes down what happens: chair or organiser."""
    return jury.is_organiser or jury.is_chair


def jury_for(viewer: Actor, slug: str, now: datetime, number: int | None = None) -> JuryRoom:
    """The jury of a call with the round judged now, or the one asked for, for everybody who belongs to it."""
    return _entered(room_or_seat(viewer, slug, now, number))


def sitting_for(viewer: Actor, slug: str, number: int, now: datetime) -> SittingRoom:
    """One sitting with its own round."""
    statement = (
        select(Sitting, Round.number)
        .join(Round, Sitting.round_id == Round.id)
        .join(Call, Sitting.call_id == Call.id)
        .where(Call.slug == slug, Sitting.number == number)
    )
    found = db.session.execute(statement).one_or_none()
    if found is None:
        raise NotFound
    sitting, of_round = found
    return SittingRoom(_entered(room_or_seat(viewer, slug, now, of_round)), sitting)


def sittings_of(jury: JuryRoom) -> Sequence[Sitting]:
    """Every sitting of the jury, the newest first."""
    return db.session.scalars(
        select(Sitting).where(Sitting.call_id == jury.call.id).order_by(Sitting.number.desc())
    ).all()


def next_number(call_id: int) -> int:
    """The number the next sitting gets."""
    return (db.session.scalar(select(func.max(Sitting.number)).where(Sitting.call_id == call_id)) or 0) + 1


def _entered(jury: JuryRoom) -> JuryRoom:
    if not (jury.is_organiser or (jury.seat is not None and jury.seat.declared_at is not None)):
        raise NotFound
    return jury
