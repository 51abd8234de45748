"""A juror of a live jury puts solutions in an order, and takes it back."""

from collections.abc import Sequence
from datetime import datetime

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.actions.rankings import points_changed
from challenge_hub.judging.ordered import OwnOrder
from challenge_hub.judging.queries.ordering import my_order, stored_order
from challenge_hub.judging.queries.rooms import Desk
from challenge_hub.judging.rules.own_order import may_move, may_order, moved
from challenge_hub.judging.rules.reviewing import may_review


def put(desk: Desk, solution_id: int, place: int, *, by: Actor, now: datetime) -> None:
    """Put a solution at this place of my order. Doing it twice does it once."""
    _require(desk, now)
    found = my_order(desk)
    may_move(found.solutions, solution_id, place).require()
    _keep(desk, moved(found.solutions, solution_id, place), now)
    if not found.is_mine:
        record("order-solutions", desk.seat, by=by, now=now, call_id=desk.call.id)


def take_back(desk: Desk, *, by: Actor, now: datetime) -> None:
    """Let the numbers alone say who is better, as before the first move."""
    _require(desk, now)
    if my_order(desk).is_mine:
        _keep(desk, [], now)
        record("take-back-order", desk.seat, by=by, now=now, call_id=desk.call.id)


def _require(desk: Desk, now: datetime) -> None:
    """As when a review is saved: whoever closes the round waits for this row, or this waits for them."""
    one_at_a_time(f"order:{desk.round.id}:{desk.seat.id}")
    db.session.refresh(desk.round, ["closed_at", "held_at"], with_for_update={"key_share": True})
    scoring = may_review(desk.times, now, is_declared=desk.seat.declared_at is not None)
    may_order(desk.round.method, may_score=scoring).require()


def _keep(desk: Desk, order: Sequence[int], now: datetime) -> None:
    row = stored_order(desk)
    if row is None:
        row = OwnOrder(round_id=desk.round.id, juror_id=desk.seat.id, revision=0)
        db.session.add(row)
    if row.solutions != order:
        row.solutions, row.saved_at, row.revision = list(order), now, row.revision + 1
        points_changed(desk.round, now=now)
    db.session.flush()
