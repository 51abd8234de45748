"""Who may enter: the jury's room for chair and organiser, the desk for a juror. For everybody else there is neither."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.infrastructure.acting import acts_as
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.once import once
from challenge_hub.judging.models import Juror
from challenge_hub.judging.queries.seated import call_and_seat, is_seat_of, round_and_seat
from challenge_hub.judging.rules.jury import CHAIRING
from challenge_hub.judging.rules.reviewing import Times, may_score_now
from challenge_hub.solutions.queries import free_for, free_to_judge


@dataclass(frozen=True)
class Rounds:
    """The rounds of a call around the one at hand: which is judged now, how many there are, whether jurors suffice."""

    current: int
    last: int
    declared: int


@dataclass(frozen=True)
class Reader:
    """Somebody before the solutions of a round, from the jury or from the organisers; `round` is missing where the
    rubric is not written yet. `is_anonymised`: some round of the call hides names still.
    """

    viewer: Actor
    call: Call
    round: Round | None
    seat: Juror | None
    is_organiser: bool
    is_anonymised: bool

    @property
    def hides_names(self) -> bool:
        """Whether this reader learns nobody's name: everybody with a seat, while an anonymised round hides them."""
        return self.is_anonymised and (self.seat is not None or not self.is_organiser)

    @property
    def free(self) -> ColumnElement[bool]:
        """Solutions this reader has no conflict of interest with."""
        person = self.viewer.person_id
        return free_for(person) if self.seat is None else free_to_judge(person)


@dataclass(frozen=True)
class JuryRoom(Reader):
    """A call's jury as chair or organiser sees it, at the round judged now, unless another was asked for."""

    now: datetime
    rounds: Rounds

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
        return times_of(self.call, self.judged, self.rounds)

    @property
    def other(self) -> int | None:
        """The number of the round where it is not the one judged now: what links carry on."""
        return self.round.number if self.round and self.round.number != self.rounds.current else None

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
    is_anonymised: bool
    rounds: Rounds

    @property
    def hides_names(self) -> bool:
        """Nobody learns a name at the own desk."""
        return self.is_anonymised

    @property
    def free(self) -> ColumnElement[bool]:
        """Solutions the holder of the seat has no conflict of interest with."""
        return free_to_judge(self.seat.person_id)

    @property
    def times(self) -> Times:
        return times_of(self.call, self.round, self.rounds)

    @property
    def other(self) -> int | None:
        """As in the jury's room."""
        return self.round.number if self.round.number != self.rounds.current else None


def times_of(call: Call, judged: Round, rounds: Rounds) -> Times:
    return Times(
        call.closes_at,
        end_of(call, judged),
        judged.closed_at,
        is_stopped=call.suspended_at is not None or call.cancelled_at is not None,
        is_begun=judged.number <= rounds.current,
        jurors_missing=max(0, (judged.quorum or 0) - rounds.declared),
        has_scores=judged.frozen_at is not None,
        is_held=judged.held_at is not None,
    )


def end_of(call: Call, judged: Round | None) -> datetime:
    """When a round ends: at its own end, or with the call."""
    return (judged and judged.ends_at) or call.ends_at


def ends_at() -> ColumnElement[datetime]:
    """The same for a statement in which Call and Round are joined."""
    return func.coalesce(Round.ends_at, Call.ends_at)


def jury_room(viewer: Actor, slug: str, now: datetime, number: int | None = None) -> JuryRoom:
    """The jury of a call for its organisers and its chair, at the round judged now or at the one asked for."""
    room = room_or_seat(viewer, slug, now, number)
    if not (room.is_organiser or room.is_chair):
        raise NotFound
    acts_as("organiser" if room.is_organiser else "chair")
    return room


def room_or_seat(viewer: Actor, slug: str, now: datetime, number: int | None = None) -> JuryRoom:
    """The same for everybody on the jury, too, for what each of them may read."""
    found = _found(viewer, slug, number)
    if found is None or (found.Round is None and number is not None):
        raise NotFound
    call, judged, seat, is_anonymised, *rounds = found
    is_organiser = calls.is_organiser(viewer, call.id)
    room = JuryRoom(viewer, call, judged, seat, is_organiser, bool(is_anonymised), now, Rounds(*rounds))
    if not (room.is_organiser or room.seat is not None):
        raise NotFound
    return room


def desk_of(viewer: Actor, slug: str, now: datetime, number: int | None = None) -> Desk:
    """The desk of somebody with a seat: invited, accepted, not left. One statement."""
    found = _found(viewer, slug, number)
    if found is None or found.Juror is None or found.Round is None:
        raise NotFound
    call, judged, seat, is_anonymised, *rounds = found
    acts_as("juror")
    return Desk(viewer, call, judged, seat, now, bool(is_anonymised), Rounds(*rounds))


def reader_of(viewer: Actor, judged: Round) -> Reader:
    """The same as far as the names of the solutions in a round go, for whoever prepares its results."""
    asked = round_and_seat(viewer=viewer, call_id=judged.call_id, number=judged.number)
    call, _, seat, is_anonymised, *_rounds = db.session.execute(*asked).one()
    return Reader(viewer, call, judged, seat, calls.is_organiser(viewer, call.id), bool(is_anonymised))


def criteria_of(judged: Round) -> list[Criterion]:
    """The rubric's criteria in their order."""
    return list(db.session.scalars(*_criteria(round_id=judged.id)))


@once
def _criteria(*, round_id: int) -> Select[Criterion]:
    return select(Criterion).where(Criterion.round_id == round_id).order_by(Criterion.position)


def is_chairing(viewer: Actor) -> ColumnElement[bool]:
    """This seat is this person's, and makes them chair as `JuryRoom.is_chair` says."""
    return and_(is_seat_of(viewer.person_id), Juror.role.in_(CHAIRING), Juror.declared_at.is_not(None))


def _found(viewer: Actor, slug: str, number: int | None) -> Any:
    """The row of one call; None where there is no such call."""
    asked = call_and_seat(number is not None, viewer=viewer, slug=slug, number=number)
    return db.session.execute(*asked).one_or_none()
