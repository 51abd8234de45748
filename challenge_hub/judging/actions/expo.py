"""Live expo: tables are set, and jurors say what they found at one."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from challenge_hub.access import Actor, Refused
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.expo import ExpoTable, Stop
from challenge_hub.judging.models import Assignment
from challenge_hub.judging.queries.expo import MyTable, labels_of, room_left, tables_for
from challenge_hub.judging.queries.rooms import Desk, JuryRoom
from challenge_hub.judging.rules.expo import TableStop, doubled, may_set_tables, may_stop, may_walk, walking_order


def set_tables(room: JuryRoom, labels: Mapping[int, str], *, by: Actor, now: datetime) -> None:
    """Give solutions (ids) their tables; an empty label takes a table away. What is not named keeps its own: somebody
    with a conflict of interest does not see every solution.
    """
    one_at_a_time(f"tables:{room.call.id}")
    may_set_tables(
        room.times, now, is_organiser=room.is_organiser, is_chair=room.is_chair, is_anonymised=room.is_anonymised
    ).require()
    wanted = {id_: label for id_, label in {**labels_of(room.call.id), **labels}.items() if label}
    if doubled(wanted.values()):
        raise Refused("table-twice")
    db.session.execute(delete(ExpoTable).where(ExpoTable.call_id == room.call.id))
    db.session.add_all(
        ExpoTable(call_id=room.call.id, solution_id=id_, label=label, position=position)
        for position, (id_, label) in enumerate(walking_order(wanted), start=1)
    )
    db.session.flush()
    record("set-tables", room.judged, by=by, now=now, call_id=room.call.id, tables=len(wanted))


def stop(desk: Desk, table: MyTable, kind: TableStop, *, reason: str, by: Actor, now: datetime) -> None:
    """Say of a table: I am here (then its review lies on my desk), nobody is there, or I skip it and why."""
    one_at_a_time(f"seat:{desk.seat.id}")
    may_walk(desk.times, now, is_declared=desk.seat.declared_at is not None, is_anonymised=desk.is_anonymised).require()
    tables = tables_for(desk)
    seen = next(found.seen for found in tables if found.solution.id == table.solution.id)
    may_stop(
        kind,
        reason=reason,
        is_handed_back=seen.is_handed_back,
        has_room=seen.is_mine or room_left(desk, tables) != 0,
    ).require()
    _leave(desk, table, kind)
    whose = {"round_id": desk.round.id, "juror_id": desk.seat.id, "solution_id": table.solution.id}
    db.session.add(Stop(kind=kind, reason=reason if kind is TableStop.SKIPPED else "", at=now, **whose))
    if kind is TableStop.HERE and not seen.is_mine:
        db.session.add(Assignment(assigned_at=now, **whose))
    db.session.flush()
    record("stop-at-table", desk.seat, by=by, now=now, call_id=desk.call.id, solution=table.solution.id, kind=kind)


def _leave(desk: Desk, table: MyTable, kind: TableStop) -> None:
    """Nobody is in two places, and of each table only the last word counts."""
    mine = select(Stop).where(Stop.round_id == desk.round.id, Stop.juror_id == desk.seat.id)
    for found in db.session.scalars(mine):
        is_elsewhere = kind is TableStop.HERE and found.kind == TableStop.HERE
        if found.solution_id == table.solution.id or is_elsewhere:
            db.session.delete(found)
    db.session.flush()
