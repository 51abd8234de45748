"""The agenda of a sitting for one reader: what is under a conflict of interest is a number and no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select, true
from werkzeug.exceptions import NotFound

from challenge_hub.deliberation.models import AgendaItem
from challenge_hub.deliberation.queries.attendance import SeatHere, barred_from
from challenge_hub.deliberation.queries.rooms import SittingRoom
from challenge_hub.deliberation.queries.standings import Stands, standings_for
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Review
from challenge_hub.judging.queries.reading import NamedSolution, solutions_for
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.queries.sheets import points_of
from challenge_hub.solutions.models import Solution


@dataclass(frozen=True)
class Item:
    """One item, counted from 1. `solution` is missing for whoever must leave the room, and where it was withdrawn."""

    item: AgendaItem
    number: int
    must_leave: bool
    solution: NamedSolution | None
    stands: Stands | None


@dataclass(frozen=True)
class Agenda:
    """Everything to discuss, in order; `now` is what is discussed at the moment."""

    items: Sequence[Item]

    @property
    def now(self) -> Item | None:
        called = [item for item in self.items if item.item.called_at is not None]
        return max(called, key=lambda item: (item.item.called_at, item.number), default=None)

    @property
    def next(self) -> Item | None:
        """The first that was not called yet."""
        return next((item for item in self.items if item.item.called_at is None), None)


@dataclass(frozen=True)
class OwnReview:
    """What the reader gave and noted: points by criterion (id), the comment for the team, the private note."""

    points: Mapping[int, Decimal]
    comment: str
    note: str


def agenda_for(room: SittingRoom) -> Agenda:
    """The whole agenda, with places and figures as far as this reader may know them."""
    return _agenda(room, standings_for(room.jury))


def item_for(room: SittingRoom, number: int) -> tuple[Agenda, Item]:
    """One item with the agenda around it."""
    agenda = agenda_for(room)
    if not 1 <= number <= len(agenda.items):
        raise NotFound
    return agenda, agenda.items[number - 1]


def _agenda(room: SittingRoom, stands: Mapping[int, Stands]) -> Agenda:
    free = room.jury.free
    rows = db.session.execute(
        select(AgendaItem, free)
        .join(Solution, AgendaItem.solution_id == Solution.id)
        .where(AgendaItem.sitting_id == room.sitting.id)
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()
    known = {solution.id: solution for solution in solutions_for(room.jury, among=free)}
    items = []
    for number, (item, is_free) in enumerate(rows, start=1):
        id_ = item.solution_id
        items.append(Item(item, number, not is_free, known.get(id_), stands.get(id_) if id_ in known else None))
    return Agenda(items)


def who_leaves(room: SittingRoom, item: AgendaItem, seats: Sequence[SeatHere]) -> Sequence[SeatHere]:
    """Who of those in the room has a conflict of interest with this solution."""
    barred = barred_from(room.jury.call.id, [item.solution_id])[item.solution_id]
    return [seat for seat in seats if seat.here and seat.id in barred]


def own_review(room: SittingRoom, solution_id: int) -> OwnReview | None:
    """The reader's own sheet of this round, if there is one."""
    if room.jury.seat is None:
        return None
    review = db.session.scalar(
        select(Review).where(
            Review.round_id == room.sitting.round_id,
            Review.juror_id == room.jury.seat.id,
            Review.solution_id == solution_id,
        )
    )
    if review is None:
        return None
    return OwnReview(points_of([review.id])[review.id], review.comment, review.private_note)


def solutions_to_discuss(jury: JuryRoom) -> Sequence[int]:
    """The solutions (ids) of this round in the order of their names, whoever asks."""
    return [solution.id for solution in solutions_for(jury, among=true())]


def rows_of(sitting_id: int) -> Sequence[AgendaItem]:
    """The agenda as it is stored."""
    statement = select(AgendaItem).where(AgendaItem.sitting_id == sitting_id)
    return db.session.scalars(statement.order_by(AgendaItem.position, AgendaItem.id)).all()
