"""The case file of a call as one ZIP, written while it is sent: documents, data, files, and an index with hashes.

It is for the file of the organisers and for the archive. What is a juror's or a team's alone is not in it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import ColumnElement, Table, select

from challenge_hub import __version__
from challenge_hub.accounts.models import Person
from challenge_hub.audit.models import TrailLine
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db, only_reading
from challenge_hub.infrastructure.documents import pdf_of
from challenge_hub.infrastructure.i18n import speaking
from challenge_hub.infrastructure.personal import By, Kept, all_kept
from challenge_hub.infrastructure.storage import storage
from challenge_hub.minutes.models import MinutesEdition, SignedMinutes
from challenge_hub.minutes.outline.whole import document_of
from challenge_hub.privacy.belonging import table_of
from challenge_hub.privacy.ending import of_call
from challenge_hub.privacy.exporting import written
from challenge_hub.solutions.models import SolutionFile, SolutionVersion

AT_ONCE, PIECE = 500, 64 * 1024
ALONE = {
    "solution_draft", "draft_file", "join_request", "team_invitation", "lead_request", "blindfold", "stored_ranking",
    "stored_place", "text_report", "text_complaint",
}  # fmt: skip
"""Drafts and ways in are a team's alone; rankings for each reader are computed anew from the points.
Who reported a text is not told to whose text it is; what was decided is in the file."""

OWN_WORDS = {"review": {"private_note", "chair_note", "before"}, "juror": {"invited_mail"}, "solution": {"draft_key"}}
OWN_WORDS |= {"guardian_consent": {"guardian_name", "guardian_mail"}}
"""What nobody but its author reads, and addresses."""


@dataclass
class Sent:
    """What ZipFile writes is taken out piece by piece; it cannot go back."""

    pieces: list[bytes] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)

    def write(self, some: bytes) -> int:
        self.pieces.append(bytes(some))
        return len(some)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        found, self.pieces = b"".join(self.pieces), []
        return found


def case_file(call: Call, now: datetime) -> Iterator[bytes]:
    """The ZIP, in pieces. The index comes last, for it names every part with its SHA-256."""
    about = {"call": call.slug, "case_number": call.case_number, "made_at": now.isoformat(), "program": __version__}
    return _pieces(call.id, call.language, about)  # what is known of the call is read now, not while it is sent


def _pieces(call_id: int, language: str, about: dict[str, str | None]) -> Iterator[bytes]:
    sent = Sent()
    with only_reading(), ZipFile(cast("IO[bytes]", sent), "w", ZIP_DEFLATED) as archive:
        for name, lines in _parts(call_id, language):
            yield from _add(archive, sent, name, lines)
        index = json.dumps({**about, "parts": sent.hashes}, ensure_ascii=False, indent=1)
        yield from _add(archive, sent, "index.json", [index.encode()])
    yield sent.taken()


def _add(archive: ZipFile, sent: Sent, name: str, lines: Iterable[bytes]) -> Iterator[bytes]:
    seen = hashlib.sha256()
    with archive.open(name, "w") as part:
        for line in lines:
            seen.update(line)
            part.write(line)
            if some := sent.taken():
                yield some
    sent.hashes[name] = seen.hexdigest()


def _parts(call_id: int, language: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    people: set[int] = set()
    call = db.metadata.tables["call"]
    yield "data/call.jsonl", _rows(call, call.c.id == call_id, set(call.c.keys()))
    for kept in all_kept():
        inside = None if kept.table in ALONE else of_call(table_of(kept), call_id)
        if inside is not None:
            yield f"data/{kept.table}.jsonl", _rows_of(kept, inside, people)
    yield "data/people.jsonl", _names(people)
    trail = db.metadata.tables[TrailLine.__tablename__]
    yield "data/history.jsonl", _rows(trail, trail.c.call_id == call_id, set(trail.c.keys()))
    yield from _documents(call_id, language)
    yield from _files(call_id)


def _rows_of(kept: Kept, inside: ColumnElement[bool], people: set[int]) -> Iterator[bytes]:
    """Rows without what opens something; who is named in them is noted."""
    table = table_of(kept)
    shown = set(table.c.keys()) - set(kept.sealed.split()) - OWN_WORDS.get(kept.table, set())
    who = [tie.column for tie in kept.ties if tie.by is By.NUMBER]
    for line in _rows(table, inside, shown):
        row = json.loads(line)
        people.update(row[name] for name in who if row.get(name) is not None)
        yield line


def _rows(table: Table, inside: ColumnElement[bool], shown: set[str]) -> Iterator[bytes]:
    columns = [column for column in table.columns if column.name in shown]
    found = select(*columns).where(inside).order_by(*table.primary_key).execution_options(yield_per=AT_ONCE)
    for row in db.session.execute(found):
        named = {column.name: written(value) for column, value in zip(columns, row, strict=True)}
        yield json.dumps(named, ensure_ascii=False).encode() + b"\n"


def _names(people: set[int]) -> Iterator[bytes]:
    """Whose numbers stand in the rows; nothing else of their accounts. Read when all rows are written."""
    for id_ in sorted(people):
        name = db.session.scalar(select(Person.display_name).where(Person.id == id_))
        yield json.dumps({"id": id_, "name": name}, ensure_ascii=False).encode() + b"\n"


def _documents(call_id: int, language: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every edition of the minutes as a tagged PDF, and the signed copies."""
    editions = select(MinutesEdition.number, MinutesEdition.content, MinutesEdition.sha256)
    of_this = editions.where(MinutesEdition.call_id == call_id).order_by(MinutesEdition.number)
    for number, content, sha256 in db.session.execute(of_this).all():
        with speaking(language):
            yield f"documents/minutes-{number}.pdf", [pdf_of(document_of(json.loads(content), sha256))]
    signed = select(SignedMinutes.sha256).join(MinutesEdition, MinutesEdition.id == SignedMinutes.edition_id)
    for sha256 in sorted(set(db.session.scalars(signed.where(MinutesEdition.call_id == call_id)))):
        yield from _stored(f"documents/signed-{sha256[:12]}.pdf", sha256)


def _files(call_id: int) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of every submitted version, each once."""
    inside = of_call(db.metadata.tables[SolutionVersion.__tablename__], call_id)
    versions = select(SolutionVersion.id).where(inside) if inside is not None else select(SolutionVersion.id)
    found = select(SolutionFile.sha256, SolutionFile.name).where(SolutionFile.version_id.in_(versions))
    names: dict[str, str] = {}
    for sha256, name in db.session.execute(found.order_by(SolutionFile.id)):
        names.setdefault(sha256, name)
    for sha256, name in names.items():
        yield from _stored(f"files/{sha256[:12]}-{name}", sha256)


def _stored(name: str, sha256: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    path = storage().path_of(sha256)
    if path.is_file():
        yield name, _pieces_of(path)


def _pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while some := file.read(PIECE):
            yield some
