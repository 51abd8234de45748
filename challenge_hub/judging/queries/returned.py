"""What jurors handed back, which solutions lack reviews for it, and who could take them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import and_, func, select

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Assignment, AssignmentPlan, Juror
from challenge_hub.judging.queries.naming import NamedSolution, solutions_for
from challenge_hub.judging.queries.plans import Reviewer, reviewers_of, wishes_of
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.assignment import Plan, one_more
from challenge_hub.judging.rules.capacity import Request
from challenge_hub.solutions.models import Solution


@dataclass(frozen=True)
class HandedBack:
    """By whom, when and why; the reason is empty where a conflict of interest or leaving the jury was one."""

    name: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Gap:
    """A solution somebody handed back: reviews it has of those it should have, and who could do one more.

    Without `proposed`, nobody can, for these `causes`, or none is missing.
    """

    solution: NamedSolution
    handed_back: Sequence[HandedBack]
    reviews: int
    wanted: int
    proposed: Reviewer | None
    causes: Mapping[str, int]

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.reviews)


def gaps_for(room: JuryRoom, seed: int) -> Sequence[Gap]:
    """Every solution of the round that was handed back and that this reader may know of.

    Proposals reckon with each other, so that not all of them fall to the same juror.
    """
    returned = _handed_back(room)
    if not returned:
        return []
    everybody = reviewers_of(room)
    reviewers = {str(reviewer.id): reviewer for reviewer in everybody}
    wishes = gap_wishes(room, seed, everybody)
    counts = Counter(solution for _, solution in wishes.standing)
    gaps = []
    for solution in solutions_for(room, among=and_(room.free, Solution.id.in_(returned))):
        proposed, reviews = None, counts[str(solution.id)]
        causes: Mapping[str, int] = {}
        wanted = wishes.per_solution or reviews
        if reviews < wanted:
            found = one_more(wishes, str(solution.id))
            causes = _causes(found)
            proposed = reviewers[found.new[0][0]] if found.new else None
            wishes = replace(wishes, standing=wishes.standing | set(found.new))
        gaps.append(Gap(solution, returned[solution.id], reviews, wanted, proposed, causes))
    return gaps


def gap_wishes(room: JuryRoom, seed: int, reviewers: Sequence[Reviewer] | None = None) -> Request:
    """What replacements are made from: as many reviews for each solution as the last published plan wanted, no number
    where everyone reviews everything.
    """
    newest = select(AssignmentPlan.reviews_per_solution).where(
        AssignmentPlan.round_id == room.judged.id, AssignmentPlan.published_at.is_not(None)
    )
    found = db.session.execute(newest.order_by(AssignmentPlan.id.desc()).limit(1)).one_or_none()
    per_solution = found[0] if found else room.judged.reviews_per_solution
    return wishes_of(room, per_solution=per_solution, seed=seed, reviewers=reviewers)


def _causes(found: Plan) -> Mapping[str, int]:
    return {cause: number for lack in found.shortfalls for cause, number in lack.causes.items()}


def _handed_back(room: JuryRoom) -> Mapping[int, Sequence[HandedBack]]:
    """By solution (id), in the order of time. A reason may tell of names, so it is not shown where they are hidden."""
    statement = (
        select(
            Assignment.solution_id,
            func.coalesce(Person.display_name, Juror.label, Juror.key),
            Assignment.handed_back_at,
            Assignment.hand_back_reason,
        )
        .join(Juror, Assignment.juror_id == Juror.id)
        .outerjoin(Person, Juror.person_id == Person.id)
        .where(Assignment.round_id == room.judged.id, Assignment.handed_back_at.is_not(None))
        .order_by(Assignment.handed_back_at, Assignment.id)
    )
    found: dict[int, list[HandedBack]] = defaultdict(list)
    for solution_id, name, at, reason in db.session.execute(statement):
        if at is not None:
            found[solution_id].append(HandedBack(name, at, "" if room.hides_names else reason or ""))
    return found
