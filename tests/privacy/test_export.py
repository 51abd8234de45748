"""Everything that is known of somebody, in one file, for them alone."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from sqlalchemy.orm import scoped_session

from challenge_hub.accounts.models import Person
from challenge_hub.app import worker_of
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.jobs import Job
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.infrastructure.storage import storage
from challenge_hub.privacy import exporting
from challenge_hub.privacy.actions import ask_export
from challenge_hub.privacy.models import DataExport
from challenge_hub.solutions.models import SolutionFile
from tests import factories as make
from tests.cast import actor, sign_in
from tests.privacy.everywhere import SECRETS, WORDS, found_everywhere, somebody_everywhere
from tests.whole_call import NOON

LATER = NOON + timedelta(minutes=1)


def gathered(person: Person) -> Path:
    """The file as the worker makes it."""
    earlier = db.session.get(DataExport, person.id)
    if earlier:
        db.session.delete(earlier)
        db.session.flush()
    ask_export(person, by=actor(person), now=NOON)
    db.session.commit()
    exporting.work(person.id, {}, NOON)(LATER)
    db.session.execute(delete(Job).where(Job.kind == exporting.KIND))
    db.session.commit()
    return exporting.path_of(db.session.get_one(DataExport, person.id))


def tables_in(path: Path) -> dict[str, list[dict[str, Any]]]:
    with ZipFile(path) as archive:
        parts = [json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")]
    return {table: rows for part in parts for table, rows in part["tables"].items()}


def test_every_row_that_points_at_a_person_is_in_their_export(session: scoped_session[Any]) -> None:
    me = somebody_everywhere()

    tables = tables_in(gathered(me))

    there = [(table, key) for table, keys in found_everywhere(me) for key in keys]
    missing = [
        (table, key) for table, key in there if not any(row.items() >= key.items() for row in tables.get(table, []))
    ]
    assert missing == []
    assert {table for table, _ in there} == {table for table, _ in found_everywhere(me)}
    assert tables["person"][0]["mail"] == "ada@example.org"
    assert tables["barrier_report"][0]["message"] == "I cannot see this."
    assert [row["verb"] for row in tables["trail_line"]][:1] == ["change-profile"]
    assert tables["award_release"][0]["edited_by"] == [me.id]


def test_words_and_files_are_in_it_and_what_opens_an_account_is_not(session: scoped_session[Any]) -> None:
    me = somebody_everywhere()
    sha256 = storage().write(b"the plan")
    db.session.execute(update(SolutionFile).values(sha256=sha256, name="plan.png"))
    db.session.commit()

    path = gathered(me)

    with ZipFile(path) as archive:
        everything = b"\n".join(archive.read(name) for name in archive.namelist()).decode()
        files = {name: archive.read(name) for name in archive.namelist() if name.startswith("files/")}
    assert WORDS in everything
    assert files == {f"files/{sha256[:12]}-plan.png": b"the plan"}
    assert [secret for secret in SECRETS if secret in everything] == []
    assert path.stat().st_mode & 0o077 == 0


def test_nothing_of_anybody_else_is_in_it(session: scoped_session[Any]) -> None:
    somebody_everywhere()
    stranger = make.a_person(display_name="Eve", mail="eve@example.org")
    db.session.commit()

    tables = tables_in(gathered(stranger))

    assert {table for table, rows in tables.items() if rows} == {"person", "trail_line", "data_export"}
    assert [row["id"] for row in tables["person"]] == [stranger.id]


def test_an_address_that_was_only_claimed_opens_nothing(session: scoped_session[Any]) -> None:
    somebody_everywhere()
    eve = make.a_person(mail=None, claimed_mail="ada@example.org")
    db.session.commit()

    tables = tables_in(gathered(eve))

    assert tables["barrier_report"] == tables["outbox"] == []


def test_it_is_asked_for_made_by_the_worker_fetched_by_its_owner_alone_and_expires(
    app: Flask, client: FlaskClient
) -> None:
    ada, eve = make.a_person(), make.a_person()
    db.session.commit()
    with time_machine.travel(NOON, tick=False):
        sign_in(client, ada)
        other = app.test_client()
        sign_in(other, eve)
        page = client.get("/en/account/data").text

        assert "Gather my data" in page
        assert client.post("/en/account/data/export").headers["Location"] == "/en/account/data"
        assert "0 of" in client.get("/en/account/data").text
        assert client.post("/en/account/data/export").status_code == 403
        assert client.get("/en/account/data/export.zip").status_code == 404

        exporting.work(ada.id, {}, NOON)(NOON)
        db.session.commit()

        assert "Fetch the file" in client.get("/en/account/data").text
        fetched = client.get("/en/account/data/export.zip")
        fetched.close()
        assert (fetched.status_code, fetched.headers["Cache-Control"]) == (200, "no-store")
        assert other.get("/en/account/data/export.zip").status_code == 404
        kinds = db.session.scalars(select(OutboxRow.kind).where(OutboxRow.person_id == ada.id)).all()
        assert kinds == ["privacy.export_ready"]

    with time_machine.travel(NOON + timedelta(days=7), tick=False):
        sign_in(client, ada)
        assert client.get("/en/account/data/export.zip").status_code == 404
        assert "Gather my data" in client.get("/en/account/data").text


def test_a_file_that_is_over_is_removed_by_the_worker(app: Flask, session: scoped_session[Any]) -> None:
    ada = make.a_person()
    path = gathered(ada)

    with time_machine.travel(LATER + timedelta(days=7), tick=False):
        worker_of(app).once()

    assert not path.exists()
    assert db.session.get(DataExport, ada.id) is None


def test_the_worker_knows_how_to_make_it(app: Flask) -> None:
    assert exporting.KIND in worker_of(app)._works


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_counts_what_is_kept(client: FlaskClient, session: scoped_session[Any], language: str) -> None:
    me = somebody_everywhere()
    sign_in(client, me)

    page = client.get(f"/{language}/account/data").text

    assert page.count('<th scope="row">') >= 12
