"""Resolutions of a jury: for a reader without those that name a solution under a conflict of interest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from challenge_hub.deliberation.models import Resolution, ResolutionSolution, Sitting
from challenge_hub.deliberation.queries.rooms import SittingRoom
from challenge_hub.deliberation.rules.resolutions import ResolutionKind
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.queries.reading import NamedSolution, solutions_for
from challenge_hub.solutions.models import Solution


@dataclass(frozen=True)
class Resolved:
    """One resolution of a sitting. `resolution` is missing where the reader has a conflict with what it names."""

    number: int
    resolution: Resolution | None
    solutions: Sequence[NamedSolution]
    corrects: tuple[int, int] | None


def resolutions_for(room: SittingRoom) -> Sequence[Resolved]:
    """Every resolution of this sitting by number. `corrects` is (sitting, number) of what it corrects."""
    older, its_sitting = aliased(Resolution), aliased(Sitting)
    rows = db.session.execute(
        select(Resolution, ~_hidden_from(room), its_sitting.number, older.number)
        .outerjoin(older, Resolution.corrects_id == older.id)
        .outerjoin(its_sitting, older.sitting_id == its_sitting.id)
        .where(Resolution.sitting_id == room.sitting.id)
        .order_by(Resolution.number)
    ).all()
    named = _named_in(room, [resolution.id for resolution, is_open, *_ in rows if is_open])
    return [
        Resolved(found.number, found, named.get(found.id, []), (sitting, number) if number else None)
        if is_open
        else Resolved(found.number, None, [], None)
        for found, is_open, sitting, number in rows
    ]


def correctable(room: SittingRoom) -> Sequence[tuple[int, int, int, str]]:
    """What a new resolution may correct: id, number of the sitting, number, motion."""
    statement = (
        select(Resolution.id, Sitting.number, Resolution.number, Resolution.motion)
        .join(Sitting, Resolution.sitting_id == Sitting.id)
        .where(Sitting.call_id == room.jury.call.id, ~_hidden_from(room))
        .order_by(Sitting.number, Resolution.number)
    )
    return [(id_, sitting, number, motion) for id_, sitting, number, motion in db.session.execute(statement)]


def settled_by(room: SittingRoom, kind: ResolutionKind) -> set[int]:
    """The solutions (ids) that carried resolutions of this kind have chosen in this round."""
    return set(
        db.session.scalars(
            select(ResolutionSolution.solution_id)
            .join(Resolution, ResolutionSolution.resolution_id == Resolution.id)
            .join(Sitting, Resolution.sitting_id == Sitting.id)
            .where(Sitting.round_id == room.sitting.round_id, Resolution.kind == kind, Resolution.is_carried)
        )
    )


def next_resolution(sitting_id: int) -> int:
    """The number the next resolution gets."""
    newest = select(func.max(Resolution.number)).where(Resolution.sitting_id == sitting_id)
    return (db.session.scalar(newest) or 0) + 1


def resolution_of(room: SittingRoom, number: int) -> Resolution | None:
    """One resolution of this sitting that the reader may know."""
    wanted = (Resolution.sitting_id == room.sitting.id, Resolution.number == number, ~_hidden_from(room))
    return db.session.scalar(select(Resolution).where(*wanted))


def open_solutions(room: SittingRoom) -> Sequence[NamedSolution]:
    """What the reader may name in a motion: every solution free of a conflict of interest, by key."""
    return solutions_for(room.jury, among=room.jury.free)


def _hidden_from(room: SittingRoom) -> ColumnElement[bool]:
    """The resolution of this row names a solution the reader has a conflict of interest with."""
    return exists().where(
        and_(
            ResolutionSolution.resolution_id == Resolution.id,
            Solution.id == ResolutionSolution.solution_id,
            ~room.jury.free,
        )
    )


def _named_in(room: SittingRoom, resolution_ids: Collection[int]) -> Mapping[int, list[NamedSolution]]:
    """The solutions each of these resolutions names, by key."""
    if not resolution_ids:
        return {}
    pairs = db.session.execute(
        select(ResolutionSolution.resolution_id, ResolutionSolution.solution_id).where(
            ResolutionSolution.resolution_id.in_(resolution_ids)
        )
    ).all()
    known = {solution.id: solution for solution in open_solutions(room)}
    named: dict[int, list[NamedSolution]] = {}
    for resolution, solution in pairs:
        if solution in known:
            named.setdefault(resolution, []).append(known[solution])
    return {resolution: sorted(found, key=lambda one: one.key) for resolution, found in named.items()}
