"""A juror's own desk: my assignments, one review with its solution, and what to read before judging."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, select
from werkzeug.exceptions import NotFound

from challenge_hub.infrastructure.db import db
from challenge_hub.judging.anonymity import RedactedCopy
from challenge_hub.judging.models import Assignment, Review
from challenge_hub.judging.queries.naming import (
    NAMES,
    NamedSolution,
    called_of,
    name_order,
    names,
    solutions_for,
    with_names,
)
from challenge_hub.judging.queries.rooms import Desk
from challenge_hub.judging.rules.reviewing import ReviewState, review_state
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.queries import free_to_judge
from challenge_hub.solutions.rounds import in_round


@dataclass(frozen=True)
class MyReview:
    """One line of the desk: a solution given to me and how far my review is."""

    key: str
    title: Mapping[str, str]
    team: str
    review_id: int | None
    state: ReviewState


@dataclass(frozen=True)
class ReadVersion:
    """What a juror is shown of the newest version beside its review; in an anonymised round from the copy."""

    number: int
    title: Mapping[str, str]
    pitch: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """One review to fill in: the assignment, the solution's newest version, and what was saved so far."""

    assignment: Assignment
    solution: NamedSolution
    version: ReadVersion
    review: Review | None

    @property
    def team(self) -> str:
        return self.solution.team


@dataclass(frozen=True)
class AnyDesk:
    """A desk as a statement knows it that is put together once: what differs from desk to desk are parameters."""

    is_anonymised: bool
    has_shortlist: bool
    call: Any = None

    @property
    def hides_names(self) -> bool:
        return self.is_anonymised

    @property
    def round(self) -> Any:
        return AnyRound(bindparam("round", type_=Integer), self.has_shortlist)


@dataclass(frozen=True)
class AnyRound:
    """Its round."""

    id: Any
    has_shortlist: bool


def my_reviews(desk: Desk) -> Sequence[MyReview]:
    """What was given to this juror, in the order of names; solutions in conflict appear nowhere."""
    lines = []
    for row in db.session.execute(_all_given(_any(desk)), _values(desk)):
        solution, (id_, done) = NamedSolution.of(desk, row[:NAMES]), row[NAMES:]
        state = review_state(is_saved=id_ is not None, is_done=bool(done))
        lines.append(MyReview(solution.key, solution.title, solution.team, id_, state))
    return lines


def sheet_of(desk: Desk, key: str) -> Sheet:
    """One review of my desk; what was not given to me, or is in conflict with me, is not there."""
    values = {**_values(desk), "called": called_of(desk, key)}
    row = db.session.execute(_one_given(_any(desk)), values).one_or_none()
    if row is None:
        raise NotFound
    solution, (assignment, number, words, review) = NamedSolution.of(desk, row[:NAMES]), row[NAMES:]
    return Sheet(assignment, solution, ReadVersion(number, solution.title, words), review)


def solutions_to_declare(desk: Desk) -> Sequence[NamedSolution]:
    """Every solution this juror might be in conflict with; where that is known already it is not listed."""
    return solutions_for(desk, among=desk.free)


def _any(desk: Desk) -> AnyDesk:
    return AnyDesk(desk.is_anonymised, desk.round.has_shortlist)


def _values(desk: Desk) -> dict[str, Any]:
    return {"round": desk.round.id, "seat": desk.seat.id, "person": desk.seat.person_id}


@cache
def _all_given(desk: AnyDesk) -> Select[*tuple[Any, ...]]:
    return _given(desk, Review.id, Review.is_done).order_by(name_order(desk))


@cache
def _one_given(desk: AnyDesk) -> Select[*tuple[Any, ...]]:
    pitch = RedactedCopy.pitch if desk.is_anonymised else SolutionVersion.pitch
    return _given(desk, Assignment, SolutionVersion.number, pitch, Review).where(
        name_order(desk) == bindparam("called")
    )


def _given(desk: AnyDesk, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Solutions given to a juror; put together anew with every page it took longer than the database does."""
    free = free_to_judge(bindparam("person", type_=Integer))
    statement = select(*names(desk), *columns).select_from(Assignment)
    statement = statement.join(Solution, and_(Assignment.solution_id == Solution.id, in_round(desk.round), free))
    return with_names(desk, statement).outerjoin(Review, _review_of_assignment()).where(_mine(desk))


def _mine(desk: AnyDesk) -> ColumnElement[bool]:
    return and_(
        Assignment.round_id == desk.round.id,
        Assignment.juror_id == bindparam("seat", type_=Integer),
        Assignment.handed_back_at.is_(None),
    )


def _review_of_assignment() -> ColumnElement[bool]:
    return and_(
        Review.round_id == Assignment.round_id,
        Review.juror_id == Assignment.juror_id,
        Review.solution_id == Assignment.solution_id,
    )
