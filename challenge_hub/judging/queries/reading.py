"""What a reader of the jury's room may know: nothing of a solution under a conflict of interest of one's own."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, exists, select

from challenge_hub.access import Actor
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import one_or_404
from challenge_hub.judging.models import Assignment, Review
from challenge_hub.judging.queries.any_room import AnyRoom
from challenge_hub.judging.queries.naming import (
    NamedSolution,
    by_own_key,
    solutions_for,
)
from challenge_hub.judging.queries.rooms import JuryRoom, reader_of
from challenge_hub.solutions.models import Conflict, Solution

__all__ = [
    "NamedSolution",
    "conflict_for",
    "named_for",
    "open_to_reader",
    "solutions_for",
]


def open_to_reader(room: JuryRoom | AnyRoom) -> ColumnElement[bool]:
    """Solutions whose reviews this person may read: free of conflict, and not while the own review is still owed."""
    if room.seat is None or not room.is_scoring:
        return room.free
    of_seat = and_(Assignment.round_id == room.judged.id, Assignment.juror_id == room.seat.id)
    done = exists().where(
        Review.round_id == room.judged.id, Review.juror_id == room.seat.id, Review.solution_id == Solution.id,
        Review.is_done,
    )  # fmt: skip
    owed = exists().where(of_seat, Assignment.solution_id == Solution.id, Assignment.handed_back_at.is_(None))
    return and_(room.free, ~and_(owed.correlate(Solution), ~done.correlate(Solution)))


def named_for(viewer: Actor, judged: Round) -> Mapping[str, NamedSolution]:
    """The solutions of a round by their own keys, for whoever prepares its results."""
    reader = reader_of(viewer, judged)
    return by_own_key(reader, among=reader.free)


def conflict_for(room: JuryRoom, conflict_id: int) -> Conflict:
    """One declared conflict of interest of this call."""
    return one_or_404(
        select(Conflict)
        .join(Solution, Conflict.solution_id == Solution.id)
        .where(Conflict.id == conflict_id, Solution.call_id == room.call.id, room.free)
    )
