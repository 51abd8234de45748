"""What is known of somebody, as one file: JSON by kind, and the files they handed in. The worker makes it."""

import json
import os
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask import current_app
from sqlalchemy import select

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.files import clean_name
from challenge_hub.infrastructure.i18n import speaking
from challenge_hub.infrastructure.jobs import Facts, Store
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.infrastructure.personal import Activity, Kept, Tie, activities
from challenge_hub.infrastructure.storage import storage
from challenge_hub.privacy.belonging import Whose, by_tie, table_of, theirs, tied
from challenge_hub.privacy.models import DataExport
from challenge_hub.settings import Settings

KIND = "privacy.export"
FOLDER = "exports"
"""In DATA_DIR, beside the files people handed in, and not part of a backup."""

Row = Mapping[str, Any]


def path_of(export: DataExport) -> Path:
    """Where the file lies, or would lie."""
    settings: Settings = current_app.extensions["settings"]
    return settings.data_dir / FOLDER / f"{export.key}.zip"


def work(person_id: int, _facts: Facts, _now: datetime) -> Store:
    """Write the file part by part; the page tells how many are done."""
    export, person = db.session.get(DataExport, person_id), db.session.get(Person, person_id)
    if export is None or person is None:
        return lambda now: None
    path, owner, language = path_of(export), Whose(person.id, person.mail), person.language
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    with speaking(language), _for_its_owner(unfinished) as out, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for number, activity in enumerate(activities(), start=1):
            _write(archive, number, activity, owner)
            _note(person_id, number)
    unfinished.rename(path)
    return lambda now: _store(person_id, path.stat().st_size, now)


def rows_of(kept: Kept, owner: Whose) -> Iterator[Row]:
    """The rows of a table that are somebody's, each with the columns that are theirs and what is not about people."""
    table = table_of(kept)
    marks = [by_tie(kept, tie, owner).label(f"tie {number}") for number, tie in enumerate(kept.ties)]
    found = select(*table.columns, *marks).where(theirs(kept, owner)).order_by(*table.primary_key)
    for row in db.session.execute(found):
        values, by = row[: len(table.columns)], row[len(table.columns) :]
        shown = _shown(kept, [tie for tie, is_mine in zip(kept.ties, by, strict=True) if is_mine])
        named = zip(table.columns.keys(), values, strict=True)
        yield {name: written(value) for name, value in named if name in shown}


def _for_its_owner(path: Path) -> IO[bytes]:
    """A new file that nobody else on the machine may read."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb")


def _shown(kept: Kept, ties: Sequence[Tie]) -> set[str]:
    theirs_here = {name for tie in ties for name in (tie.column, *tie.fields.split())}
    return theirs_here | set(kept.plain.split())


def written(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return str(value) if isinstance(value, Decimal) else value


def _write(archive: ZipFile, number: int, activity: Activity, owner: Whose) -> None:
    """One kind: why it is kept, and every row of it."""
    mine = [kept for kept in tied() if kept.activity is activity]
    tables = {kept.table: list(rows_of(kept, owner)) for kept in mine}
    about = {name: str(value) for name, value in vars(activity).items() if name != "name"}
    part = {"about": about, "tables": tables}
    text = json.dumps(part, ensure_ascii=False, indent=1)
    archive.writestr(f"{number:02}-{activity.name}.json", text)
    for kept in mine:
        for row in tables[kept.table]:
            if kept.file and row.get(kept.file):
                _add_file(archive, str(row[kept.file]), row)


def _add_file(archive: ZipFile, sha256: str, row: Row) -> None:
    """A stored file under the beginning of its hash and its own name; one that is gone is told by its row alone."""
    path = storage().path_of(sha256)
    name = f"files/{sha256[:12]}-{clean_name(str(row['name']), str(row.get('media_type', 'application/pdf')))}"
    if path.is_file() and name not in archive.namelist():
        archive.write(path, name)


def _note(person_id: int, done: int) -> None:
    """In a transaction of its own, so that the page sees it; what is read next begins anew."""
    db.session.rollback()
    export = db.session.get(DataExport, person_id)
    if export is not None:
        export.parts_done = done
    db.session.commit()


def _store(person_id: int, size: int, now: datetime) -> None:
    export = db.session.get(DataExport, person_id)
    if export is not None:
        export.ready_at, export.size = now, size
        send_to_person("privacy.export_ready", person_id, now=now)
