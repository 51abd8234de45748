"""One line of migrations; tables as the models say; up, down and up again with data."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, delete, insert, inspect, select

from challenge_hub.app import beside, create_app
from challenge_hub.infrastructure.db import db
from tests.conftest import TEST_SERVER, settings_for
from tests.databases import empty_database
from tests.whole_call import fill_every_table


@pytest.fixture
def fresh(tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    with empty_database(TEST_SERVER, tmp_path, name=f"hub_test_migrations_{worker_id}") as url:
        app = create_app(settings_for(url, tmp_path))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory(str(beside("migrations"))).get_heads()) == 1


def test_the_tables_are_as_the_models_say(fresh: Flask) -> None:
    upgrade()

    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []


def test_constraints_are_as_the_models_say(fresh: Flask) -> None:
    upgrade()

    found = inspect(db.engine)
    for table in db.metadata.sorted_tables:
        named = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        assert {c["name"] for c in found.get_check_constraints(table.name)} == named


def test_migrations_go_down_to_nothing_and_up_again_with_data(fresh: Flask) -> None:
    upgrade()
    fill_every_table()
    db.session.commit()
    before = rows_of_all_tables()
    db.session.remove()

    downgrade(revision="base")
    left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    upgrade()
    put_back(before)

    assert left == set()
    assert rows_of_all_tables() == before
    assert [name for name, rows in before.items() if not rows] == []


def rows_of_all_tables() -> dict[str, list[dict[str, Any]]]:
    with db.engine.connect() as connection:
        return {
            table.name: [dict(row._mapping) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in db.metadata.sorted_tables
        }


def put_back(rows: dict[str, list[dict[str, Any]]]) -> None:
    with db.engine.begin() as connection:
        for table in db.metadata.sorted_tables:
            connection.execute(delete(table))  # what the migration itself put there
        for table in db.metadata.sorted_tables:
            connection.execute(insert(table), rows[table.name])
