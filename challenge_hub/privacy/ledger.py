"""The ledger of deletions: one line for each deleted account, in a file that is in no backup.

After a restore it says whom to delete once more. A line holds when, and a keyed hash of the number of the account:
without SECRET_KEY nobody can tell whom it means.
"""

import json
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from flask import current_app

from challenge_hub.access import Refused
from challenge_hub.infrastructure.sealing import keyed_hash
from challenge_hub.settings import Settings

PURPOSE = "deletion"
NAME = "deletions.jsonl"


def ledger_file() -> Path:
    """Where the setting says, or beside the database in DATA_DIR."""
    settings: Settings = current_app.extensions["settings"]
    return settings.deletions_file or settings.data_dir / NAME


def note(person_id: int, at: datetime) -> None:
    """Add a line, on the disk before anything is deleted; refuses with ledger-shut where that cannot be done."""
    line = {"person": hash_of(person_id), "at": at.astimezone(UTC).isoformat()}
    try:
        add([json.dumps(line)])
    except OSError as error:
        raise Refused("ledger-shut") from error


def add(lines: Iterable[str]) -> None:
    """Append lines in one piece each, whoever else does."""
    file = os.open(ledger_file(), os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        for line in lines:
            os.write(file, line.encode() + b"\n")
        os.fsync(file)
    finally:
        os.close(file)


def hash_of(person_id: int) -> str:
    return keyed_hash(PURPOSE, str(person_id))


def deletions_in(lines: Iterable[str]) -> Iterator[tuple[str, datetime]]:
    """Whom a ledger means, and when; refuses with ledger-broken what is none."""
    for line in lines:
        if not line.strip():
            continue
        try:
            found = json.loads(line)
            at = datetime.fromisoformat(found["at"])
            person = str(found["person"])
        except (ValueError, KeyError, TypeError):
            raise Refused("ledger-broken") from None
        if at.tzinfo is None:
            raise Refused("ledger-broken")
        yield person, at
