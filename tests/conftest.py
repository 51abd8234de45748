"""One app and one schema for the whole run; every test in a transaction that is rolled back.

TEST_DATABASE_URL chooses the database (default: SQLite in a temporary folder). REQUIRE=all turns every skip into a
failure, so that nothing is quietly left out where everything is there.
"""

import contextvars
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import settings as hypothesis_settings
from pydantic import SecretStr
from sqlalchemy import event, make_url
from sqlalchemy.engine import Engine
from sqlalchemy.orm import scoped_session

from challenge_hub.app import create_app
from challenge_hub.infrastructure.db import db
from challenge_hub.settings import Settings
from tests.databases import empty_database

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
TEST_SERVER = os.environ.get("TEST_DATABASE_URL")

hypothesis_settings.register_profile("hub", deadline=None, derandomize=True, max_examples=60)
hypothesis_settings.load_profile("hub")


class FreshClient(FlaskClient):
    """Every request begins with nothing in hand, as on a server, whatever context the test has pushed."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return contextvars.Context().run(super().open, *args, **kwargs)


def settings_for(database_url: str, data_dir: Path, **more: Any) -> Settings:
    values = {
        "secret_key": SecretStr("test-0123456789-abcdefghijklmnopqrstuvwxyz"),
        "base_url": "http://localhost:8000",
        "operator_name": "Example operator",
        "operator_address": "Example street 1\n99999 Example town",
        "operator_mail": "operator@example.org",
    }
    return Settings.model_validate({**values, "database_url": database_url, "data_dir": data_dir, **more})


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("data")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with empty_database(TEST_SERVER, folder, name=f"hub_test_{worker}") as url:
        app = create_app(settings_for(url, folder))
        app.testing = True
        app.test_client_class = FreshClient
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            upgrade()
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[scoped_session[Any]]:
    """The database of one test. Whatever it or its requests commit is gone afterwards."""
    with app.app_context():
        engine = db.engines[None]
        connection = engine.connect()
        transaction = connection.begin()
        db.engines[None] = connection  # type: ignore[index, assignment]  # the one place that isolates
        db.session.configure(join_transaction_mode="create_savepoint")
        try:
            yield db.session
        finally:
            db.session.remove()
            transaction.rollback()
            connection.close()
            db.engines[None] = engine  # type: ignore[index]


@pytest.fixture
def own_app(tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """An app with a database of its own and real transactions, which the common one would hide."""
    with empty_database(TEST_SERVER, tmp_path, name=f"hub_test_at_once_{worker_id}") as url:
        app = create_app(settings_for(url, tmp_path))
        with app.app_context():
            upgrade()
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def client(app: Flask, session: scoped_session[Any]) -> FlaskClient:
    for cache in app.extensions["cache"]:
        cache.clear()
    return app.test_client()


@pytest.fixture
def seen() -> Iterator[list[str]]:
    """Every statement sent to the database, transactions aside."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def is_postgresql(app: Flask) -> bool:
    return make_url(app.config["SQLALCHEMY_DATABASE_URI"]).get_backend_name() == "postgresql"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The fixtures beside the project; a newcomer's clone has none."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared/data is not here; these checks run where it is")
    return SHARED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Where everything is required, a skip is a failure."""
    report = yield
    if report.skipped and os.environ.get("REQUIRE") == "all" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although REQUIRE=all: {report.longrepr}"
    return report
