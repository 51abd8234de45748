"""What a reader of the jury's room may know: nothing of a solution under a conflict of interest of one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, select

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.judging.models import Assignment, Review
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.solutions.models import Conflict, Solution, SolutionVersion
from challenge_hub.solutions.queries import free_for, is_newest, takes_part
from challenge_hub.teams.models import Team


@dataclass(frozen=True)
class NamedSolution:
    """A solution as lists of the jury's room name it."""

    id: int
    key: str
    title: Mapping[str, str]
    team: str


@dataclass(frozen=True)
class DeclaredConflict:
    """A conflict of interest of somebody on the jury, as the chair reads it."""

    conflict: Conflict
    person: str
    solution: str
    title: Mapping[str, str]
    team: str


def open_to_reader(room: JuryRoom) -> ColumnElement[bool]:
    """Solutions whose reviews this person may read: free of conflict, and not while the own review is still owed."""
    free = free_for(room.viewer.person_id)
    if room.seat is None or not room.is_scoring:
        return free
    of_seat = and_(Assignment.round_id == room.judged.id, Assignment.juror_id == room.seat.id)
    done = exists().where(
        Review.round_id == room.judged.id, Review.juror_id == room.seat.id, Review.solution_id == Solution.id,
        Review.is_done,
    )  # fmt: skip
    owed = exists().where(of_seat, Assignment.solution_id == Solution.id, Assignment.handed_back_at.is_(None))
    return and_(free, ~and_(owed.correlate(Solution), ~done.correlate(Solution)))


def conflicts_for(room: JuryRoom) -> Sequence[DeclaredConflict]:
    """What was declared in a call, standing first; never about a solution the reader is in conflict with."""
    statement = (
        select(Conflict, Person.display_name, Solution.key, SolutionVersion.title, Team.name)
        .join(Person, Conflict.person_id == Person.id)
        .join(Solution, Conflict.solution_id == Solution.id)
        .join(SolutionVersion, and_(SolutionVersion.solution_id == Solution.id, is_newest()))
        .join(Team, Solution.team_id == Team.id)
        .where(Solution.call_id == room.call.id, free_for(room.viewer.person_id))
        .order_by(Conflict.lifted_at.is_not(None), Person.display_name, Solution.key, Conflict.id)
    )
    return [DeclaredConflict(*found) for found in db.session.execute(statement)]


def conflict_for(room: JuryRoom, conflict_id: int) -> Conflict:
    """One declared conflict of interest of this call."""
    return one_or_404(
        select(Conflict)
        .join(Solution, Conflict.solution_id == Solution.id)
        .where(Conflict.id == conflict_id, Solution.call_id == room.call.id, free_for(room.viewer.person_id))
    )


def solutions_for(room: JuryRoom, *, among: ColumnElement[bool]) -> Sequence[NamedSolution]:
    """The solutions of a call that take part, by key, as far as `among` lets this reader know of them."""
    return [NamedSolution(*found) for found in db.session.execute(named_solutions(room.call.id).where(among))]


def named_solutions(call_id: int) -> Select[int, str, Mapping[str, str], str]:
    """Id, key, newest title and team of every solution of a call that takes part, by key."""
    return (
        select(Solution.id, Solution.key, SolutionVersion.title, Team.name)
        .join(SolutionVersion, and_(SolutionVersion.solution_id == Solution.id, is_newest()))
        .join(Team, Solution.team_id == Team.id)
        .where(Solution.call_id == call_id, takes_part())
        .order_by(Solution.key)
    )
