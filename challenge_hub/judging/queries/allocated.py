"""Who was given what in a round, by the keys of seats and solutions, for its recompute file."""

from collections.abc import Mapping, Set

from sqlalchemy import Select, select

from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, AssignmentPlan, Juror
from challenge_hub.judging.rules.capacity import Pair
from challenge_hub.judging.rules.recompute_assignment import Allocation, GivenOut


def allocation_of(
    judged: Round, solutions: Mapping[int, str], reviewed: Set[Pair], *, results_are_out: bool
) -> Allocation:
    """Every published plan, without what takes part no more; seeds once the results are out.

    Of what was given one by one, what was handed back is told where a review of it counts, and else not.
    """
    seats = db.session.execute(select(Juror.id, Juror.key, Juror.most_reviews).where(Juror.call_id == judged.call_id))
    jurors = {row.id: row for row in seats}

    def keys(pairs: list[list[int]]) -> list[Pair]:
        known = (pair for pair in pairs if pair[0] in jurors and pair[1] in solutions)
        return [(jurors[juror].key, solutions[solution]) for juror, solution in known]

    found = db.session.scalars(_published(judged))
    plans = [_plan(number, row, keys(row.pairs), judged, results_are_out) for number, row in enumerate(found, start=1)]
    planned = {pair for plan in plans for pair in plan.pairs}
    rows = db.session.scalars(select(Assignment).where(Assignment.round_id == judged.id)).all()
    stands = keys([[one.juror_id, one.solution_id] for one in rows if one.handed_back_at is None])
    back = keys([[one.juror_id, one.solution_id] for one in rows if one.handed_back_at is not None])
    singly = {*stands, *(reviewed & set(back))} - planned
    asked = {juror for juror, _ in planned | singly}
    caps = {row.key: row.most_reviews for row in jurors.values() if row.key in asked and row.most_reviews is not None}
    return Allocation(plans, sorted(singly), caps)


def _plan(number: int, row: AssignmentPlan, pairs: list[Pair], judged: Round, results_are_out: bool) -> GivenOut:
    return GivenOut(
        number=number,
        seed=row.seed if results_are_out else None,
        reviews_per_solution=row.reviews_per_solution,
        contenders_for=row.places,
        wants_expert=row.wants_expert,
        fresh_only=judged.wants_fresh,
        pairs=pairs,
    )


def _published(judged: Round) -> Select[AssignmentPlan]:
    plans = select(AssignmentPlan).where(AssignmentPlan.round_id == judged.id)
    return plans.where(AssignmentPlan.published_at.is_not(None)).order_by(AssignmentPlan.id)
