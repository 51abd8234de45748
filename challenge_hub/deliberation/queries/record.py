"""What happened in a sitting, as frozen facts: for the minutes, which are written of the whole record."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from challenge_hub.accounts.models import Person
from challenge_hub.deliberation.models import AgendaItem, Attendance, Resolution, ResolutionSolution, Sitting
from challenge_hub.deliberation.rules.resolutions import ResolutionKind
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Juror
from challenge_hub.solutions.models import Solution


@dataclass(frozen=True)
class AttendanceRecord:
    """One stay of somebody in the room; it lasts no longer than the sitting."""

    juror_id: int
    name: str
    role: str
    from_at: datetime
    until_at: datetime | None
    may_vote: bool


@dataclass(frozen=True)
class ItemRecord:
    """One solution of the agenda: when it was called, if it was, and which jurors (ids) left the room for it."""

    number: int
    solution_id: int
    solution_key: str
    called_at: datetime | None
    left_room: tuple[int, ...]


@dataclass(frozen=True)
class ResolutionRecord:
    """One resolution; `corrects` is (number of the sitting, number of the resolution)."""

    number: int
    kind: ResolutionKind
    motion: str
    solution_ids: tuple[int, ...]
    yes: int
    no: int
    abstentions: int
    voters: int
    chair_in_tie: bool | None
    is_carried: bool
    deviates: bool
    reason: str
    corrects: tuple[int, int] | None
    decided_at: datetime


@dataclass(frozen=True)
class SittingRecord:
    """Everything the minutes tell of a sitting. Solutions are ids: a page names them for its own reader."""

    number: int
    round_id: int
    takes_place_at: datetime
    place: str
    minutes_by: str
    quorum: int | None
    chair_decides_ties: bool
    closed_at: datetime | None
    attendance: tuple[AttendanceRecord, ...]
    items: tuple[ItemRecord, ...]
    resolutions: tuple[ResolutionRecord, ...]


def record_of(sitting: Sitting) -> SittingRecord:
    """The whole record, whoever asks. Five statements."""
    return SittingRecord(
        number=sitting.number,
        round_id=sitting.round_id,
        takes_place_at=sitting.takes_place_at,
        place=sitting.place,
        minutes_by=sitting.minutes_by,
        quorum=sitting.quorum,
        chair_decides_ties=sitting.chair_decides_ties,
        closed_at=sitting.closed_at,
        attendance=_attendance(sitting),
        items=_items(sitting),
        resolutions=_resolutions(sitting),
    )


def _attendance(sitting: Sitting) -> tuple[AttendanceRecord, ...]:
    name = func.coalesce(Person.display_name, Juror.label, Juror.key)
    rows = db.session.execute(
        select(Juror.id, name, Juror.role, Attendance.from_at, Attendance.until_at, Attendance.may_vote)
        .select_from(Attendance)
        .join(Juror, Attendance.juror_id == Juror.id)
        .outerjoin(Person, Juror.person_id == Person.id)
        .where(Attendance.sitting_id == sitting.id)
        .order_by(name, Attendance.from_at, Attendance.id)
    )
    return tuple(
        AttendanceRecord(id_, called, role, start, end or sitting.closed_at, votes)
        for id_, called, role, start, end, votes in rows
    )


def _items(sitting: Sitting) -> tuple[ItemRecord, ...]:
    rows = db.session.execute(
        select(AgendaItem, Solution.key)
        .join(Solution, AgendaItem.solution_id == Solution.id)
        .where(AgendaItem.sitting_id == sitting.id)
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    return tuple(
        ItemRecord(number, item.solution_id, key, item.called_at, tuple(item.left_room))
        for number, (item, key) in enumerate(rows, start=1)
    )


def _resolutions(sitting: Sitting) -> tuple[ResolutionRecord, ...]:
    found = select(Resolution).where(Resolution.sitting_id == sitting.id).order_by(Resolution.number)
    rows = db.session.scalars(found).all()
    named: dict[int, list[int]] = {row.id: [] for row in rows}
    pairs = select(ResolutionSolution.resolution_id, ResolutionSolution.solution_id)
    for resolution, solution in db.session.execute(pairs.where(ResolutionSolution.resolution_id.in_(named))):
        named[resolution].append(solution)
    corrected = select(Resolution.id, Sitting.number, Resolution.number).join(
        Sitting, and_(Resolution.sitting_id == Sitting.id, Resolution.id.in_([row.corrects_id for row in rows]))
    )
    older = {id_: (number, its) for id_, number, its in db.session.execute(corrected)}
    return tuple(_recorded(row, tuple(sorted(named[row.id])), older.get(row.corrects_id or 0)) for row in rows)


def _recorded(row: Resolution, solution_ids: tuple[int, ...], corrects: tuple[int, int] | None) -> ResolutionRecord:
    return ResolutionRecord(
        number=row.number,
        kind=ResolutionKind(row.kind),
        motion=row.motion,
        solution_ids=solution_ids,
        yes=row.yes,
        no=row.no,
        abstentions=row.abstentions,
        voters=row.voters,
        chair_in_tie=row.chair_in_tie,
        is_carried=row.is_carried,
        deviates=row.deviates,
        reason=row.reason,
        corrects=corrects,
        decided_at=row.decided_at,
    )
