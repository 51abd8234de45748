"""Who is in the room, and who must leave it for a solution."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, exists, func, or_, select

from challenge_hub.accounts.models import Person
from challenge_hub.deliberation.models import Attendance
from challenge_hub.deliberation.queries.rooms import SittingRoom
from challenge_hub.deliberation.rules.sittings import Presence
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Juror
from challenge_hub.judging.rules.jury import CHAIRING, REVIEWING
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import free_to_judge


@dataclass(frozen=True)
class SeatHere:
    """A juror of this sitting with every stay in the room, the newest last."""

    id: int
    name: str
    role: str
    person_id: int | None
    stays: Sequence[Presence]

    @property
    def here(self) -> Presence | None:
        """The stay that lasts."""
        return next((stay for stay in self.stays if stay.until_at is None), None)

    @property
    def has_vote(self) -> bool:
        """Whether this seat votes where nothing else is said; a deputy juror is a guest."""
        return self.role in REVIEWING

    @property
    def is_chairing(self) -> bool:
        return self.role in CHAIRING


def presences_of(sitting_id: int) -> Sequence[Presence]:
    """Every stay in the room, in order."""
    statement = select(Attendance.juror_id, Attendance.from_at, Attendance.until_at, Attendance.may_vote)
    statement = statement.where(Attendance.sitting_id == sitting_id).order_by(Attendance.from_at, Attendance.id)
    return [Presence(*found) for found in db.session.execute(statement)]


def seats_here(room: SittingRoom) -> Sequence[SeatHere]:
    """Everybody who may sit in it, by name: seats that are ready, and seats left since that were there."""
    stays: dict[int, list[Presence]] = {}
    for stay in presences_of(room.sitting.id):
        stays.setdefault(stay.juror, []).append(stay)
    name = func.coalesce(Person.display_name, Juror.label, Juror.key)
    ready = and_(Juror.declared_at.is_not(None), Juror.left_at.is_(None))
    came = exists().where(Attendance.juror_id == Juror.id, Attendance.sitting_id == room.sitting.id)
    statement = (
        select(Juror.id, name, Juror.role, Juror.person_id)
        .select_from(Juror)
        .outerjoin(Person, Juror.person_id == Person.id)
        .where(Juror.call_id == room.jury.call.id, or_(ready, came))
        .order_by(name, Juror.id)
    )
    return [SeatHere(*found, stays=stays.get(found[0], [])) for found in db.session.execute(statement)]


def barred_from(call_id: int, solutions: Collection[int]) -> Mapping[int, frozenset[int]]:
    """For each of these solutions (id) the jurors (ids) with a conflict of interest, whoever asks. One statement."""
    if not solutions:
        return {}
    statement = (
        select(Solution.id, Juror.id)
        .select_from(Solution)
        .join(Juror, Juror.call_id == Solution.call_id)
        .where(Solution.id.in_(solutions), Juror.call_id == call_id, Juror.person_id.is_not(None))
        .where(Juror.accepted_at.is_not(None), Juror.left_at.is_(None), ~free_to_judge(Juror.person_id))
    )
    found: dict[int, set[int]] = {solution: set() for solution in solutions}
    for solution, juror in db.session.execute(statement):
        found[solution].add(juror)
    return {solution: frozenset(jurors) for solution, jurors in found.items()}
