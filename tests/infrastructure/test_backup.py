"""The drill: everything in one file, and back into an empty place, on either database and from one to the other."""

import io
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pyrage
import pytest
from click.testing import CliRunner
from flask import Flask
from flask_migrate import upgrade

from challenge_hub.access import Refused
from challenge_hub.app import create_app
from challenge_hub.cli import main
from challenge_hub.infrastructure import backup as backups
from challenge_hub.infrastructure.backup import Kept, back_up, restore
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.storage import Storage
from tests import factories as make
from tests.architecture.test_migrations import rows_of_all_tables
from tests.conftest import TEST_SERVER, settings_for
from tests.databases import empty_database
from tests.whole_call import fill_every_table

ABOUT = {"program": "0.1.0", "made_at": "2027-03-01T12:00:00+00:00"}
SERVERS = {"same": TEST_SERVER, "sqlite": None}

Place = Callable[[str, str | None], tuple[Flask, Path]]


@pytest.fixture
def place(tmp_path: Path, worker_id: str) -> Iterator[Place]:
    """Opens empty places by name, each with a database and a folder of its own."""
    with ExitStack() as open_places:

        def opened(name: str, server: str | None = TEST_SERVER) -> tuple[Flask, Path]:
            folder = tmp_path / name
            folder.mkdir()
            database = empty_database(server, folder, name=f"hub_test_backup_{name}_{worker_id}")
            app = create_app(settings_for(open_places.enter_context(database), folder))
            open_places.callback(close, app)
            return app, folder

        yield opened


def close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@contextmanager
def filled(place: Place) -> Iterator[tuple[Flask, Path]]:
    """A place with a row in every table and two files."""
    app, folder = place("first", TEST_SERVER)
    with app.app_context():
        upgrade()
        fill_every_table()
        db.session.commit()
        db.session.remove()
        for content in (b"a plan", b"a picture"):
            Storage(folder).write(content)
        yield app, folder


def everything(folder: Path) -> tuple[dict[str, list[dict[str, Any]]], dict[str, bytes]]:
    return rows_of_all_tables(), {path.name: path.read_bytes() for path in (folder / "files").glob("??/*")}


def put_back(folder: Path, written: bytes, identity: str | None = None) -> Kept:
    kept = restore(
        db.engine, folder, io.BytesIO(written), identity=identity, migrate_to=lambda to: upgrade(revision=to)
    )
    upgrade()
    return kept


@pytest.mark.parametrize("server", sorted(SERVERS))
def test_every_row_and_every_file_comes_back(place: Place, server: str) -> None:
    out = io.BytesIO()
    with filled(place) as (_, folder):
        kept = back_up(db.engine, folder, out, about=ABOUT, recipient=None)
        before = everything(folder)
    other, empty = place("second", SERVERS[server])
    with other.app_context():
        back = put_back(empty, out.getvalue())
        after = everything(empty)

    assert after == before
    assert kept == back == Kept(sum(len(rows) for rows in before[0].values()), 2)


def test_a_restored_place_counts_on(place: Place) -> None:
    out = io.BytesIO()
    with filled(place) as (_, folder):
        back_up(db.engine, folder, out, about=ABOUT, recipient=None)
    other, empty = place("second", TEST_SERVER)
    with other.app_context():
        put_back(empty, out.getvalue())
        numbers = [make.a_person().id, make.a_call().id]
        db.session.commit()

    assert min(numbers) > 1


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(place: Place) -> None:
    earlier, folder = place("first", TEST_SERVER)
    out = io.BytesIO()
    with earlier.app_context():
        upgrade(revision="0020")
        back_up(db.engine, folder, out, about=ABOUT, recipient=None)
    other, empty = place("second", TEST_SERVER)
    with other.app_context():
        put_back(empty, out.getvalue())
        after = rows_of_all_tables()

    assert len(after["organisation_kind"]) > 5


def test_an_encrypted_backup_opens_with_its_key_alone(place: Place) -> None:
    key, other_key = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    out = io.BytesIO()
    with filled(place) as (_, folder):
        back_up(db.engine, folder, out, about=ABOUT, recipient=str(key.to_public()))
        before = everything(folder)
    other, empty = place("second", TEST_SERVER)
    with other.app_context():
        for wrong in (None, str(other_key)):
            with pytest.raises(Refused, match="backup-encrypted"):
                put_back(empty, out.getvalue(), wrong)
        put_back(empty, out.getvalue(), str(key))
        after = everything(empty)

    assert b"backup.json" not in out.getvalue()
    assert after == before


def without_a_row(written: bytes) -> bytes:
    """The same archive, but for one part that lost its last line."""
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(written), mode="r:gz") as old, tarfile.open(fileobj=out, mode="w:gz") as new:
        for member in old:
            content = old.extractfile(member).read()  # type: ignore[union-attr]
            if member.name == "tables/call.jsonl":
                content = content[: content.rstrip().rindex(b"\n") + 1]
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return out.getvalue()


@pytest.mark.parametrize("fault", ["cut off", "a row missing", "no backup"])
def test_what_is_not_whole_is_refused_and_nothing_stays(place: Place, fault: str) -> None:
    out = io.BytesIO()
    with filled(place) as (_, folder):
        back_up(db.engine, folder, out, about=ABOUT, recipient=None)
    whole = out.getvalue()
    broken = {"cut off": whole[: len(whole) * 2 // 3], "a row missing": without_a_row(whole), "no backup": b"text"}
    other, empty = place("second", TEST_SERVER)
    with other.app_context():
        with pytest.raises(Refused, match="backup-broken"):
            put_back(empty, broken[fault])
        upgrade()
        left, files = everything(empty)

    assert [name for name, rows in left.items() if rows and name not in ("organisation_kind", "theme")] == []
    assert files == {}


def test_nothing_is_restored_over_something(place: Place) -> None:
    out = io.BytesIO()
    with filled(place) as (_, folder):
        back_up(db.engine, folder, out, about=ABOUT, recipient=None)
        with pytest.raises(Refused, match="backup-place-not-empty"):
            put_back(folder, out.getvalue())


def test_the_commands_make_a_file_for_its_owner_alone_and_bring_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = CliRunner()
    for name, value in {
        "SECRET_KEY": "test-0123456789-abcdefghijklmnopqrstuvwxyz",
        "BASE_URL": "http://localhost",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "one"))
    run.invoke(main, ["migrate"], catch_exceptions=False)
    file = tmp_path / "hub.backup"

    made = run.invoke(main, ["backup", str(file)], catch_exceptions=False)
    twice = run.invoke(main, ["backup", str(file)], catch_exceptions=False)
    over = run.invoke(main, ["restore", str(file)], catch_exceptions=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "two"))
    back = run.invoke(main, ["restore", str(file), "--without-deletions"], catch_exceptions=False)

    assert (made.exit_code, twice.exit_code, over.exit_code, back.exit_code) == (0, 1, 1, 0)
    assert "Restore into an empty place." in over.output
    assert back.output.endswith("rows and 0 files are back.\n")
    assert file.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hub.backup", "one", "two"]
    assert backups.FORMAT.startswith("challenge-hub-backup")
