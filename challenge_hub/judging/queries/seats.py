"""Seats of a jury: who was invited, who accepted, and what an invitation says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls import queries as calls
from challenge_hub.calls.blindfold import hides_names
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.conditions import Purpose
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.judging.models import Juror
from challenge_hub.judging.queries.rooms import JuryRoom, end_of
from challenge_hub.judging.queries.seated import current_round
from challenge_hub.judging.rules.jury import (
    CHAIRING,
    REVIEWING,
    Candidate,
    JurorRole,
    SeatState,
    reviews_each,
    seat_state,
)
from challenge_hub.organisations.models import OrganisationMember
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import takes_part
from challenge_hub.solutions.rounds import in_round
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

    @property
    def ends_at(self) -> datetime:
        return end_of(self.call, self.round)


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


def name_of(seat: Juror) -> str:
    """Who holds a seat, as the jury's pages name them."""
    person = select(Person.display_name).where(Person.id == seat.person_id)
    return db.session.scalar(person) or seat.label or seat.key


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
        .outerjoin(Round, current_round())
        .where(Juror.id == seat_id, Juror.invited_at.is_not(None))
    ).one_or_none()
    if found is None:
        raise NotFound
    seat, call, judged = found
    return Offer(seat, call, judged, _reviews_expected(call, judged))


def expected_work(call: Call, judged: Round | None) -> tuple[int, int]:
    """How many solutions take part now, and how many jurors with a vote are invited or accepted. One statement."""
    taking_part = in_round(judged) if judged else takes_part()
    solutions = select(func.count(Solution.id)).where(Solution.call_id == call.id, taking_part).scalar_subquery()
    seats = select(func.count(Juror.id)).where(
        Juror.call_id == call.id, Juror.role.in_(REVIEWING), Juror.left_at.is_(None), Juror.declined_at.is_(None)
    )
    solution_count, jurors = db.session.execute(select(solutions, seats.scalar_subquery())).one()
    return solution_count, jurors


def _reviews_expected(call: Call, judged: Round | None) -> int:
    if judged is None:
        return 0
    solutions, jurors = expected_work(call, judged)
    return reviews_each(solutions=solutions, per_solution=judged.reviews_per_solution, jurors=jurors)


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
    has_teams = exists().where(Team.call_id == Call.id)
    knows = and_(hides_names(Call.id), Call.id.in_(calls.ids_of_organised_calls(viewer)), has_teams)
    statement = (
        select(Person.mail, in_team, seated, knows, _acts_for_a_team(Person.id))
        .join(Call, Call.id == seat.call_id)
        .where(Person.id == viewer.person_id)
    )
    mail, is_in_a_team, has_seat, knows_names, is_dependent = db.session.execute(statement).one()
    facts = (is_in_a_team, has_seat, knows_names, is_dependent)
    return Candidate(True, mail is not None, mail == seat.invited_mail, *map(bool, facts))


def dependent_seats(room: JuryRoom) -> set[int]:
    """Ids of the seats whose holder acts for an organisation that takes part, where a planning competition forbids it.
    Only for readers who may know who takes part.
    """
    if room.hides_names:
        return set()
    seats = select(Juror.id).join(Call, Juror.call_id == Call.id)
    return set(db.session.scalars(seats.where(Call.id == room.call.id, _acts_for_a_team(Juror.person_id))))


def _acts_for_a_team(person_id: Any) -> ColumnElement[bool]:
    """In a planning competition: somebody with a seat in an organisation that a team of the call acts for."""
    acts = exists().where(
        OrganisationMember.person_id == person_id,
        Team.organisation_id == OrganisationMember.organisation_id,
        Team.call_id == Call.id,
        Team.dissolved_at.is_(None),
    )
    return and_(Call.purpose == Purpose.PLANNING_COMPETITION, acts.correlate(Call, person_id.class_))
