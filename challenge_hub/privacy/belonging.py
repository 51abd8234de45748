"""Whose a row is, told from the declarations alone: conditions for any statement about any table."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Table, Text, and_, cast, false, func, or_, select

from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.personal import By, Kept, Tie, all_kept


@dataclass(frozen=True)
class Whose:
    """A person by number and by confirmed address; what was only claimed is not theirs."""

    person_id: int
    mail: str | None


def table_of(kept: Kept) -> Table:
    return db.metadata.tables[kept.table]


def tied() -> Iterator[Kept]:
    """Every table in which rows can be somebody's, in the order of the story."""
    return (kept for kept in all_kept() if kept.ties)


def theirs(kept: Kept, whose: Whose) -> ColumnElement[bool]:
    """The rows of a table that are somebody's by any tie."""
    return or_(*(by_tie(kept, tie, whose) for tie in kept.ties))


def by_tie(kept: Kept, tie: Tie, whose: Whose) -> ColumnElement[bool]:
    """The rows that are somebody's by this tie."""
    table = table_of(kept)
    column = table.columns[tie.column]
    found = _through(column, tie, whose) if tie.through else _named(column, tie.by, whose)
    return and_(found, table.columns[tie.only].is_not(None)) if tie.only else found


def _named(column: Column[object], by: By, whose: Whose) -> ColumnElement[bool]:
    if by is By.ROW:
        return _in_their_rows(column, whose)
    if by is By.MAIL:
        return false() if whose.mail is None else func.lower(column) == whose.mail
    if by is By.ACTOR:
        return column == f"person:{whose.person_id}"
    if by is By.LIST:
        return _lists(column, whose.person_id)
    return column == whose.person_id


def _in_their_rows(column: Column[object], whose: Whose) -> ColumnElement[bool]:
    """The row that this one points at is theirs."""
    there = next(iter(column.foreign_keys)).column
    return column.in_(select(there).where(theirs(_declared(there.table.name), whose)))


def _through(column: Column[object], tie: Tie, whose: Whose) -> ColumnElement[bool]:
    """A row of another table, which is theirs, points at this one."""
    name, pointer = tie.through.split(".")
    there = db.metadata.tables[name]
    pointing = select(there.columns[pointer]).where(theirs(_declared(name), whose))
    return column.in_(pointing.where(there.columns[tie.until].is_(None)) if tie.until else pointing)


def _lists(column: Column[object], number: int) -> ColumnElement[bool]:
    """A list of numbers, written as JSON the way Python does, has this one."""
    text = func.replace(cast(column, Text), " ", "")
    around = ((f"[{number}]", False), (f"[{number},", True), (f",{number},", True), (f",{number}]", True))
    return or_(*(text.contains(part) if within else text == part for part, within in around))


def _declared(table: str) -> Kept:
    return next(kept for kept in all_kept() if kept.table == table)
