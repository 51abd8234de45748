"""Who deleted their account stays deleted after a restore, and a place that does not know serves nobody."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.accounts.models import Person
from challenge_hub.app import create_app, create_serving_app, worker_of
from challenge_hub.cli import main
from challenge_hub.infrastructure.backup import back_up
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.restored import Unfinished, mark_of
from challenge_hub.privacy import ledger
from challenge_hub.privacy.actions import delete_account, delete_again
from challenge_hub.settings import Settings
from tests import factories as make
from tests.architecture.test_migrations import rows_of_all_tables
from tests.cast import actor
from tests.infrastructure.test_backup import ABOUT, Place, filled, place, put_back  # noqa: F401
from tests.whole_call import NOON

LATER = NOON + timedelta(days=1)


@pytest.fixture
def empty_ledger(app: Flask, session: scoped_session[Any]) -> Path:
    ledger.ledger_file().unlink(missing_ok=True)
    return ledger.ledger_file()


def deleted(person: Person) -> None:
    delete_account(person, by=actor(person), now=LATER)
    db.session.commit()


def test_a_deletion_adds_a_line_that_tells_nobody_who_it_was(empty_ledger: Path) -> None:
    ada = make.a_person(display_name="Ada", mail="ada@example.org")

    deleted(ada)

    lines = empty_ledger.read_text().splitlines()
    assert [json.loads(line) for line in lines] == [{"person": ledger.hash_of(ada.id), "at": LATER.isoformat()}]
    assert len(ledger.hash_of(ada.id)) == 64
    assert empty_ledger.stat().st_mode & 0o077 == 0


def test_without_a_ledger_nothing_is_deleted(empty_ledger: Path) -> None:
    ada = make.a_person(display_name="Ada")
    db.session.commit()
    empty_ledger.mkdir()  # whoever runs the tests may write to any file, but not to a folder

    with pytest.raises(Refused, match="ledger-shut"):
        delete_account(ada, by=actor(ada), now=LATER)
    db.session.rollback()
    empty_ledger.rmdir()

    assert db.session.get_one(Person, ada.id).display_name == "Ada"


def test_an_account_that_got_the_number_later_is_not_meant(empty_ledger: Path) -> None:
    young = make.a_person(display_name="Young", created_at=LATER + timedelta(days=1))
    old = make.a_person(display_name="Old")
    lines = [json.dumps({"person": ledger.hash_of(one.id), "at": LATER.isoformat()}) for one in (young, old)]

    assert delete_again(lines, now=LATER) == 1
    assert delete_again(lines, now=LATER) == 0
    assert (young.display_name, old.display_name) == ("Young", "–")


@pytest.mark.parametrize("line", ["text", "[]", '{"person": "a"}', '{"person": "a", "at": "2027-03-01T12:00:00"}'])
def test_what_is_no_ledger_is_refused(empty_ledger: Path, line: str) -> None:
    with pytest.raises(Refused, match="ledger-broken"):
        delete_again([line], now=LATER)


def test_the_ledger_is_in_no_backup_and_deletes_once_more_in_the_restored_place(place: Place) -> None:  # noqa: F811
    out = io.BytesIO()
    with filled(place) as (_, folder):
        ada = make.a_person(display_name="Ada Once", mail="ada.once@example.org")
        make.a_person(display_name="Ben Stays", mail="ben.stays@example.org")
        db.session.commit()
        back_up(db.engine, folder, out, about=ABOUT, recipient=None)
        deleted(ada)
        lines = (folder / ledger.NAME).read_text().splitlines()
    other, empty = place("second")
    with other.app_context():
        put_back(empty, out.getvalue())
        before = str(rows_of_all_tables())
        many = delete_again(lines, now=LATER)
        db.session.commit()
        after = str(rows_of_all_tables())

    assert b"deletions" not in out.getvalue()
    assert not (empty / ledger.NAME).exists()
    assert many == 1
    assert ("Ada Once" in before, "Ada Once" in after, "ada.once@example.org" in after) == (True, False, False)
    assert "Ben Stays" in after


def test_the_commands_restore_with_the_ledger_or_serve_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = CliRunner()
    monkeypatch.setenv("SECRET_KEY", "test-0123456789-abcdefghijklmnopqrstuvwxyz")
    monkeypatch.setenv("BASE_URL", "http://localhost")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "one"))
    backup, kept = str(tmp_path / "hub.backup"), str(tmp_path / "one" / ledger.NAME)
    said(run, "migrate")
    with create_app().app_context():
        ada = make.a_person(display_name="Ada")
        db.session.commit()
        said(run, "backup", backup)
        deleted(ada)
        db.engine.dispose()

    for name, more in (("two", ["--deletions", kept]), ("three", ["--without-deletions"]), ("four", [])):
        monkeypatch.setenv("DATA_DIR", str(tmp_path / name))
        told = said(run, "restore", backup, *more)
        assert ("challenge-hub deletions FILE" in told) is (name == "four")
    assert names_in(tmp_path / "two", monkeypatch) == ["–"]
    assert names_in(tmp_path / "three", monkeypatch) == ["Ada"]
    assert (tmp_path / "two" / ledger.NAME).read_text() == Path(kept).read_text()

    monkeypatch.setenv("DATA_DIR", str(tmp_path / "four"))
    with pytest.raises(Unfinished, match="accounts that were deleted"):
        create_serving_app()
    app = create_app()
    assert app.test_client().get("/en/").status_code == 503
    with pytest.raises(Unfinished):
        worker_of(app)
    assert "1 accounts were deleted once more" in said(run, "deletions", kept)
    assert not mark_of(Settings.from_environment()).exists()
    assert create_app().test_client().get("/en/").status_code == 200
    assert names_in(tmp_path / "four", monkeypatch) == ["–"]


def said(run: CliRunner, *words: str) -> str:
    result = run.invoke(main, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def names_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("DATA_DIR", str(folder))
    with create_app().app_context():
        names = list(db.session.scalars(select(Person.display_name)))
        db.session.remove()
        db.engine.dispose()
    return names
