"""Two links at the same moment, on a database of their own."""

import os
import threading
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import func, select

from challenge_hub.accounts.actions import ask_reset, begin_with_claim
from challenge_hub.accounts.models import Person
from challenge_hub.app import create_app
from challenge_hub.infrastructure.db import db
from tests.accounts.people import OTHER, SECRET, SPRING, link_of, rows, somebody
from tests.conftest import TEST_SERVER, settings_for
from tests.databases import empty_database

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")


def test_of_links_used_at_the_same_moment_one_works_and_the_others_are_refused(tmp_path: Path) -> None:
    """Two people who claim one address, and one link to a new password that is sent twice."""
    with empty_database(TEST_SERVER, tmp_path, name=f"hub_test_at_once_{WORKER}") as url:
        app = create_app(settings_for(url, tmp_path))
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            upgrade()
            for name in ("First", "Second"):
                begin_with_claim(name, "ada@example.org", "en", now=SPRING)
            somebody(mail="bo@example.org")
            ask_reset("bo@example.org", "en", now=SPRING)
            db.session.commit()
            first, second, reset = (link_of(app, row) for row in rows())
        answers: list[int] = []

        def use(link: str, password: str) -> None:
            answers.append(app.test_client().post(link, data={"password": password}).status_code)

        for links in ((first, second), (reset, reset)):
            pair = [threading.Thread(target=use, args=used) for used in zip(links, (SECRET, OTHER), strict=True)]
            for thread in pair:
                thread.start()
            for thread in pair:
                thread.join()

        with app.app_context():
            owners = db.session.scalar(select(func.count()).where(Person.mail == "ada@example.org"))
            db.session.remove()
            db.engine.dispose()
    assert owners == 1
    assert sorted(answers[:2]) == [302, 403]
    assert sorted(answers[2:]) in ([302, 403], [302, 410])
