"""The file of a call: how long it is kept, whether it is held, what the archive said, and that it became anonymous."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from challenge_hub.access import PLATFORM, Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import is_organiser
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.notifications.queries import organisers
from challenge_hub.privacy.ending import anonymise
from challenge_hub.privacy.models import CallKeeping
from challenge_hub.privacy.rules.keeping import (
    ArchiveAnswer,
    Keeping,
    KeepingState,
    Step,
    keeping_state,
    may_change_keeping,
    may_note_archive,
    may_take_case_file,
    next_step,
)
from challenge_hub.settings import Settings


def row_of(call: Call) -> CallKeeping:
    """What was said about the file of a call; a new row where nothing was."""
    found = db.session.get(CallKeeping, call.id)
    return found or CallKeeping(call_id=call.id, hold_reason="")


def keeping_of(call: Call, row: CallKeeping) -> Keeping:
    settings: Settings = current_app.extensions["settings"]
    return Keeping(
        ends_at=call.ends_at,
        years=row.years or settings.keep_call_years,
        wait=timedelta(days=settings.archive_days),
        held_at=row.held_at,
        offered_at=row.offered_at,
        answered_at=row.answered_at,
        anonymous_at=row.anonymous_at,
    )


def choose_years(call: Call, years: int | None, *, by: Actor, now: datetime) -> None:
    """For how many years the file is kept; None for as long as the platform says."""
    row = _row_to_change(call, by=by, now=now)
    row.years = years
    record("choose-keeping", call, by=by, now=now, call_id=call.id, years=years)


def hold(call: Call, reason: str, *, by: Actor, now: datetime) -> None:
    """Nothing happens to the file until somebody lets it go on: a dispute, an audit."""
    row = _row_to_change(call, by=by, now=now)
    row.held_at, row.held_by, row.hold_reason = now, by.person_id, reason
    record("hold-file", call, by=by, now=now, call_id=call.id)


def release(call: Call, *, by: Actor, now: datetime) -> None:
    """The file goes on where it stood."""
    row = _row_to_change(call, by=by, now=now)
    row.held_at, row.held_by, row.hold_reason = None, None, ""
    record("release-file", call, by=by, now=now, call_id=call.id)


def note_archive(call: Call, answer: ArchiveAnswer, *, by: Actor, now: datetime) -> None:
    """The archive took the file or declined it; then nothing keeps the names any more."""
    one_at_a_time(f"keeping:{call.id}")
    row = row_of(call)
    state = keeping_state(keeping_of(call, row), now)
    may_note_archive(is_organiser=is_organiser(by, call.id), state=state).require()
    row.archive_answer, row.answered_at, row.answered_by = answer, now, by.person_id
    record("note-archive", call, by=by, now=now, call_id=call.id)


def take_case_file(call: Call, *, by: Actor, now: datetime) -> None:
    """Say in the history that the file was taken out; the file itself is written while it is sent."""
    state = keeping_state(keeping_of(call, row_of(call)), now)
    may_take_case_file(is_organiser=is_organiser(by, call.id), state=state).require()
    record("take-case-file", call, by=by, now=now, call_id=call.id)


def step_files(now: datetime) -> Iterator[tuple[str, Step]]:
    """Do what is due with the files of all calls; tells what was done with which call."""
    for call in db.session.scalars(select(Call).where(Call.ends_at < now).order_by(Call.id)).all():
        row = row_of(call)
        step = next_step(keeping_of(call, row), now)
        if step is None:
            continue
        db.session.add(row)
        if step is Step.OFFER:
            row.offered_at = now
            for person_id in organisers(call.id):
                send_to_person("privacy.offered", person_id, now=now, call=call.id)
        else:
            row.anonymous_at = now
        record(f"{step}-file", call, by=PLATFORM, now=now, call_id=call.id)
        slug, call_id = call.slug, call.id
        db.session.flush()
        if step is Step.ANONYMISE:
            anonymise(call_id)
        yield slug, step


def _row_to_change(call: Call, *, by: Actor, now: datetime) -> CallKeeping:
    one_at_a_time(f"keeping:{call.id}")
    row = row_of(call)
    state: KeepingState = keeping_state(keeping_of(call, row), now)
    may_change_keeping(is_organiser=is_organiser(by, call.id), state=state).require()
    db.session.add(row)
    return row
