"""A juror's own desk: my assignments, one review with its solution, and what to read before judging."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from werkzeug.exceptions import NotFound

from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.once import once
from challenge_hub.judging.anonymity import RedactedCopy
from challenge_hub.judging.models import Assignment, Review
from challenge_hub.judging.queries.any_room import AnyRoom, Ids, Kind
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


Given = Select[*tuple[Any, ...]]


def my_reviews(desk: Desk) -> Sequence[MyReview]:
    """What was given to this juror, in the order of names; solutions in conflict appear nowhere."""
    lines = []
    for row in db.session.execute(*_all_given(Kind.of_desk(desk), ids=Ids.of_desk(desk))):
        solution, (id_, done) = NamedSolution.of(desk, row[:NAMES]), row[NAMES:]
        state = review_state(is_saved=id_ is not None, is_done=bool(done))
        lines.append(MyReview(solution.key, solution.title, solution.team, id_, state))
    return lines


def sheet_of(desk: Desk, key: str) -> Sheet:
    """One review of my desk; what was not given to me, or is in conflict with me, is not there."""
    number = int(called_of(desk, key)) if desk.is_anonymised else 0
    asked = _one_given(Kind.of_desk(desk), ids=Ids.of_desk(desk), key=key, number=number)
    row = db.session.execute(*asked).one_or_none()
    if row is None:
        raise NotFound
    solution, (assignment, number, words, review) = NamedSolution.of(desk, row[:NAMES]), row[NAMES:]
    return Sheet(assignment, solution, ReadVersion(number, solution.title, words), review)


def solutions_to_declare(desk: Desk) -> Sequence[NamedSolution]:
    """Every solution this juror might be in conflict with; where that is known already it is not listed."""
    return solutions_for(desk, among=desk.free)


@once
def _all_given(kind: Kind, *, ids: Ids) -> Given:
    desk = AnyRoom(kind, ids)
    return _given(desk, Review.id, Review.is_done).order_by(name_order(desk))


@once
def _one_given(kind: Kind, *, ids: Ids, key: str, number: int) -> Given:
    desk, pitch = AnyRoom(kind, ids), RedactedCopy.pitch if kind.is_anonymised else SolutionVersion.pitch
    named = name_order(desk) == (number if kind.is_anonymised else key)
    return _given(desk, Assignment, SolutionVersion.number, pitch, Review).where(named)


def _given(desk: AnyRoom, *columns: Any) -> Given:
    """Solutions given to a juror."""
    mine = (Assignment.round_id == desk.round.id, Assignment.juror_id == desk.seat.id)
    statement = select(*names(desk), *columns).select_from(Assignment)
    statement = statement.join(Solution, and_(Assignment.solution_id == Solution.id, in_round(desk.round), desk.free))
    statement = with_names(desk, statement).outerjoin(Review, _review_of_assignment())
    return statement.where(*mine, Assignment.handed_back_at.is_(None))


def _review_of_assignment() -> ColumnElement[bool]:
    return and_(
        Review.round_id == Assignment.round_id,
        Review.juror_id == Assignment.juror_id,
        Review.solution_id == Assignment.solution_id,
    )
