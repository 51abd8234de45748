"""Exports of a call for researchers: what one would hold, asking for it, making it, fetching it, removing the file."""

import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from random import Random, SystemRandom
from typing import Any

from flask import current_app
from sqlalchemy import select

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import is_organiser
from challenge_hub.infrastructure import jobs
from challenge_hub.infrastructure.db import db, one_at_a_time, one_or_404
from challenge_hub.infrastructure.jobs import Facts, Store
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.privacy.actions import AT_ONCE
from challenge_hub.privacy.code_book import files_of, meanings, write_research
from challenge_hub.privacy.exporting import FOLDER
from challenge_hub.privacy.models import ResearchExport
from challenge_hub.privacy.research_facts import rounds_of, teams_of
from challenge_hub.privacy.rules.leaving import EXPORT_LASTS, ExportState, export_state
from challenge_hub.privacy.rules.research import may_ask_research, may_take_research, research
from challenge_hub.privacy.rules.research_rows import Research
from challenge_hub.privacy.rules.suppressing import K
from challenge_hub.results.queries import has_results
from challenge_hub.settings import Settings

KIND = "privacy.research"


def path_of(export: ResearchExport) -> Path:
    """Where the file lies, or would lie."""
    settings: Settings = current_app.extensions["settings"]
    return settings.data_dir / FOLDER / f"research-{export.key}.zip"


def state_of(export: ResearchExport | None, now: datetime) -> ExportState:
    asked_at, ready_at = (export.asked_at, export.ready_at) if export else (None, None)
    return export_state(asked_at=asked_at, ready_at=ready_at, now=now)


def exports_of(call: Call) -> Sequence[ResearchExport]:
    """Every export there was, the newest first."""
    found = select(ResearchExport).where(ResearchExport.call_id == call.id)
    return db.session.scalars(found.order_by(ResearchExport.id.desc())).all()


def export_of(call: Call, number: int) -> ResearchExport:
    return one_or_404(select(ResearchExport).where(ResearchExport.call_id == call.id, ResearchExport.id == number))


def held_by(call: Call, now: datetime, *, chance: Random) -> Research:
    """What an export made now holds; its numbers are those of `chance`."""
    return research(rounds_of(call, now), teams_of(call, now), chance=chance)


def room_of(call: Call, viewer: Actor, now: datetime) -> dict[str, Any]:
    """What the page shows: what an export would hold, whether one can be made, and those there were."""
    exports = [(export, state_of(export, now)) for export in exports_of(call)]
    newest = exports[0][1] if exports else ExportState.NONE
    published = has_results(viewer, call.id, now)
    held = held_by(call, now, chance=SystemRandom()) if published else Research()
    return {
        "exports": exports,
        "is_waiting": newest is ExportState.ON_ITS_WAY,
        "lasts": EXPORT_LASTS,
        "has_results": published,
        "may_ask": may_ask_research(is_organiser=True, has_results=published, state=newest),
        "files": files_of(held),
        "hidden": held.hidden,
        "meanings": meanings(),
        "k": K,
    }


def ask_research(call: Call, purpose: str, *, by: Actor, now: datetime) -> None:
    """Have an export made for this purpose. The history names the export, and the purpose stands with it."""
    one_at_a_time(f"research:{call.id}")
    newest = next(iter(exports_of(call)), None)
    may_ask_research(
        is_organiser=is_organiser(by, call.id),
        has_results=has_results(by, call.id, now),
        state=state_of(newest, now),
    ).require()
    export = ResearchExport(
        call_id=call.id, key=secrets.token_urlsafe(32), purpose=purpose, asked_by=by.person_id, asked_at=now
    )
    db.session.add(export)
    db.session.flush()
    record("ask-research", export, by=by, now=now, call_id=call.id)
    jobs.ask(KIND, export.id, now=now, wait=AT_ONCE)


def take_research(export: ResearchExport, *, by: Actor, now: datetime) -> Path:
    """The file, for whoever organises the call; each time is a line in the history. Refuses with not-organiser,
    research-not-there.
    """
    path = path_of(export)
    is_there = state_of(export, now) is ExportState.READY and path.is_file()
    may_take_research(is_organiser=is_organiser(by, export.call_id), is_there=is_there).require()
    record("take-research", export, by=by, now=now, call_id=export.call_id)
    return path


def remove_old_research(now: datetime) -> None:
    """Files whose time to be fetched is over; who asked for them, and why, stays."""
    over = ResearchExport.ready_at <= now - EXPORT_LASTS
    for export in db.session.scalars(select(ResearchExport).where(over)):
        path_of(export).unlink(missing_ok=True)


def work(export_id: int, _facts: Facts, now: datetime) -> Store:
    """Write the file with numbers drawn for it alone; nothing remembers the lots."""
    export = db.session.get(ResearchExport, export_id)
    if export is None:
        return lambda now: None
    call = db.session.get_one(Call, export.call_id)
    path = path_of(export)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    found = held_by(call, now, chance=SystemRandom())
    with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as out:
        write_research(out, found, number=export.id)
    unfinished.rename(path)
    return lambda now: _store(export_id, path.stat().st_size, now)


def _store(export_id: int, size: int, now: datetime) -> None:
    export = db.session.get(ResearchExport, export_id)
    if export is None:
        return
    export.ready_at, export.size = now, size
    if export.asked_by is not None:
        send_to_person("privacy.research_ready", export.asked_by, now=now, call=export.call_id)
