"""The agenda while the jury sits: calling an item, moving one, arranging what is left."""

from datetime import datetime

from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.deliberation.models import AgendaItem
from challenge_hub.deliberation.queries.agenda import rows_of, solutions_to_discuss
from challenge_hub.deliberation.queries.attendance import barred_from, presences_of
from challenge_hub.deliberation.queries.rooms import SittingRoom
from challenge_hub.deliberation.rules.agenda import EVERYBODY_IN, order_of_discussion
from challenge_hub.deliberation.rules.sittings import may_lead, staying
from challenge_hub.infrastructure.db import db, one_at_a_time


def call_item(room: SittingRoom, number: int, *, by: Actor, now: datetime) -> AgendaItem:
    """Discuss this item now. Who of those in the room had to leave for it is noted."""
    item = _item(_locked(room), number)
    here = {stay.juror for stay in staying(presences_of(room.sitting.id))}
    barred = barred_from(room.jury.call.id, [item.solution_id])[item.solution_id]
    item.called_at, item.left_room = now, sorted(here & barred)
    db.session.flush()
    record("call-item", room.sitting, by=by, now=now, call_id=room.jury.call.id, item=number)
    return item


def move_item(room: SittingRoom, number: int, *, earlier: bool, by: Actor, now: datetime) -> None:
    """One place up or down; the first stays first, the last last."""
    items = _locked(room)
    item, place = _item(items, number), number - 1
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(items):
        return
    items[place], items[other] = items[other], item
    _number(items)
    record("move-item", room.sitting, by=by, now=now, call_id=room.jury.call.id, item=number)


def arrange_anew(room: SittingRoom, *, by: Actor, now: datetime) -> None:
    """What was not called yet, in the best order for those in the room; new solutions join, withdrawn ones drop out."""
    _locked(room)
    arrange_rest(room)
    record("arrange-agenda", room.sitting, by=by, now=now, call_id=room.jury.call.id)


def arrange_rest(room: SittingRoom) -> None:
    """Put the items that were not called yet in order. While nobody has come, everybody with a seat counts."""
    called = [item for item in rows_of(room.sitting.id) if item.called_at is not None]
    waiting = {item.solution_id: item for item in rows_of(room.sitting.id) if item.called_at is None}
    done = {item.solution_id for item in called}
    wanted = [solution for solution in solutions_to_discuss(room.jury) if solution not in done]
    barred = barred_from(room.jury.call.id, [*wanted, *done])
    here = {stay.juror for stay in staying(presences_of(room.sitting.id))}
    outside = {solution: jurors & here if here else jurors for solution, jurors in barred.items()}
    before = outside[called[-1].solution_id] if called else EVERYBODY_IN
    order = order_of_discussion({solution: outside[solution] for solution in wanted}, before=before)
    for solution, item in waiting.items():
        if solution not in order:
            db.session.delete(item)
    rest = [waiting.get(solution) or _new_item(room, solution) for solution in order]
    _number([*called, *rest])


def _new_item(room: SittingRoom, solution_id: int) -> AgendaItem:
    item = AgendaItem(sitting_id=room.sitting.id, solution_id=solution_id, position=0, left_room=[])
    db.session.add(item)
    return item


def _number(items: list[AgendaItem]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position
    db.session.flush()


def _item(items: list[AgendaItem], number: int) -> AgendaItem:
    if not 1 <= number <= len(items):
        raise NotFound
    return items[number - 1]


def _locked(room: SittingRoom) -> list[AgendaItem]:
    """The agenda, while everybody else who would change it waits."""
    one_at_a_time(f"sitting:{room.sitting.id}")
    db.session.refresh(room.sitting, ["closed_at"])
    may_lead(leads=room.leads, is_closed=room.sitting.closed_at is not None).require()
    return list(rows_of(room.sitting.id))
