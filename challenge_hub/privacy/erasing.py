"""Erasing what is somebody's: rows go, or are emptied, as every package declares it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Boolean, Column, ColumnElement, Table, delete, select, tuple_, update

from challenge_hub.infrastructure.db import db
from challenge_hub.privacy.belonging import Whose, by_tie, table_of, tied

Keys = Sequence[Sequence[Any]]
AT_ONCE = 200
ACCOUNT = "person"
"""The account itself is emptied by its own package."""


@dataclass(frozen=True)
class Step:
    """What is done with some rows of a table: they go, or these columns are emptied."""

    table: Table
    keys: Keys
    emptied: Mapping[str, Any] | None


def erase_rows(whose: Whose) -> None:
    """Everything is found first, for what one row says may be the way to another."""
    steps = [step for step in _steps(whose) if step.keys]
    order = {table.name: number for number, table in enumerate(db.metadata.sorted_tables)}
    for step in sorted(steps, key=lambda step: (step.emptied is None, -order[step.table.name])):
        for start in range(0, len(step.keys), AT_ONCE):
            some = _among(step.table, step.keys[start : start + AT_ONCE])
            if step.emptied is None:
                db.session.execute(delete(step.table).where(some))
            else:
                db.session.execute(update(step.table).where(some).values(**step.emptied))
    db.session.expire_all()


def _steps(whose: Whose) -> list[Step]:
    steps = []
    for kept in tied():
        table = table_of(kept)
        for tie in kept.ties:
            if kept.table == ACCOUNT or (tie.stays is not None and not tie.blank):
                continue
            found = db.session.execute(select(*table.primary_key).where(by_tie(kept, tie, whose)))
            blank = {name: nothing_in(table.columns[name]) for name in tie.blank.split()}
            steps.append(Step(table, [tuple(row) for row in found], blank if tie.stays is not None else None))
    return steps


def nothing_in(column: Column[Any]) -> Any:
    """How a column is empty."""
    if column.nullable:
        return None
    if isinstance(column.type, Boolean):
        return False
    return {} if isinstance(column.type, JSON) else ""


def _among(table: Table, keys: Keys) -> ColumnElement[bool]:
    columns = list(table.primary_key)
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return tuple_(*columns).in_(keys)
