"""Questions of the jury's room, for those who may look in there: chair, organiser, and the act of publishing."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.judging.models import Criterion, Juror, Review, Round, Score
from challenge_hub.judging.rules.scoring import Blank, Method, Order, Scoring, TieRule, Weighting
from challenge_hub.judging.rules.sheets import Sheet
from challenge_hub.solutions.models import Solution


def any_round(call_id: int, number: int) -> Round:
    """One round of a call with its criteria."""
    return one_or_404(
        select(Round).where(Round.call_id == call_id, Round.number == number).options(selectinload(Round.criteria))
    )


def scoring_of(judging_round: Round) -> Scoring:
    """The settings of a round as its rules read them; its criteria are loaded with it."""
    return Scoring(
        method=Method(judging_round.method),
        order=Order(judging_round.order),
        weighting=Weighting(judging_round.weighting),
        weights={criterion.key: criterion.weight for criterion in judging_round.criteria},
        scale_min=judging_round.scale_min,
        scale_max=judging_round.scale_max,
        blank=Blank(judging_round.blank),
        sheet_places=judging_round.sheet_places,
        criterion_places=judging_round.criterion_places,
        total_places=judging_round.total_places,
        tie_rules=tuple(TieRule(rule) for rule in judging_round.tie_rules),
        tie_criterion=judging_round.tie_criterion,
        seed=judging_round.seed,
    )


def all_sheets_of(judging_round: Round) -> list[Sheet]:
    """Every sheet of a round, jurors and solutions by their keys; a blank is None. Two statements, however many."""
    reviews = db.session.execute(
        select(Review.id, Juror.key, Solution.key)
        .join(Juror, Review.juror_id == Juror.id)
        .join(Solution, Review.solution_id == Solution.id)
        .where(Review.round_id == judging_round.id)
    ).all()
    scores = db.session.execute(
        select(Score.review_id, Criterion.key, Score.value)
        .join(Criterion, Score.criterion_id == Criterion.id)
        .where(Criterion.round_id == judging_round.id)
    ).all()
    points = {review_id: dict.fromkeys(c.key for c in judging_round.criteria) for review_id, _, _ in reviews}
    for review_id, criterion, value in scores:
        points[review_id][criterion] = value
    return [Sheet(juror=juror, solution=solution, points=points[id_]) for id_, juror, solution in reviews]


def all_solution_keys(call_id: int) -> Sequence[tuple[str, int]]:
    """Key and id of every solution of a call: what a round ranks."""
    statement = select(Solution.key, Solution.id).where(Solution.call_id == call_id).order_by(Solution.key)
    return [(key, id_) for key, id_ in db.session.execute(statement)]
