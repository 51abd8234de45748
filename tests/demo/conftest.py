"""The app of the demonstration on a database of its own, without its thread."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from challenge_hub.app import create_app
from challenge_hub.demo.app import open_doors
from challenge_hub.demo.story import fill
from challenge_hub.infrastructure.db import db
from tests.conftest import FreshClient, settings_for


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("demo")
    app = open_doors(create_app(settings_for(f"sqlite:///{folder / 'hub.sqlite3'}", folder)))
    app.testing = True
    app.test_client_class = FreshClient
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade()
        fill(datetime.now(UTC))
        db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def newcomer(demo: Flask) -> FlaskClient:
    return demo.test_client()
