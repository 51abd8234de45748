"""Asking for one's own data, and deleting one's account."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from challenge_hub.access import OPERATOR, PLATFORM, Actor
from challenge_hub.accounts.actions import NOBODY, empty_account
from challenge_hub.accounts.models import Person
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure import jobs
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_address
from challenge_hub.infrastructure.personal import activities
from challenge_hub.judging.actions.seats import give_up_seats
from challenge_hub.privacy import ledger, queries
from challenge_hub.privacy.erasing import erase_rows
from challenge_hub.privacy.exporting import KIND, path_of
from challenge_hub.privacy.models import DataExport
from challenge_hub.privacy.rules import leaving as rules
from challenge_hub.solutions.actions import remove_abandoned_drafts
from challenge_hub.teams.asking import end_all_of

AT_ONCE = timedelta(0)


def ask_export(person: Person, *, by: Actor, now: datetime) -> None:
    """Have everything that is known of a person gathered; an earlier file goes."""
    one_at_a_time(f"export:{person.id}")
    export = db.session.get(DataExport, person.id, populate_existing=True)
    state = rules.export_state(
        asked_at=export.asked_at if export else None, ready_at=export.ready_at if export else None, now=now
    )
    rules.may_ask_export(state).require()
    if export is not None:
        remove_export(export)
    key = secrets.token_urlsafe(32)
    db.session.add(DataExport(person_id=person.id, key=key, asked_at=now, parts=len(activities()), parts_done=0))
    record("ask-export", person, by=by, now=now)
    jobs.ask(KIND, person.id, now=now, wait=AT_ONCE)


def remove_export(export: DataExport) -> None:
    """The row and the file."""
    path_of(export).unlink(missing_ok=True)
    db.session.delete(export)
    db.session.flush()


def remove_old_exports(now: datetime) -> None:
    """Files whose time to be fetched is over."""
    for export in db.session.scalars(select(DataExport).where(DataExport.ready_at <= now - rules.EXPORT_LASTS)).all():
        remove_export(export)


def delete_account(person: Person, *, by: Actor, now: datetime) -> None:
    """Erase what is known of a person, as every package declares it, and empty the account. Sessions end at once; a
    last mail says so. A command on the server does it for somebody who asked by letter.
    """
    for room in queries.rooms_of(person.id):
        one_at_a_time(room)
    is_own = by.person_id == person.id or by is OPERATOR
    rules.may_delete_account(is_own=is_own, bonds=queries.bonds_of(person.id, now)).require()
    address, language = person.mail or person.claimed_mail, person.language
    record("delete-account", person, by=by, now=now)
    give_up_seats(person.id, by=by, now=now)
    end_all_of(person.id, by=by, now=now)
    forget(person)
    ledger.note(person.id, now)
    if address:
        send_to_address("privacy.deleted", address, language, now=now)


def delete_again(lines: Iterable[str], *, now: datetime) -> int:
    """Delete once more who deleted their account after a backup was made, by the ledger; returns how many there were.

    An account that is younger than its line is somebody else's who got the number again.
    """
    wanted = dict(ledger.deletions_in(lines))
    many = 0
    for person in db.session.scalars(select(Person).where(Person.display_name != NOBODY).order_by(Person.id)).all():
        at = wanted.get(ledger.hash_of(person.id))
        if at is not None and person.created_at <= at:
            record("delete-account", person, by=PLATFORM, now=now)
            give_up_seats(person.id, by=PLATFORM, now=now)
            forget(person)
            many += 1
    return many


def forget(person: Person) -> None:
    """What remains of a person afterwards is a number, without anything that says who it was."""
    export = db.session.get(DataExport, person.id)
    if export is not None:
        remove_export(export)
    owner = queries.whose(person)
    teams = queries.teams_left_by(person.id)
    erase_rows(owner)
    remove_abandoned_drafts(teams)
    empty_account(person)
    db.session.flush()
