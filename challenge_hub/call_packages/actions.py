"""Taking in a call package: all of it, or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from challenge_hub.access import Actor
from challenge_hub.audit import actions as audit
from challenge_hub.call_packages.inserting import Progress, insert_call
from challenge_hub.call_packages.queries import all_of_call, call_at, call_of_package
from challenge_hub.call_packages.rules.difference import differences
from challenge_hub.call_packages.rules.faults import Fault, FaultyPackage, PackageRefused, quoted
from challenge_hub.call_packages.rules.importing import may_import
from challenge_hub.call_packages.rules.package import Package
from challenge_hub.call_packages.rules.rows import ORGANISATIONS, OrganisationRow
from challenge_hub.call_packages.rules.tables import cells_of
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.storage import Storage
from challenge_hub.judging.actions.rankings import call_changed
from challenge_hub.organisations.models import Organisation
from challenge_hub.results.actions import publish


class Outcome(StrEnum):
    IMPORTED = "imported"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Imported:
    outcome: Outcome
    call: Call


def import_package(
    package: Package, *, by: Actor, now: datetime, storage: Storage, progress: Progress = lambda *_: None
) -> Imported:
    """Take in a package that was read. The same package again changes nothing.

    `progress` is told of every table: its name, rows done, rows in all. Raises PackageRefused: package-changed with
    the differences, or a FaultyPackage for what does not go together with what is here. Files it stored are removed
    when it fails; whoever commits does so within `storage.all_or_nothing()`, so that they go with a failed commit, too.
    """
    may_import(by).require()
    one_at_a_time("import")
    known = call_of_package(package.id)
    if known is not None:
        _refuse_changes(known, package)
        return Imported(Outcome.UNCHANGED, known)
    faults = [*_faults_in_address(package), *_faults_in_organisations(package)]
    if faults:
        raise FaultyPackage(faults)
    with storage.all_or_nothing():
        call = insert_call(package, progress)
        _publish(package, call, by=by, now=now)
        call_changed(call.id, now=now)
        for done, content in enumerate(package.contents.values(), start=1):
            storage.write(content)
            progress("files", done, len(package.contents))
        audit.record("imported", call, by=by, now=now, solutions=len(package.solutions), reviews=len(package.reviews))
    return Imported(Outcome.IMPORTED, call)


def _refuse_changes(known: Call, package: Package) -> None:
    lines = differences(all_of_call(known), package)
    if lines:
        first = f"A call with the id {quoted(package.id)} is already here, and this package differs from it:"
        raise PackageRefused("package-changed", [first, *lines])


def _faults_in_address(package: Package) -> Iterator[Fault]:
    slug = package.manifest.call.slug
    if call_at(slug) is not None:
        yield package.fault_in_manifest(("call", "slug"), f"the address {quoted(slug)} belongs to another call here")


def _faults_in_organisations(package: Package) -> Iterator[Fault]:
    """An organisation that is here already is used as it is, so it must be the same."""
    rows = {row.slug: row for row in package.organisations}
    keys = {row.official_key: row for row in package.organisations if row.official_key}
    statement = select(Organisation).where(
        or_(Organisation.slug.in_(list(rows)), Organisation.official_key.in_(list(keys)))
    )
    for known in db.session.scalars(statement):
        row = rows.get(known.slug)
        if row is not None:
            yield from _different_facts(package, known, row)
        else:
            message = f"{quoted(known.official_key)} is already the key of {quoted(known.slug)} here"
            yield package.fault(ORGANISATIONS, keys[str(known.official_key)], "official_key", message)


def _different_facts(package: Package, known: Organisation, row: OrganisationRow) -> Iterator[Fault]:
    facts = {name: getattr(known, name) for name in OrganisationRow.model_fields}
    stored, given = cells_of(OrganisationRow(**facts), package.zone), cells_of(row, package.zone)
    for column in sorted({*stored, *given}):
        if stored.get(column) != given.get(column):
            here = quoted(stored[column]) if column in stored else "blank"
            message = f"{quoted(row.slug)} is already here with another value: {here}"
            yield package.fault(ORGANISATIONS, row, column, message)


def _publish(package: Package, call: Call, *, by: Actor, now: datetime) -> None:
    """The product computes every publication itself; the rules have already compared it with results.csv."""
    statement = select(Round).where(Round.call_id == call.id).options(selectinload(Round.criteria))
    rounds = {found.number: found for found in db.session.scalars(statement)}
    for facts in package.manifest.publications:
        publish(
            rounds[facts.round],
            number=facts.number,
            reason=facts.reason,
            seed=facts.seed,
            published_at=facts.published_at,
            by=by,
            now=now,
        )
