"""Every column of every table is declared in the `personal.py` of a package, and nothing that is not there."""

import ast
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import ForeignKey

from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.i18n import speaking
from challenge_hub.infrastructure.personal import By, Kept, Tie, activities, all_kept
from challenge_hub.privacy import record
from tools.privacy import PAPERS

PACKAGE = Path(__file__).parents[2] / "challenge_hub"
GROUND = {"infrastructure"}


def declared(app: Flask) -> dict[str, Kept]:
    with app.app_context():
        return {kept.table: kept for kept in all_kept()}


def ties(app: Flask) -> list[tuple[Kept, Tie]]:
    return [(kept, tie) for kept in declared(app).values() for tie in kept.ties]


def column(kept: Kept, name: str) -> object:
    return db.metadata.tables[kept.table].columns[name]


def test_every_table_is_declared_once_and_no_other(app: Flask) -> None:
    with app.app_context():
        counted = Counter(kept.table for kept in all_kept())

    assert counted == Counter(db.metadata.tables.keys())


def test_every_column_is_declared_and_no_other(app: Flask) -> None:
    told = {table: set(kept.columns) for table, kept in declared(app).items()}
    there = {name: set(table.columns.keys()) for name, table in db.metadata.tables.items()}

    assert {name: there[name] ^ told[name] for name in there if there[name] != told[name]} == {}


def test_no_column_is_called_personal_and_plain_at_once(app: Flask) -> None:
    for kept in declared(app).values():
        theirs = {name for tie in kept.ties for name in (tie.column, *tie.fields.split())}
        words = [*theirs, *kept.sealed.split(), *kept.loose.split(), *kept.plain.split()]

        assert [word for word, many in Counter(words).items() if many > 1] == [], kept.table


def test_what_is_personal_has_an_activity_and_what_is_not_has_none(app: Flask) -> None:
    odd = [
        kept.table
        for kept in declared(app).values()
        if ("personal" in kept.columns.values()) != (kept.activity is not None)
    ]

    assert odd == []


def test_every_column_that_points_at_a_person_ties_the_row_to_them(app: Flask) -> None:
    pointing = {
        (table.name, found.name)
        for table in db.metadata.tables.values()
        for found in table.columns
        if any(key.target_fullname == "person.id" for key in found.foreign_keys)
    }
    tied = {(kept.table, tie.column) for kept, tie in ties(app)}

    assert pointing - tied == set()


def test_a_tie_by_row_leads_to_a_table_with_ties(app: Flask) -> None:
    known = declared(app)
    for kept, tie in ties(app):
        if tie.by is By.ROW and not tie.through:
            keys: set[ForeignKey] = db.metadata.tables[kept.table].columns[tie.column].foreign_keys

            assert [bool(known[key.column.table.name].ties) for key in keys] == [True], (kept.table, tie.column)


def test_what_is_emptied_can_be_empty_and_is_personal(app: Flask) -> None:
    for kept, tie in ties(app):
        for name in tie.blank.split():
            assert kept.columns[name] == "personal", (kept.table, name)
            assert tie.stays is not None, (kept.table, name)


def test_what_goes_takes_nothing_with_it_that_stays(app: Flask) -> None:
    """No row is removed that another one, which stays, points at."""
    gone = {kept.table for kept, tie in ties(app) if tie.stays is None}
    for table in db.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name in gone:
                assert table.name in gone, f"{table.name} points at {key.column.table.name}"


def test_every_activity_says_everything_in_german_as_well(app: Flask) -> None:
    with app.app_context():
        found = activities()
        told = {}
        for language in ("de", "en"):
            with speaking(language):
                told[language] = [str(value) for one in found for name, value in vars(one).items() if name != "name"]

    assert len(found) > 10
    assert all(told["en"])
    assert [english for english, german in zip(told["en"], told["de"], strict=True) if english == german] == []


@pytest.mark.parametrize("language", sorted(PAPERS))
def test_the_record_of_processing_is_the_one_that_is_written_now(app: Flask, language: str) -> None:
    """After a change: python tools/privacy.py."""
    with app.app_context():
        now = record.written(language, None)

    assert PAPERS[language].read_text(encoding="utf-8") == now + "\n"


def test_the_record_names_every_column_that_is_personal(app: Flask) -> None:
    with app.app_context():
        rows = [line.split(" | ") for line in record.written("en", None).splitlines() if line.startswith("| ")]
        told = {(row[0].strip("| "), name) for row in rows if len(row) > 4 for name in row[1].split()}
        personal = {
            (kept.table, name) for kept in all_kept() for name, is_ in kept.columns.items() if is_ == "personal"
        }

    assert personal - told == set()


@pytest.mark.parametrize("package", sorted({path.parent.name for path in PACKAGE.glob("*/models.py")} - GROUND))
def test_a_package_with_tables_says_what_is_personal_in_them(package: str) -> None:
    source = (PACKAGE / package / "personal.py").read_text(encoding="utf-8")

    assert "KEPT" in {
        target.id
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
