"""When the period of a call is over, nobody is named in its file any more: told from the declarations alone."""

from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Table, delete, select, update

from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.personal import IN_OFFICE, By, Kept, all_kept
from challenge_hub.minutes.actions import keep_public_wording
from challenge_hub.privacy.belonging import table_of
from challenge_hub.privacy.erasing import nothing_in

WHOLE_ROW = "*"
BEYOND = ("person", "organisation")
"""Tables that belong to no call, though rows of calls point at them."""


def anonymise(call_id: int) -> int:
    """Rows about people go, or lose who it was; returns how many. Acts in office stay under a number."""
    keep_public_wording(call_id)
    many = 0
    order = {table.name: number for number, table in enumerate(db.metadata.sorted_tables)}
    for kept in sorted(all_kept(), key=lambda kept: -order[kept.table]):
        table = table_of(kept)
        inside = of_call(table, call_id) if kept.activity and kept.table != "call_keeping" else None
        if inside is not None:
            many += _end(kept, table, inside)
    db.session.expire_all()
    return many


def of_call(table: Table, call_id: int, seen: tuple[str, ...] = ()) -> ColumnElement[bool] | None:
    """The rows of a table that belong to a call, by whatever way; None where there is none."""
    pointing = [(column, key.column) for column in table.columns for key in column.foreign_keys]
    for column, there in pointing:
        if there.table.name == "call":
            return column == call_id
    for column, there in pointing:
        if there.table.name in (*BEYOND, *seen, table.name):
            continue
        inside = of_call(there.table, call_id, (*seen, table.name))
        if inside is not None:
            return column.in_(select(there).where(inside))
    return None


def _end(kept: Kept, table: Table, inside: ColumnElement[bool]) -> int:
    if kept.ends == WHOLE_ROW or (kept.ties and kept.ties[0].stays is None):
        return _rows(delete(table).where(inside))
    emptied = {name: nothing_in(table.columns[name]) for name in _emptied(kept, table)}
    return _rows(update(table).where(inside).values(**emptied)) if emptied else 0


def _emptied(kept: Kept, table: Table) -> set[str]:
    """Who it was, where that can be empty, and the words that go with it."""
    who = {
        tie.column
        for tie in kept.ties
        if tie.by is By.NUMBER and tie.stays is not IN_OFFICE and table.columns[tie.column].nullable
    }
    words = {name for tie in kept.ties for name in tie.blank.split()}
    return who | words | set(kept.ends.split())


def _rows(statement: Any) -> int:
    found = db.session.execute(statement.execution_options(synchronize_session=False))
    return int(cast("CursorResult[Any]", found).rowcount)
