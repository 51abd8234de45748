"""What waits for a person in the jury's room: one statement, however many calls there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, distinct, exists, func, or_, select
from sqlalchemy.orm import aliased

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.blindfold import hides_names
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import ids_of_organised_calls
from challenge_hub.calls.rubric import Round
from challenge_hub.challenges.queries.posing import acts_for
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.together import Together, answers_to, together
from challenge_hub.judging.models import Assignment, AssignmentPlan, Juror, Review
from challenge_hub.judging.queries.rooms import ends_at
from challenge_hub.judging.queries.seated import current_round
from challenge_hub.judging.rules.jury import REVIEWING
from challenge_hub.judging.tandem import TandemChoice
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import free_to_judge, takes_part
from challenge_hub.solutions.rounds import RoundSolution, in_round


@dataclass(frozen=True)
class CallFacts:
    """What a task says about a call."""

    slug: str
    title: Mapping[str, str]
    time_zone: str
    closes_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class SeatOffered:
    """An invitation that waits for an answer."""

    seat_id: int
    call: CallFacts


@dataclass(frozen=True)
class SeatWaiting:
    """A seat of this person in a call whose jury may be at work: whether they declared, and the reviews left."""

    declared_at: datetime | None
    left: int
    call: CallFacts


@dataclass(frozen=True)
class JuryWaiting:
    """The jury of a call this person organises: seats offered and filled, what was given out or planned.

    `short` counts the solutions that were handed back and since then have fewer reviews than they should.
    """

    has_round: bool
    offered: int
    filled: int
    given: int
    has_plan: bool
    short: int
    call: CallFacts


@dataclass(frozen=True)
class TandemWaiting:
    """A tandem round for which the own municipality chooses: nothing prepared yet, or by whom."""

    number: int
    prepared_by: int | None
    call: CallFacts


@dataclass(frozen=True)
class Waiting:
    """Everything of the jury's room that waits for one person."""

    offered: Sequence[SeatOffered]
    seats: Sequence[SeatWaiting]
    juries: Sequence[JuryWaiting]
    tandems: Sequence[TandemWaiting]


CALL = (Call.slug, Call.title, Call.time_zone, Call.closes_at, Call.ends_at)
JUDGED = (*CALL[:-1], ends_at())
"""The same where the round is joined, whose own end counts."""
Question = Select[*tuple[Any, ...]]


def waiting_for(viewer: Actor, now: datetime) -> Waiting:
    """Invitations, seats and juries of this person, all in one statement."""
    offered, seats, juries, tandems = answers_to(*_waiting(viewer=viewer, now=now))
    return Waiting(
        [SeatOffered(seat_id, CallFacts(*call)) for seat_id, *call in offered],
        [SeatWaiting(declared_at, left, CallFacts(*call)) for declared_at, left, *call in seats],
        [
            JuryWaiting(bool(has_round), offered_seats, filled, given, bool(has_plan), short, CallFacts(*call))
            for has_round, offered_seats, filled, given, has_plan, short, *call in juries
        ],
        [TandemWaiting(number, prepared_by, CallFacts(*call)) for number, prepared_by, *call in tandems],
    )


@once
def _waiting(*, viewer: Actor, now: datetime) -> Together:
    return together(_invitations(viewer), _seats(viewer, now), _juries(viewer), _tandems(viewer))


def _invitations(viewer: Actor) -> Question:
    """Invitations sent to this person's confirmed address that wait for an answer."""
    return (
        select(Juror.id, *CALL)
        .join(Person, and_(Person.mail == Juror.invited_mail, Person.id == viewer.person_id))
        .join(Call, Juror.call_id == Call.id)
        .where(Juror.accepted_at.is_(None), Juror.declined_at.is_(None), Juror.left_at.is_(None))
    )


def _seats(viewer: Actor, now: datetime) -> Question:
    """The seats of this person where the round is not over, with the number of reviews left."""
    free = exists().where(Solution.id == Assignment.solution_id, in_round(Round), free_to_judge(viewer.person_id))
    of_seat = and_(Assignment.juror_id == Juror.id, Assignment.round_id == Round.id)
    given = and_(of_seat, Assignment.handed_back_at.is_(None), free.correlate(Assignment, Round))
    done = and_(
        Review.round_id == Assignment.round_id,
        Review.juror_id == Assignment.juror_id,
        Review.solution_id == Assignment.solution_id,
        Review.is_done,
    )
    return (
        select(Juror.declared_at, func.count(Assignment.id) - func.count(Review.id), *JUDGED)
        .select_from(Juror)
        .join(Call, Juror.call_id == Call.id)
        .join(Round, current_round())
        .outerjoin(Assignment, given)
        .outerjoin(Review, done)
        .where(Juror.person_id == viewer.person_id, Juror.accepted_at.is_not(None), Juror.left_at.is_(None))
        .where(Round.closed_at.is_(None), ends_at() > now, Call.cancelled_at.is_(None))
        .group_by(Call.id, Round.id, Juror.id)
    )


def _juries(viewer: Actor) -> Question:
    """The juries of the calls this person organises, until their round is closed."""
    seats = select(func.count(Juror.id)).where(
        Juror.call_id == Call.id, Juror.left_at.is_(None), Juror.declined_at.is_(None), Juror.role.in_(REVIEWING)
    )
    given = select(func.count(Assignment.id)).where(Assignment.round_id == Round.id)
    plan = select(AssignmentPlan.id).where(AssignmentPlan.round_id == Round.id, AssignmentPlan.published_at.is_(None))
    return (
        select(
            Round.id.is_not(None),
            seats.correlate(Call).scalar_subquery(),
            seats.where(Juror.accepted_at.is_not(None)).correlate(Call).scalar_subquery(),
            given.correlate(Round).scalar_subquery(),
            plan.correlate(Round).exists(),
            _short().correlate(Round).scalar_subquery(),
            *JUDGED,
        )
        .select_from(Call)
        .outerjoin(Round, current_round())
        .where(Call.id.in_(ids_of_organised_calls(viewer)), Call.cancelled_at.is_(None))
        .where(Call.published_at.is_not(None), Call.package_id.is_(None))
        .where(or_(Round.id.is_(None), Round.closed_at.is_(None)))
    )


def _tandems(viewer: Actor) -> Question:
    """Tandem rounds of the own municipality with nobody on the shortlist, once the round before is closed."""
    before = aliased(Round)
    listed = exists().where(RoundSolution.round_id == Round.id)
    return (
        select(Round.number, TandemChoice.prepared_by, *CALL)
        .select_from(Round)
        .join(Call, Round.call_id == Call.id)
        .join(before, and_(before.call_id == Round.call_id, before.number == Round.number - 1))
        .outerjoin(TandemChoice, TandemChoice.round_id == Round.id)
        .where(Round.tandem_with_id.in_(acts_for(viewer)), Round.closed_at.is_(None), before.closed_at.is_not(None))
        .where(Call.published_at.is_not(None), Call.cancelled_at.is_(None), ~hides_names(Call.id), ~listed)
    )


def _short() -> Question:
    """Solutions of a round that somebody handed back, with fewer reviews than the last plan wanted, or the round."""
    given, plan = aliased(Assignment), aliased(AssignmentPlan)
    stands = select(func.count(given.id)).where(
        given.round_id == Assignment.round_id,
        given.solution_id == Assignment.solution_id,
        given.handed_back_at.is_(None),
    )
    newest = (
        select(plan.reviews_per_solution)
        .where(plan.round_id == Round.id, plan.published_at.is_not(None))
        .order_by(plan.id.desc())
        .limit(1)
    )
    wanted = func.coalesce(newest.correlate(Round).scalar_subquery(), Round.reviews_per_solution)
    return (
        select(func.count(distinct(Assignment.solution_id)))
        .join(Solution, Assignment.solution_id == Solution.id)
        .where(Assignment.round_id == Round.id, Assignment.handed_back_at.is_not(None), takes_part())
        .where(stands.correlate(Assignment).scalar_subquery() < wanted)
    )
