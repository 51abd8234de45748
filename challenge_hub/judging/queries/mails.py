"""What a mail to a juror tells: the work that is left when it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, select

from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, Juror, Review
from challenge_hub.judging.queries.rooms import end_of
from challenge_hub.judging.queries.seated import current_round
from challenge_hub.judging.tandem import TandemChoice
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.queries import free_to_judge, is_newest, takes_part
from challenge_hub.solutions.rounds import RoundSolution, in_round


@dataclass(frozen=True)
class Work:
    """A seat with its call and round, and how many reviews are left."""

    call: Call
    round: Round
    left: int

    @property
    def ends_at(self) -> datetime:
        return end_of(self.call, self.round)


@dataclass(frozen=True)
class Listed:
    """A solution of a team when the shortlist of a round was made: on it or not."""

    call: Call
    round: Round
    key: str
    title: Mapping[str, str]
    is_chosen: bool

    @property
    def ends_at(self) -> datetime:
        return end_of(self.call, self.round)


def choice_to_release(round_id: int) -> tuple[Call, int] | None:
    """The call and the number of a tandem round whose choice is prepared; None where nothing waits any more."""
    statement = (
        select(Call, Round.number)
        .join(Round, Round.call_id == Call.id)
        .join(TandemChoice, TandemChoice.round_id == Round.id)
        .where(Round.id == round_id, TandemChoice.released_at.is_(None), Call.cancelled_at.is_(None))
    )
    found = db.session.execute(statement).one_or_none()
    return found and (found[0], found[1])


def listed(round_id: int, solution_id: int) -> Listed | None:
    """As the list stands now; None where it is empty again, or the solution was withdrawn."""
    on_list = exists().where(RoundSolution.round_id == Round.id, RoundSolution.solution_id == Solution.id)
    anything = exists().where(RoundSolution.round_id == Round.id)
    found = db.session.execute(
        select(Call, Round, Solution.key, SolutionVersion.title, on_list)
        .join(Round, Round.call_id == Call.id)
        .join(Solution, and_(Solution.call_id == Call.id, Solution.id == solution_id, takes_part()))
        .join(SolutionVersion, and_(SolutionVersion.solution_id == Solution.id, is_newest()))
        .where(Round.id == round_id, anything)
    ).one_or_none()
    return found and Listed(*found)


def work_of(juror_id: int) -> Work | None:
    """None where the seat was left, or the round is closed."""
    found = db.session.execute(
        select(Call, Round, Juror)
        .join(Juror, Juror.call_id == Call.id)
        .join(Round, current_round())
        .where(Juror.id == juror_id, Juror.left_at.is_(None), Round.closed_at.is_(None))
    ).one_or_none()
    if found is None:
        return None
    call, judged, seat = found
    done = select(Review.solution_id).where(Review.round_id == judged.id, Review.juror_id == seat.id, Review.is_done)
    given = (
        select(Assignment.id)
        .join(Solution, Assignment.solution_id == Solution.id)
        .where(Assignment.round_id == judged.id, Assignment.juror_id == seat.id, Assignment.handed_back_at.is_(None))
        .where(in_round(judged), free_to_judge(seat.person_id), Solution.id.not_in(done))
    )
    return Work(call, judged, len(db.session.scalars(given).all()))
