"""What the jury gave: every sheet, for the act of publishing, and those a chair or an organiser may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, select, true
from werkzeug.exceptions import NotFound

from challenge_hub.accounts.models import Person
from challenge_hub.calls import queries as calls
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.calls.rules.scoring import Scoring
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Juror, Review, Score
from challenge_hub.judging.queries.reading import NamedSolution, named_solutions, open_to_reader, solutions_for
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.places import Ranking, ranking
from challenge_hub.judging.rules.sheets import Sheet
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import free_for, takes_part


@dataclass(frozen=True)
class ReadSheet:
    """One done review as chair and organiser read it. The juror's private note is not in it."""

    juror: str
    points: Mapping[int, Decimal]
    comment: str
    version: int | None


def all_sheets_of(judging_round: Round, *, among: ColumnElement[bool] | None = None) -> list[Sheet]:
    """Every sheet of a round, jurors and solutions by their keys; a blank is None. Two statements, however many.

    What a juror gave a solution under a conflict of interest is no sheet. `among` leaves solutions out for a reader.
    """
    wanted = true() if among is None else among
    reviews = db.session.execute(
        select(Review.id, Juror.key, Solution.key)
        .select_from(Review)
        .join(Juror, Review.juror_id == Juror.id)
        .join(Solution, and_(Review.solution_id == Solution.id, takes_part()))
        .where(Review.round_id == judging_round.id, Review.is_done, free_for(Juror.person_id), wanted)
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


def all_solution_keys(call_id: int) -> Sequence[tuple[str, int]]:
    """Key and id of every solution of a call that takes part: what a round ranks."""
    statement = select(Solution.key, Solution.id).where(Solution.call_id == call_id, takes_part())
    statement = statement.order_by(Solution.key)
    return [(key, id_) for key, id_ in db.session.execute(statement)]


def comments_of(round_id: int) -> Mapping[int, list[str]]:
    """What jurors wrote for the teams, by solution (id): of done reviews without a conflict of interest, by no name."""
    statement = (
        select(Review.solution_id, Review.comment)
        .join(Juror, Review.juror_id == Juror.id)
        .join(Solution, and_(Review.solution_id == Solution.id, takes_part()))
        .where(Review.round_id == round_id, Review.is_done, Review.comment != "", free_for(Juror.person_id))
        .order_by(Review.comment)
    )
    comments: dict[int, list[str]] = {}
    for solution_id, comment in db.session.execute(statement):
        comments.setdefault(solution_id, []).append(comment)
    return comments


def ranking_for(room: JuryRoom) -> tuple[Ranking, Mapping[str, NamedSolution], Scoring]:
    """The ranking as it stands among the solutions this reader may know of, so that no gap tells of another."""
    judged, among = calls.any_round(room.call.id, room.judged.number), open_to_reader(room)
    known = {solution.key: solution for solution in solutions_for(room, among=among)}
    scoring = calls.scoring_of(judged)
    return ranking(all_sheets_of(judged, among=among), known, scoring), known, scoring


def sheets_for(room: JuryRoom, key: str) -> tuple[NamedSolution, Sequence[ReadSheet]]:
    """Every done review of one solution, by juror; what the reader may not know of is not there."""
    found = db.session.execute(named_solutions(room.call.id).where(Solution.key == key, open_to_reader(room)))
    row = found.one_or_none()
    if row is None:
        raise NotFound
    solution = NamedSolution(*row)
    reviews = db.session.execute(
        select(Review, func.coalesce(Person.display_name, Juror.label, Juror.key))
        .select_from(Review)
        .join(Juror, Review.juror_id == Juror.id)
        .join(Solution, Review.solution_id == Solution.id)
        .outerjoin(Person, Juror.person_id == Person.id)
        .where(Review.round_id == room.judged.id, Review.solution_id == solution.id)
        .where(Review.is_done, free_for(Juror.person_id))
        .order_by(Juror.key)
    ).all()
    points = points_of([review.id for review, _ in reviews])
    return solution, [ReadSheet(name, points[review.id], review.comment, review.version) for review, name in reviews]


def points_of(review_ids: Sequence[int]) -> Mapping[int, Mapping[int, Decimal]]:
    """The points of these reviews: by review, then by criterion (ids). One statement."""
    points: dict[int, dict[int, Decimal]] = {id_: {} for id_ in review_ids}
    for score in db.session.scalars(select(Score).where(Score.review_id.in_(review_ids))):
        points[score.review_id][score.criterion_id] = score.value
    return points
