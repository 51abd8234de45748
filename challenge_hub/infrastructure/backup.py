"""Everything the platform holds in one file, and back into an empty place.

The file is a compressed tar archive: `backup.json` says what it is; `tables/*.jsonl` hold the rows, those first that
others refer to; `files/*` what people handed in; `contents.json` at the end names every part with its hash, so that an
archive that was cut off or changed is refused. With a recipient the whole of it is encrypted in the format of age.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from threading import Thread
from typing import IO, Any

import pyrage
from sqlalchemy import Engine
from sqlalchemy import text as sql
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from challenge_hub.access import Refused
from challenge_hub.infrastructure.db import only_reading
from challenge_hub.infrastructure.storage import FOLDER, Storage
from challenge_hub.infrastructure.table_lines import lines_of, put_lines, revision_of, tables_in

FORMAT = "challenge-hub-backup-1"
ABOUT, CONTENTS = "backup.json", "contents.json"
TABLES, FILES = "tables/", "files/"
SHA256_LENGTH = 64
IN_MEMORY = 8 * 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """What is in a backup."""

    rows: int
    files: int


def back_up(engine: Engine, data_dir: Path, out: IO[bytes], *, about: dict[str, str], recipient: str | None) -> Kept:
    """Write everything as it is at this moment; requests go on meanwhile. `about` goes in as it is."""
    with _encrypting(out, recipient) as target, tarfile.open(fileobj=target, mode="w|gz") as archive:
        parts: dict[str, str] = {}
        rows = 0
        with only_reading(), engine.connect() as plain:
            connection = _at_one_moment(plain)
            tables = tables_in(connection)
            head = {"format": FORMAT, "revision": revision_of(connection), **about}
            _add(archive, ABOUT, json.dumps(head | {"tables": [table.name for table in tables]}).encode(), parts)
            for table in tables:
                rows += _add_lines(archive, f"{TABLES}{table.name}.jsonl", lines_of(connection, table), parts)
        files = 0
        for path in _files_in(data_dir):
            _add(archive, f"{FILES}{path.name}", path.read_bytes(), parts)
            files += 1
        _add(archive, CONTENTS, json.dumps(parts).encode(), {})
    return Kept(rows, files)


def restore(
    engine: Engine, data_dir: Path, source: IO[bytes], *, identity: str | None, migrate_to: Callable[[str], None]
) -> Kept:
    """Put everything back into a place without tables and files, or nothing. `migrate_to` makes the tables of a
    revision. Refuses with backup-place-not-empty, backup-broken and backup-encrypted.
    """
    store = Storage(data_dir)
    with engine.connect() as connection:
        if tables_in(connection) or _files_in(data_dir):
            raise Refused("backup-place-not-empty")
    with _decrypting(source, identity) as plain, store.all_or_nothing():
        try:
            with tarfile.open(fileobj=plain, mode="r|gz") as archive:
                return _put_back(engine, store, archive, migrate_to)
        except (tarfile.TarError, EOFError, ValueError, KeyError, OSError, IntegrityError) as broken:
            raise Refused("backup-broken") from broken


def _files_in(data_dir: Path) -> list[Path]:
    """Stored files, without those that are just being written under another name."""
    return sorted(path for path in (data_dir / FOLDER).glob("??/*") if len(path.name) == SHA256_LENGTH)


def _put_back(engine: Engine, store: Storage, archive: tarfile.TarFile, migrate_to: Callable[[str], None]) -> Kept:
    parts: dict[str, str] = {}
    members = _members(archive, parts)
    name, content = next(members)
    about = json.loads(content.read())
    if name != ABOUT or about["format"] != FORMAT:
        raise ValueError("not a backup")
    migrate_to(about["revision"])
    rows, files, contents = 0, 0, None
    with engine.begin() as connection:
        tables = {table.name: table for table in _emptied(connection)}
        for name, content in members:
            if name.startswith(TABLES):
                table = tables[name.removeprefix(TABLES).removesuffix(".jsonl")]
                rows += put_lines(connection, table, (line.decode() for line in content))
            elif name.startswith(FILES):
                files += _kept(store, content.read(), name)
            elif name == CONTENTS:
                contents = json.loads(content.read())
        if contents is None or contents != {name: parts[name] for name in parts if name != CONTENTS}:
            raise ValueError("not whole")
    return Kept(rows, files)


def _members(archive: tarfile.TarFile, parts: dict[str, str]) -> Iterator[tuple[str, IO[bytes]]]:
    """The parts one after the other, their hashes noted."""
    for member in archive:
        found = archive.extractfile(member)
        if found is None:
            raise ValueError("only files belong into a backup")
        with SpooledTemporaryFile(IN_MEMORY) as content:
            seen = hashlib.sha256()
            while some := found.read(IN_MEMORY):
                seen.update(some)
                content.write(some)
            parts[member.name] = seen.hexdigest()
            content.seek(0)
            yield member.name, content


def _emptied(connection: Connection) -> list[Any]:
    """The tables without what a migration itself put there."""
    if connection.dialect.name == "sqlite":
        connection.execute(sql("PRAGMA defer_foreign_keys=ON"))
    tables = tables_in(connection)
    for table in reversed(tables):
        connection.execute(table.delete())
    return tables


def _kept(store: Storage, content: bytes, name: str) -> int:
    if store.write(content) != name.removeprefix(FILES):
        raise ValueError("a file is not what its name says")
    return 1


def _at_one_moment(connection: Connection) -> Connection:
    """All that is read belongs to one moment. SQLite reads so anyway."""
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def _add_lines(archive: tarfile.TarFile, name: str, lines: Iterator[str], parts: dict[str, str]) -> int:
    """Lines of a table as a part; the first one is the names of the columns."""
    many = -1
    with SpooledTemporaryFile(IN_MEMORY) as content:
        seen = hashlib.sha256()
        for line in lines:
            written = line.encode() + b"\n"
            seen.update(written)
            content.write(written)
            many += 1
        parts[name] = seen.hexdigest()
        _add_part(archive, name, content, content.tell())
    return many


def _add(archive: tarfile.TarFile, name: str, content: bytes, parts: dict[str, str]) -> None:
    parts[name] = hashlib.sha256(content).hexdigest()
    _add_part(archive, name, io.BytesIO(content), len(content))


def _add_part(archive: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> None:
    content.seek(0)
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    archive.addfile(member, content)


@contextmanager
def _encrypting(out: IO[bytes], recipient: str | None) -> Iterator[IO[bytes]]:
    """What is written goes on encrypted, without lying anywhere in the clear; without a recipient as it is."""
    if recipient is None:
        yield out
        return
    to = pyrage.x25519.Recipient.from_str(recipient)
    with _piped(lambda source: pyrage.encrypt_io(source, out, [to])) as target:
        yield target


@contextmanager
def _piped(work: Callable[[IO[bytes]], None]) -> Iterator[IO[bytes]]:
    """What is written is read by `work`, in a thread; its failure is ours."""
    reading, writing = os.pipe()
    failures: list[BaseException] = []

    def run() -> None:
        with os.fdopen(reading, "rb") as source:
            try:
                work(source)
            except BaseException as failure:
                failures.append(failure)

    thread = Thread(target=run, name="backup")
    thread.start()
    try:
        with os.fdopen(writing, "wb") as target:
            yield target
    finally:
        thread.join()
    if failures:
        raise failures[0]


@contextmanager
def _decrypting(source: IO[bytes], identity: str | None) -> Iterator[IO[bytes]]:
    """What is in a file, whether it is encrypted or not."""
    start = source.read(len(b"age-encryption.org"))
    source.seek(0)
    if start != b"age-encryption.org":
        yield source
        return
    if identity is None:
        raise Refused("backup-encrypted")
    with SpooledTemporaryFile(IN_MEMORY) as plain:
        try:
            pyrage.decrypt_io(source, plain, [pyrage.x25519.Identity.from_str(identity)])
        except (pyrage.DecryptError, pyrage.IdentityError) as failure:
            raise Refused("backup-encrypted") from failure
        plain.seek(0)
        yield plain
