"""What the jury gave: every sheet, for the act of publishing, and those a chair or an organiser may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true
from sqlalchemy.orm import aliased

from challenge_hub.accounts.models import Person
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.calls.rules.scoring import Method
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.once import once
from challenge_hub.judging.models import Juror, Review, Score
from challenge_hub.judging.papers import PaperEntry, is_from_paper
from challenge_hub.judging.queries.naming import NamedSolution, solution_for
from challenge_hub.judging.queries.ordering import own_places
from challenge_hub.judging.queries.reading import open_to_reader
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.sheets import Sheet
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import free_to_judge
from challenge_hub.solutions.rounds import in_round


@dataclass(frozen=True)
class ReadSheet:
    """One done review as chair and organiser read it. The juror's private note is not in it; the note to the chair is
    there for the chair alone.
    """

    juror: str
    points: Mapping[int, Decimal]
    comment: str
    version: int | None
    chair_note: str
    entered_by: str | None
    """Who entered it from paper; None where the juror entered it."""


def all_sheets_of(judging_round: Round, *, among: ColumnElement[bool] | None = None) -> list[Sheet]:
    """Every sheet of a round, jurors and solutions by their keys; a blank is None. Two statements, however many, and
    one more where jurors put solutions in an order of their own.

    What a juror gave a solution under a conflict of interest is no sheet. `among` leaves solutions out for a reader.
    """
    wanted = true() if among is None else among
    reviews = db.session.execute(
        select(Review.id, Juror.key, Solution.key, Solution.id)
        .select_from(Review)
        .join(Juror, Review.juror_id == Juror.id)
        .join(Solution, and_(Review.solution_id == Solution.id, in_round(judging_round)))
        .where(Review.round_id == judging_round.id, Review.is_done, free_to_judge(Juror.person_id), wanted)
    ).all()
    scores = db.session.execute(
        select(Score.review_id, Criterion.key, Score.value)
        .join(Criterion, Score.criterion_id == Criterion.id)
        .where(Criterion.round_id == judging_round.id)
    ).all()
    points = {review_id: dict.fromkeys(c.key for c in judging_round.criteria) for review_id, *_ in reviews}
    for review_id, criterion, value in scores:
        if review_id in points:
            points[review_id][criterion] = value
    places = own_places(judging_round) if judging_round.method == Method.LIVE else {}
    return [
        Sheet(juror, solution, points[id_], places.get((juror, solution_id)))
        for id_, juror, solution, solution_id in reviews
    ]


def all_solution_keys(judged: Round) -> Sequence[tuple[str, int]]:
    """Key and id of every solution that takes part in a round: what it ranks."""
    statement = select(Solution.key, Solution.id).where(Solution.call_id == judged.call_id, in_round(judged))
    statement = statement.order_by(Solution.key)
    return [(key, id_) for key, id_ in db.session.execute(statement)]


def all_barred(judged: Round) -> frozenset[tuple[str, str]]:
    """Who must not review what any more (keys): under a conflict of interest, or from a seat that was left."""
    statement = select(Juror.key, Solution.key).join(Solution, Solution.call_id == Juror.call_id)
    statement = statement.where(Juror.call_id == judged.call_id, in_round(judged))
    no_more = or_(~free_to_judge(Juror.person_id), Juror.left_at.is_not(None))
    return frozenset((juror, solution) for juror, solution in db.session.execute(statement.where(no_more)))


def comments_of(judged: Round) -> Mapping[int, list[str]]:
    """What jurors wrote for the teams, by solution (id): of done reviews without a conflict of interest, by no name."""
    statement = (
        select(Review.solution_id, Review.comment)
        .join(Juror, Review.juror_id == Juror.id)
        .join(Solution, and_(Review.solution_id == Solution.id, in_round(judged)))
        .where(Review.round_id == judged.id, Review.is_done, Review.comment != "", free_to_judge(Juror.person_id))
        .order_by(Review.comment)
    )
    comments: dict[int, list[str]] = {}
    for solution_id, comment in db.session.execute(statement):
        comments.setdefault(solution_id, []).append(comment)
    return comments


def sheets_for(room: JuryRoom, key: str) -> tuple[NamedSolution, Sequence[ReadSheet]]:
    """Every done review of one solution, by juror; what the reader may not know of is not there."""
    solution = solution_for(room, key, among=open_to_reader(room))
    clerk = aliased(Person)
    entered_by = case((PaperEntry.review_id.is_not(None), func.coalesce(clerk.display_name, "–")))
    reviews = db.session.execute(
        select(Review, func.coalesce(Person.display_name, Juror.label, Juror.key), entered_by)
        .select_from(Review)
        .join(Juror, Review.juror_id == Juror.id)
        .join(Solution, Review.solution_id == Solution.id)
        .outerjoin(Person, Juror.person_id == Person.id)
        .outerjoin(PaperEntry, is_from_paper())
        .outerjoin(clerk, PaperEntry.entered_by == clerk.id)
        .where(Review.round_id == room.judged.id, Review.solution_id == solution.id)
        .where(Review.is_done, free_to_judge(Juror.person_id))
        .order_by(Juror.key)
    ).all()
    points = points_of([review.id for review, *_ in reviews])
    return solution, [
        ReadSheet(
            name,
            points[review.id],
            review.comment,
            review.version,
            review.chair_note if room.is_chair else "",
            entered_by,
        )
        for review, name, entered_by in reviews
    ]


def use_of(review_ids: Sequence[int]) -> Sequence[tuple[int, Decimal, int]]:
    """How often which points were given in these reviews, by criterion (id). One statement."""
    return [(id_, points, times) for id_, points, times in db.session.execute(*_use(review_ids=review_ids))]


@once
def _use(*, review_ids: Sequence[int]) -> Select[int, Decimal, int]:
    statement = select(Score.criterion_id, Score.value, func.count()).where(Score.review_id.in_(review_ids))
    return statement.group_by(Score.criterion_id, Score.value)


def points_of(review_ids: Sequence[int]) -> Mapping[int, Mapping[int, Decimal]]:
    """The points of these reviews: by review, then by criterion (ids). One statement."""
    points: dict[int, dict[int, Decimal]] = {id_: {} for id_ in review_ids}
    for review_id, criterion_id, value in db.session.execute(*_points(review_ids=review_ids)):
        points[review_id][criterion_id] = value
    return points


@once
def _points(*, review_ids: Sequence[int]) -> Select[int, int, Decimal]:
    return select(Score.review_id, Score.criterion_id, Score.value).where(Score.review_id.in_(review_ids))


def juror_numbers(call_id: int) -> Mapping[str, int]:
    """The number of every seat by its key, in the order of inviting: it stands for a juror where no name is due."""
    keys = db.session.scalars(select(Juror.key).where(Juror.call_id == call_id).order_by(Juror.id))
    return {key: number for number, key in enumerate(keys, 1)}
