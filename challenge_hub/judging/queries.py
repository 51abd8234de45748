"""Questions of the jury's room, for those who may look in there: chair, organiser, and the act of publishing."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, select

from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Juror, Review, Score
from challenge_hub.judging.rules.sheets import Sheet
from challenge_hub.solutions.models import Conflict, Solution
from challenge_hub.solutions.queries import takes_part


def all_sheets_of(judging_round: Round) -> list[Sheet]:
    """Every sheet of a round, jurors and solutions by their keys; a blank is None. Two statements, however many."""
    reviews = db.session.execute(
        select(Review.id, Juror.key, Solution.key)
        .join(Juror, Review.juror_id == Juror.id)
        .join(Solution, and_(Review.solution_id == Solution.id, takes_part()))
        .where(Review.round_id == judging_round.id, counts())
    ).all()
    scores = db.session.execute(
        select(Score.review_id, Criterion.key, Score.value)
        .join(Criterion, Score.criterion_id == Criterion.id)
        .where(Criterion.round_id == judging_round.id)
    ).all()
    points = {review_id: dict.fromkeys(c.key for c in judging_round.criteria) for review_id, _, _ in reviews}
    for review_id, criterion, value in scores:
        if review_id in points:
            points[review_id][criterion] = value
    return [Sheet(juror=juror, solution=solution, points=points[id_]) for id_, juror, solution in reviews]


def counts() -> ColumnElement[bool]:
    """This review counts: its juror said it is done, and has no conflict of interest. Needs the juror joined."""
    return and_(Review.is_done, ~_in_conflict())


def _in_conflict() -> ColumnElement[bool]:
    """The juror of this review declared a conflict of interest with its solution, and it stands."""
    return exists().where(
        Conflict.person_id == Juror.person_id,
        Conflict.solution_id == Review.solution_id,
        Conflict.lifted_at.is_(None),
    )


def all_solution_keys(call_id: int) -> Sequence[tuple[str, int]]:
    """Key and id of every solution of a call that takes part: what a round ranks."""
    statement = select(Solution.key, Solution.id).where(Solution.call_id == call_id, takes_part())
    statement = statement.order_by(Solution.key)
    return [(key, id_) for key, id_ in db.session.execute(statement)]
