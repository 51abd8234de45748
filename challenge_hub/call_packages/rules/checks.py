"""What must hold between the tables of a package: references, languages, dates, addresses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from challenge_hub.call_packages.rules.cells import Strict
from challenge_hub.call_packages.rules.faults import Fault, quoted
from challenge_hub.call_packages.rules.package import MANIFEST, Package
from challenge_hub.call_packages.rules.rows import (
    CHALLENGES,
    CRITERIA,
    FILES,
    JURORS,
    ORGANISATIONS,
    PROTOTYPES,
    RESULTS,
    REVIEWS,
    SOLUTIONS,
    TABLES,
    TEAMS,
    THEMES,
    VERSIONS,
    Key,
    PrototypeRow,
    Table,
    is_text,
)
from challenge_hub.calls.rules.phases import Dates

ROUNDS = Table(MANIFEST, Strict, ("number",))
PUBLICATIONS = Table(MANIFEST, Strict, ("round", "number"))


@dataclass(frozen=True)
class Reference:
    """Rows of `source` name rows of `target`: `keys` are the keys they name, `column` is where."""

    source: Table[Any]
    column: str
    target: Table[Any]
    noun: str
    keys: Callable[[Any], list[Key]]


def _by(*fields: str) -> Callable[[Any], list[Key]]:
    return lambda row: [] if getattr(row, fields[0]) is None else [tuple(getattr(row, name) for name in fields)]


REFERENCES = (
    Reference(CHALLENGES, "posed_by", ORGANISATIONS, "organisation", _by("posed_by")),
    Reference(CHALLENGES, "themes", THEMES, "theme", lambda row: [(key,) for key in row.themes]),
    Reference(TEAMS, "organisation", ORGANISATIONS, "organisation", _by("organisation")),
    Reference(SOLUTIONS, "team", TEAMS, "team", _by("team")),
    Reference(SOLUTIONS, "challenge", CHALLENGES, "challenge", _by("challenge")),
    Reference(VERSIONS, "solution", SOLUTIONS, "solution", _by("solution")),
    Reference(PROTOTYPES, "version", VERSIONS, "version of a solution", _by("solution", "version")),
    Reference(FILES, "version", VERSIONS, "version of a solution", _by("solution", "version")),
    Reference(CRITERIA, "round", ROUNDS, "round", _by("round")),
    Reference(REVIEWS, "round", ROUNDS, "round", _by("round")),
    Reference(REVIEWS, "juror", JURORS, "juror", _by("juror")),
    Reference(REVIEWS, "solution", SOLUTIONS, "solution", _by("solution")),
    Reference(RESULTS, "publication", PUBLICATIONS, "publication (round, number)", _by("round", "publication")),
    Reference(RESULTS, "solution", SOLUTIONS, "solution", _by("solution")),
)


def faults_between_tables(package: Package, broken: frozenset[str]) -> Iterator[Fault]:
    """Every fault that shows only when tables are read together. `broken` files have faults of their own; what refers
    to them is not judged, so that one fault is told once.
    """
    yield from _dangling(package, broken)
    yield from _missing_texts(package)
    yield from _withheld_with_address(package)
    if not broken & {ORGANISATIONS.file, CHALLENGES.file, TEAMS.file, MANIFEST}:
        yield from _unused_organisations(package)
    if not broken & {SOLUTIONS.file, VERSIONS.file}:
        yield from _without_version(package)


def faults_in_manifest(package: Package, broken: frozenset[str]) -> Iterator[Fault]:
    call = package.manifest.call
    if not Dates(call.opens_at, call.closes_at, call.ends_at).in_order:
        message = "opens_at must be before closes_at, and closes_at not after ends_at"
        yield package.fault_in_manifest(("call", "opens_at"), message)
    rounds = {settings.number for settings in package.manifest.rounds}
    known = {row.slug for row in package.organisations}
    for index, organiser in enumerate(package.manifest.organisers):
        if ORGANISATIONS.file not in broken and organiser.organisation not in known:
            message = f"no organisation {quoted(organiser.organisation)} in organisations.csv"
            yield package.fault_in_manifest(("organisers", index, "organisation"), message)
    for index, publication in enumerate(package.manifest.publications):
        if publication.round not in rounds:
            message = f"no round {quoted(publication.round)} in call.json"
            yield package.fault_in_manifest(("publications", index, "round"), message)
    yield from _named_twice(package, "organisers", "organisation", ("organisation",))
    yield from _named_twice(package, "rounds", "number", ("number",))
    yield from _named_twice(package, "publications", "number", ("round", "number"))


def _named_twice(package: Package, part: str, column: str, fields: tuple[str, ...]) -> Iterator[Fault]:
    seen: set[Key] = set()
    for index, entry in enumerate(getattr(package.manifest, part)):
        key = tuple(getattr(entry, name) for name in fields)
        if key in seen:
            named = ", ".join(f"{name} {quoted(value)}" for name, value in zip(fields, key, strict=True))
            yield package.fault_in_manifest((part, index, column), f"{named} is there twice")
        seen.add(key)


def _keys(package: Package, table: Table[Any]) -> set[Key]:
    if table is ROUNDS:
        return {(settings.number,) for settings in package.manifest.rounds}
    if table is PUBLICATIONS:
        return {(facts.round, facts.number) for facts in package.manifest.publications}
    return {table.key_of(row) for row in package.rows(table)}


def _dangling(package: Package, broken: frozenset[str]) -> Iterator[Fault]:
    for reference in REFERENCES:
        if reference.target.file in broken:
            continue
        known = _keys(package, reference.target)
        for row in package.rows(reference.source):
            for key in reference.keys(row):
                if key not in known:
                    named = quoted(", ".join(map(str, key)))
                    message = f"no {reference.noun} {named} in {reference.target.file}"
                    yield package.fault(reference.source, row, reference.column, message)


def _missing_texts(package: Package) -> Iterator[Fault]:
    """A text that is there at all is there in the language that counts. Organisations belong to no call."""
    language = package.manifest.call.language
    for table in TABLES:
        names = [name for name in table.row.model_fields if is_text(table.row, name)]
        for row in package.rows(table) if table is not ORGANISATIONS else ():
            for name in names:
                if _lacks(getattr(row, name), language):
                    message = "is blank, but in this call's own language every text must be given"
                    yield package.fault(table, row, f"{name}.{language}", message)
    for path, entry in [
        (("call",), package.manifest.call),
        *((("rounds", index), settings) for index, settings in enumerate(package.manifest.rounds)),
    ]:
        for name in type(entry).model_fields:
            if is_text(type(entry), name) and _lacks(getattr(entry, name), language):
                message = f"lacks {quoted(language)}: in this call's own language every text must be given"
                yield package.fault_in_manifest((*path, name), message)


def _lacks(value: dict[str, str], language: str) -> bool:
    return bool(value) and language not in value


def _withheld_with_address(package: Package) -> Iterator[Fault]:
    for row in package.prototypes:
        message = _fault_in_prototype(row)
        if message:
            yield package.fault(PROTOTYPES, row, "url", message)


def _fault_in_prototype(row: PrototypeRow) -> str | None:
    if row.withheld and row.url:
        return "a withheld address may not be in the package"
    if not row.withheld and not row.url:
        return "is blank; a prototype needs an address, or withheld yes"
    return None


def _unused_organisations(package: Package) -> Iterator[Fault]:
    used = {organiser.organisation for organiser in package.manifest.organisers}
    used |= {row.posed_by for row in package.challenges}
    used |= {row.organisation for row in package.teams if row.organisation}
    for row in package.organisations:
        if row.slug not in used:
            message = f"{quoted(row.slug)} neither organises, poses a challenge nor sends a team"
            yield package.fault(ORGANISATIONS, row, "slug", message)


def _without_version(package: Package) -> Iterator[Fault]:
    versioned = {row.solution for row in package.versions}
    for row in package.solutions:
        if row.key not in versioned:
            yield package.fault(SOLUTIONS, row, "key", f"{quoted(row.key)} has no version in versions.csv")
