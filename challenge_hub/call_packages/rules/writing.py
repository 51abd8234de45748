"""The one way to write a package: equal calls are equal bytes."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from challenge_hub.call_packages.rules.archive import write_zip
from challenge_hub.call_packages.rules.attachments import file_name
from challenge_hub.call_packages.rules.orders import closed_up
from challenge_hub.call_packages.rules.package import MANIFEST, Package
from challenge_hub.call_packages.rules.rows import CRITERIA, TABLES, CriterionRow
from challenge_hub.call_packages.rules.tables import write_table, written


def write(package: Package) -> bytes:
    """The package as a ZIP."""
    return write_zip(members_of(package))


def members_of(package: Package) -> dict[str, bytes]:
    """The files of a package by name."""
    package = canonical(package)
    criteria = rubric_keys(package.criteria)
    members = {
        table.file: write_table(table, package.rows(table), criteria=criteria, zone=package.zone).encode()
        for table in TABLES
    }
    members |= {file_name(row): package.contents[row.sha256] for row in package.files}
    return {MANIFEST: manifest_text(package).encode(), **members}


def canonical(package: Package) -> Package:
    """Rows in their stated order, rounds and publications by number, own places without gaps."""
    manifest = package.manifest.model_copy(
        update={
            "rounds": tuple(sorted(package.manifest.rounds, key=lambda settings: settings.number)),
            "publications": tuple(sorted(package.manifest.publications, key=lambda facts: (facts.round, facts.number))),
        }
    )
    package = replace(package, reviews=tuple(closed_up(package.reviews)))
    tables: dict[str, Any] = {table.name: table.sorted(package.rows(table)) for table in TABLES}
    return replace(package, manifest=manifest, **tables)


def manifest_text(package: Package) -> str:
    """call.json: keys in the order of the models, two blanks for each level, letters as they are."""

    def plain(value: Any) -> str:
        if isinstance(value, Decimal | datetime):
            return written(value, package.zone)
        raise TypeError(f"{type(value)} has no place in call.json")

    return json.dumps(package.manifest.model_dump(), ensure_ascii=False, indent=2, default=plain) + "\n"


def rubric_keys(criteria: Iterable[CriterionRow]) -> list[str]:
    """The keys of all criteria, each once, by round and position: the columns of the points."""
    return list(dict.fromkeys(row.key for row in CRITERIA.sorted(list(criteria))))
