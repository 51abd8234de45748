"""CSV into rows, and rows into CSV."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from challenge_hub.call_packages.rules.cells import Strict
from challenge_hub.call_packages.rules.complaints import complaints
from challenge_hub.call_packages.rules.faults import Fault, quoted
from challenge_hub.call_packages.rules.rows import LANGUAGES, REVIEWS, Table, is_text
from challenge_hub.cells import plain_cell, table_text

POINTS = "points"
LEAVABLE = {("results.csv", "round")}
"""A call with one round need not name it in every line of its results."""

OPTIONAL = {("reviews.csv", "own_place")}
"""Columns that are written only where a row fills them, and need not be there."""


@dataclass
class Found:
    """What reading a table brought: rows with their lines, and faults."""

    rows: list[tuple[int, Strict]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def columns_of(table: Table[Any], criteria: Sequence[str] = ()) -> list[str]:
    """The header of a table; `criteria` are the keys of all rounds, for the points of the reviews."""
    columns: list[str] = []
    for name in table.row.model_fields:
        if is_text(table.row, name):
            columns += [f"{name}.{language}" for language in LANGUAGES]
        elif name == POINTS:
            columns += [f"{POINTS}.{key}" for key in criteria]
        else:
            columns.append(name)
    return columns


def read_table(table: Table[Any], text: str, *, criteria: Sequence[str] | None, lone_round: int | None) -> Found:
    """Every row of a table. `criteria` None: unknown, so that any points column passes; `lone_round` is the only
    round of the call, if it has just one.
    """
    found = Found()
    records = _records(table.file, text, found.faults)
    line, header = next(records, (1, []))
    found.faults += _faults_in_header(table, line, header, criteria, lone_round)
    if found.faults:
        return found
    for line, cells in records:
        if len(cells) != len(header):
            message = f"has {len(cells)} cells, but the header names {len(header)} columns"
            found.faults.append(Fault(table.file, line, None, message))
            continue
        _take(table, line, _nested(table, header, cells, lone_round), found)
    found.faults += _duplicates(table, found.rows)
    return found


def write_table(table: Table[Any], rows: Iterable[Strict], *, criteria: Sequence[str], zone: ZoneInfo) -> str:
    written_rows = [cells_of(row, zone) for row in rows]
    filled = {column for cells in written_rows for column in cells}
    columns = [name for name in columns_of(table, criteria) if name in filled or (table.file, name) not in OPTIONAL]
    return table_text(columns, ([cells.get(column, "") for column in columns] for cells in written_rows))


def cells_of(row: Strict, zone: ZoneInfo) -> dict[str, str]:
    """A row as it is written, by column; blank cells are left out."""
    cells: dict[str, str] = {}
    for name in type(row).model_fields:
        value = getattr(row, name)
        if isinstance(value, dict):
            cells |= {f"{name}.{part}": written(inner, zone) for part, inner in value.items()}
        elif value is not None and value != ():
            cells[name] = written(value, zone)
    return cells


def written(value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value.normalize() + 0:f}"
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    if isinstance(value, tuple):
        return " ".join(value)
    return str(value)


def _records(file: str, text: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """The records of a table with the line each begins in. Blank lines are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            faults.append(Fault(file, line, None, f"cannot be read as CSV: {error}"))
            return
        if cells:
            yield line, [plain_cell(cell) for cell in cells]


def _faults_in_header(
    table: Table[Any], line: int, header: Sequence[str], criteria: Sequence[str] | None, lone_round: int | None
) -> Iterator[Fault]:
    expected = columns_of(table, criteria or ())
    if len(header) == 1 and ";" in header[0]:
        yield Fault(table.file, line, None, "the columns are parted by semicolons; a call package uses commas")
        return
    for column in dict.fromkeys(header):
        if header.count(column) > 1:
            yield Fault(table.file, line, None, f"the column {quoted(column)} is there twice")
        if column not in expected and not (criteria is None and column.startswith(f"{POINTS}.")):
            yield Fault(table.file, line, None, f"the column {quoted(column)} {_why_unknown(table, column)}")
    for column in expected:
        may_lack = (table.file, column) in OPTIONAL or ((table.file, column) in LEAVABLE and lone_round)
        if column not in header and not may_lack:
            yield Fault(table.file, line, None, f"the column {quoted(column)} is missing")


def _why_unknown(table: Table[Any], column: str) -> str:
    name, _, part = column.partition(".")
    if name in table.row.model_fields and is_text(table.row, name):
        return f"is in a language this platform does not have ({', '.join(LANGUAGES)})"
    if table is REVIEWS and name == POINTS:
        return f"is for a criterion that no round has: {quoted(part)}"
    return "is not known"


def _nested(table: Table[Any], header: Sequence[str], cells: Sequence[str], lone_round: int | None) -> dict[str, Any]:
    """The cells of a record by field; texts and points by language and criterion. Blank cells are not given."""
    values: dict[str, Any] = {}
    for column, cell in zip(header, cells, strict=True):
        name, dot, part = column.partition(".")
        if not cell.strip():
            continue
        if dot:
            values.setdefault(name, {})[part] = cell
        else:
            values[name] = cell.strip()
    if (table.file, "round") in LEAVABLE and "round" not in header:
        values["round"] = lone_round
    return values


def _take(table: Table[Any], line: int, values: Mapping[str, Any], found: Found) -> None:
    try:
        found.rows.append((line, table.row.model_validate(values)))
    except ValidationError as error:
        for path, message in complaints(error):
            columns = _columns_at(table, path)
            blank = "is blank" if message == "is missing" else message
            found.faults.append(Fault(table.file, line, columns, blank))


def _columns_at(table: Table[Any], path: Sequence[str | int]) -> str:
    name = str(path[0])
    if len(path) == 1 and is_text(table.row, name):
        return " / ".join(f"{name}.{language}" for language in LANGUAGES)
    return ".".join(str(part) for part in path)


def _duplicates(table: Table[Any], rows: Iterable[tuple[int, Strict]]) -> Iterator[Fault]:
    seen: dict[tuple[Any, ...], int] = {}
    for line, row in rows:
        for fields in (table.key, *table.unique):
            values = tuple(getattr(row, name) for name in fields)
            first = seen.setdefault((fields, values), line)
            if first != line and None not in values:
                named = ", ".join(f"{name} {quoted(value)}" for name, value in zip(fields, values, strict=True))
                yield Fault(table.file, line, None, f"{named} must be unique, but is already in line {first}")
