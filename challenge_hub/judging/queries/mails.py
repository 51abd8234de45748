"""What a mail to a juror tells: the work that is left when it is sent."""

from dataclasses import dataclass

from sqlalchemy import select

from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, Juror, Review
from challenge_hub.judging.queries.rooms import last_round
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import free_for, takes_part


@dataclass(frozen=True)
class Work:
    """A seat with its call and round, and how many reviews are left."""

    call: Call
    round: Round
    left: int


def work_of(juror_id: int) -> Work | None:
    """None where the seat was left, or the round is closed."""
    found = db.session.execute(
        select(Call, Round, Juror)
        .join(Juror, Juror.call_id == Call.id)
        .join(Round, last_round())
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
        .where(takes_part(), free_for(seat.person_id), Solution.id.not_in(done))
    )
    return Work(call, judged, len(db.session.scalars(given).all()))
