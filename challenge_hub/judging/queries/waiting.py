"""What waits for a person in the jury's room: a few statements, however many calls there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call, CallOrganiser
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.phases import OrganiserRole
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, AssignmentPlan, Juror, Review
from challenge_hub.judging.queries.rooms import last_round
from challenge_hub.judging.rules.jury import REVIEWING
from challenge_hub.organisations.models import Organisation, OrganisationMember
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import free_for, takes_part


@dataclass(frozen=True)
class SeatWaiting:
    """A seat of this person in a call whose jury may be at work: reviews left and done."""

    call: Call
    round: Round
    seat: Juror
    left: int
    done: int


@dataclass(frozen=True)
class JuryWaiting:
    """The jury of a call this person organises: seats offered and filled, what was given out or planned."""

    call: Call
    round: Round | None
    offered: int
    filled: int
    given: int
    has_plan: bool


def invitations_for(viewer: Actor) -> Sequence[tuple[Juror, Call]]:
    """Invitations sent to this person's confirmed address that wait for an answer."""
    statement = (
        select(Juror, Call)
        .join(Person, and_(Person.mail == Juror.invited_mail, Person.id == viewer.person_id))
        .join(Call, Juror.call_id == Call.id)
        .where(Juror.accepted_at.is_(None), Juror.declined_at.is_(None), Juror.left_at.is_(None))
        .order_by(Juror.id)
    )
    return [(seat, call) for seat, call in db.session.execute(statement)]


def seats_waiting(viewer: Actor, now: datetime) -> Sequence[SeatWaiting]:
    """The seats of this person where the round is not over, with the number of reviews left and done."""
    free = select(Solution.id).where(takes_part(), free_for(viewer.person_id))
    of_seat = and_(Assignment.juror_id == Juror.id, Assignment.round_id == Round.id)
    statement = (
        select(Call, Round, Juror, func.count(Assignment.id) - func.count(Review.id), func.count(Review.id))
        .select_from(Juror)
        .join(Call, Juror.call_id == Call.id)
        .join(Round, last_round())
        .outerjoin(
            Assignment,
            and_(of_seat, Assignment.handed_back_at.is_(None), Assignment.solution_id.in_(free)),
        )
        .outerjoin(
            Review,
            and_(
                Review.round_id == Assignment.round_id,
                Review.juror_id == Assignment.juror_id,
                Review.solution_id == Assignment.solution_id,
                Review.is_done,
            ),
        )
        .where(Juror.person_id == viewer.person_id, Juror.accepted_at.is_not(None), Juror.left_at.is_(None))
        .where(Round.closed_at.is_(None), Call.ends_at > now, Call.cancelled_at.is_(None))
        .group_by(Call.id, Round.id, Juror.id)
        .order_by(Call.ends_at, Juror.id)
    )
    return [SeatWaiting(*found) for found in db.session.execute(statement)]


def juries_waiting(viewer: Actor, now: datetime) -> Sequence[JuryWaiting]:
    """The juries of the calls this person organises, until their round is closed."""
    seats = select(func.count(Juror.id)).where(
        Juror.call_id == Call.id, Juror.left_at.is_(None), Juror.declined_at.is_(None), Juror.role.in_(REVIEWING)
    )
    given = select(func.count(Assignment.id)).where(Assignment.round_id == Round.id)
    plan = select(AssignmentPlan.id).where(AssignmentPlan.round_id == Round.id, AssignmentPlan.published_at.is_(None))
    statement = (
        select(
            Call,
            Round,
            seats.correlate(Call).scalar_subquery(),
            seats.where(Juror.accepted_at.is_not(None)).correlate(Call).scalar_subquery(),
            given.correlate(Round).scalar_subquery(),
            plan.correlate(Round).exists(),
        )
        .outerjoin(Round, last_round())
        .where(Call.id.in_(_organised_by(viewer)), Call.cancelled_at.is_(None), Call.published_at.is_not(None))
        .where(or_(Round.id.is_(None), Round.closed_at.is_(None)), Call.package_id.is_(None))
        .order_by(Call.closes_at, Call.id)
    )
    return [JuryWaiting(*found) for found in db.session.execute(statement)]


def _organised_by(viewer: Actor) -> Select[int]:
    return (
        select(CallOrganiser.call_id)
        .join(Organisation, CallOrganiser.organisation_id == Organisation.id)
        .join(OrganisationMember, OrganisationMember.organisation_id == Organisation.id)
        .where(
            OrganisationMember.person_id == viewer.person_id,
            Organisation.confirmed_at.is_not(None),
            CallOrganiser.role.in_([OrganiserRole.LEAD, OrganiserRole.CO_ORGANISER]),
        )
    )
