"""A juror's own order: the solutions whose reviews are done, as this juror put them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import and_, select

from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Juror, Review, Score
from challenge_hub.judging.ordered import OwnOrder
from challenge_hub.judging.queries.naming import NAMES, NamedSolution, name_order, names, with_names
from challenge_hub.judging.queries.rooms import Desk
from challenge_hub.judging.rules.own_order import merged
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.rounds import in_round


@dataclass(frozen=True)
class OrderLine:
    """A solution in my order, with the number I gave it."""

    solution: NamedSolution
    number: Decimal


@dataclass(frozen=True)
class MyOrder:
    """My solutions, the best first. `is_mine`: I put them so, otherwise they follow the numbers."""

    lines: Sequence[OrderLine]
    is_mine: bool

    @property
    def solutions(self) -> list[int]:
        return [line.solution.id for line in self.lines]


def my_order(desk: Desk) -> MyOrder:
    """Every solution whose review is done and counts, in my order. Two statements."""
    lines = {line.solution.id: line for line in _numbered(desk)}
    found = stored_order(desk)
    order = found.solutions if found else []
    placed = merged(order, {id_: line.number for id_, line in lines.items()})
    return MyOrder([lines[id_] for id_ in placed], is_mine=bool(order))


def stored_order(desk: Desk) -> OwnOrder | None:
    return db.session.get(OwnOrder, (desk.round.id, desk.seat.id))


def own_places(judged: Round) -> Mapping[tuple[str, int], int]:
    """The place of a solution (id) in the own order of a juror (key), in a round."""
    statement = select(Juror.key, OwnOrder.solutions).join(Juror, OwnOrder.juror_id == Juror.id)
    found = db.session.execute(statement.where(OwnOrder.round_id == judged.id))
    return {(juror, id_): place for juror, order in found for place, id_ in enumerate(order, 1)}


def _numbered(desk: Desk) -> list[OrderLine]:
    mine = and_(Review.solution_id == Solution.id, Review.round_id == desk.round.id, Review.juror_id == desk.seat.id)
    statement = select(*names(desk), Score.value).select_from(Solution).join(Review, mine)
    statement = with_names(desk, statement).join(Score, Score.review_id == Review.id)
    statement = statement.join(Criterion, and_(Criterion.id == Score.criterion_id, Criterion.weight > 0))
    statement = statement.where(Review.is_done, in_round(desk.round), desk.free).order_by(name_order(desk))
    return [OrderLine(NamedSolution.of(desk, row[:NAMES]), row[NAMES]) for row in db.session.execute(statement)]
