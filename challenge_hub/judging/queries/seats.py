"""Seats of a jury: who was invited, who accepted, and what an invitation says."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.judging.models import Juror
from challenge_hub.judging.queries.rooms import JuryRoom, last_round
from challenge_hub.judging.rules.jury import (
    CHAIRING,
    REVIEWING,
    Candidate,
    JurorRole,
    SeatState,
    reviews_each,
    seat_state,
)
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import takes_part
from challenge_hub.teams.models import Team, TeamMember


@dataclass(frozen=True)
class SeatRow:
    """A seat as the jury's page lists it."""

    seat: Juror
    name: str
    state: SeatState


@dataclass(frozen=True)
class Offer:
    """An invitation with what it says: the call, its round, and about how many reviews there will be (0: not known)."""

    seat: Juror
    call: Call
    round: Round | None
    reviews: int

    @property
    def state(self) -> SeatState:
        return state_of(self.seat)


def state_of(seat: Juror) -> SeatState:
    """How far a seat is filled. One that came with an imported call was never invited, and is filled."""
    return seat_state(
        accepted=seat.accepted_at is not None or seat.invited_at is None,
        declined=seat.declined_at is not None,
        declared=seat.declared_at is not None,
        left=seat.left_at is not None,
    )


def seats_for(room: JuryRoom) -> Sequence[SeatRow]:
    """Every seat of the call, in the order of inviting."""
    statement = (
        select(Juror, func.coalesce(Person.display_name, Juror.label, Juror.key))
        .select_from(Juror)
        .outerjoin(Person, Juror.person_id == Person.id)
        .where(Juror.call_id == room.call.id)
        .order_by(Juror.id)
    )
    return [SeatRow(seat, name, state_of(seat)) for seat, name in db.session.execute(statement)]


def seat_for(room: JuryRoom, seat_id: int) -> Juror:
    """One seat of this jury."""
    return one_or_404(select(Juror).where(Juror.id == seat_id, Juror.call_id == room.call.id))


def has_chair(call_id: int) -> bool:
    """Whether somebody holds the chair of this jury."""
    seat = select(Juror.id).where(Juror.call_id == call_id, Juror.role.in_(CHAIRING), Juror.left_at.is_(None))
    return db.session.scalar(seat.where(Juror.accepted_at.is_not(None)).limit(1)) is not None


def is_invited(call_id: int, mail: str) -> bool:
    """Whether this address has an invitation that was neither declined nor withdrawn."""
    seat = select(Juror.id).where(Juror.call_id == call_id, Juror.invited_mail == mail, Juror.left_at.is_(None))
    return db.session.scalar(seat.where(Juror.declined_at.is_(None)).limit(1)) is not None


def chair_is_taken(call_id: int) -> bool:
    """Whether the chair is offered to somebody or held."""
    seat = select(Juror.id).where(Juror.call_id == call_id, Juror.role == JurorRole.CHAIR, Juror.left_at.is_(None))
    return db.session.scalar(seat.where(Juror.declined_at.is_(None)).limit(1)) is not None


def offer(seat_id: int) -> Offer:
    """What a signed link opens; whoever holds it may read it."""
    found = db.session.execute(
        select(Juror, Call, Round)
        .join(Call, Juror.call_id == Call.id)
        .outerjoin(Round, last_round())
        .where(Juror.id == seat_id, Juror.invited_at.is_not(None))
    ).one_or_none()
    if found is None:
        raise NotFound
    seat, call, judged = found
    return Offer(seat, call, judged, _reviews_expected(call, judged))


def _reviews_expected(call: Call, judged: Round | None) -> int:
    if judged is None:
        return 0
    solutions = select(func.count(Solution.id)).where(Solution.call_id == call.id, takes_part()).scalar_subquery()
    seats = select(func.count(Juror.id)).where(
        Juror.call_id == call.id, Juror.role.in_(REVIEWING), Juror.left_at.is_(None), Juror.declined_at.is_(None)
    )
    solution_count, jurors = db.session.execute(select(solutions, seats.scalar_subquery())).one()
    return reviews_each(solutions=solution_count, per_solution=judged.reviews_per_solution, jurors=jurors)


def candidate(viewer: Actor, seat: Juror) -> Candidate:
    """What is known of the person at the door. One statement."""
    if viewer.person_id is None:
        return Candidate(False, False, False, False, False)
    in_team = exists().where(
        TeamMember.person_id == Person.id,
        TeamMember.left_at.is_(None),
        Team.id == TeamMember.team_id,
        Team.call_id == seat.call_id,
    )
    seated = exists().where(Juror.person_id == Person.id, Juror.call_id == seat.call_id)
    statement = select(Person.mail, in_team, seated).where(Person.id == viewer.person_id)
    mail, is_in_a_team, has_seat = db.session.execute(statement).one()
    return Candidate(True, mail is not None, mail == seat.invited_mail, is_in_a_team, has_seat)
