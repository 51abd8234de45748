"""The rows of every table as lines of JSON, and back, on either database. The tables are read from the database itself,
not from the models, so that what an earlier version kept can be read as well.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    cast,
    func,
    insert,
    select,
)
from sqlalchemy import text as sql
from sqlalchemy.engine import Connection

VERSION_TABLE = "alembic_version"
AT_ONCE = 500


def tables_in(connection: Connection) -> list[Table]:
    """Every table there is, those first that others refer to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSION_TABLE]


def revision_of(connection: Connection) -> str:
    """Up to which migration the tables are."""
    return str(connection.scalar(sql("SELECT version_num FROM alembic_version")))


def lines_of(connection: Connection, table: Table) -> Iterator[str]:
    """The names of the columns, then each row in the order of the key."""
    yield json.dumps([column.name for column in table.columns])
    wanted = [cast(column, Text) if _is_json(column) else column for column in table.columns]
    rows = connection.execution_options(yield_per=AT_ONCE).execute(select(*wanted).order_by(*table.primary_key))
    for row in rows:
        yield json.dumps([_written(value) for value in row], ensure_ascii=False)


def put_lines(connection: Connection, table: Table, lines: Iterable[str]) -> int:
    """Put the rows into an empty table, and let it count on from there; returns how many there were."""
    remaining = iter(lines)
    columns = [table.columns[name] for name in json.loads(next(remaining))]
    statement = insert(table).values({column.name: _bound(connection, column) for column in columns})
    many = 0
    while some := list(islice(remaining, AT_ONCE)):
        rows = [_row(columns, json.loads(line)) for line in some]
        connection.execute(statement, rows)
        many += len(rows)
    if many:
        _count_on(connection, table)
    return many


def _is_json(column: Column[Any]) -> bool:
    return isinstance(column.type, JSON)


def _bound(connection: Connection, column: Column[Any]) -> Any:
    """JSON is put back as the text it was, so that `null` stays apart from nothing."""
    if not _is_json(column):
        return bindparam(column.name, type_=column.type)
    text = bindparam(column.name, type_=Text())
    return cast(text, column.type) if connection.dialect.name == "postgresql" else text


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return b64encode(value).decode() if isinstance(value, bytes) else value


def _row(columns: Sequence[Column[Any]], values: Sequence[Any]) -> dict[str, Any]:
    return {
        column.name: None if value is None else _reader(column)(value)
        for column, value in zip(columns, values, strict=True)
    }


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat
    if isinstance(column.type, Date):
        return date.fromisoformat
    return b64decode if isinstance(column.type, LargeBinary) else lambda value: value


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL counts apart from the rows; SQLite goes on after the largest."""
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key:
        names = {"table": f'"{table.name}"', "column": column.name}
        sequence = connection.scalar(sql("SELECT pg_get_serial_sequence(:table, :column)"), names)
        if sequence:
            largest = connection.scalar(select(func.max(column)))
            connection.execute(sql("SELECT setval(:sequence, :largest)"), {"sequence": sequence, "largest": largest})
