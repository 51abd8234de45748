"""How a package differs from the call of the same id that is already here."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from challenge_hub.call_packages.rules.faults import quoted
from challenge_hub.call_packages.rules.package import MANIFEST, Package, written_path
from challenge_hub.call_packages.rules.rows import TABLES, Key, Table
from challenge_hub.call_packages.rules.tables import cells_of, columns_of
from challenge_hub.call_packages.rules.writing import manifest_text, rubric_keys

MOST_LINES = 20


def differences(stored: Package, given: Package) -> list[str]:
    """One line for each value or row that differs, from what is stored to what was given; at most twenty, and how many
    more. Empty if the two are the same call.
    """
    found = _all_differences(stored, given)
    lines = list(islice(found, MOST_LINES))
    more = sum(1 for _ in found)
    return [*lines, f"and {more} more"] if more else lines


def _all_differences(stored: Package, given: Package) -> Iterator[str]:
    before, after = (dict(_flat(json.loads(manifest_text(package)))) for package in (stored, given))
    for path in dict.fromkeys([*before, *after]):
        if before.get(path) != after.get(path):
            yield f"{MANIFEST}, {written_path(path)}: {_shown(before.get(path))} → {_shown(after.get(path))}"
    for table in TABLES:
        yield from _row_differences(table, stored, given)


def _flat(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if parts is None:
        yield path, value
        return
    for key, inner in parts:
        yield from _flat(inner, (*path, key))


def _row_differences(table: Table[Any], stored: Package, given: Package) -> Iterator[str]:
    before, after = ({table.key_of(row): row for row in package.rows(table)} for package in (stored, given))
    columns = columns_of(table, rubric_keys([*stored.criteria, *given.criteria]))
    for key in dict.fromkeys([*before, *after]):
        where = f"{table.file}, {_named(table, key)}"
        if key not in before:
            yield f"{where}: this row is new"
        elif key not in after:
            yield f"{where}: this row is missing"
        elif before[key] != after[key]:
            old, new = cells_of(before[key], given.zone), cells_of(after[key], given.zone)
            for column in columns:
                if old.get(column) != new.get(column):
                    yield f"{where}: {column} {_shown(old.get(column))} → {_shown(new.get(column))}"


def _named(table: Table[Any], key: Key) -> str:
    return ", ".join(f"{field} {value}" for field, value in zip(table.key, key, strict=True))


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "blank"
    return str(value) if isinstance(value, int | float) else _figure_or_quoted(str(value))


def _figure_or_quoted(text: str) -> str:
    return text if text.replace(".", "", 1).removeprefix("-").isdigit() else quoted(text)
