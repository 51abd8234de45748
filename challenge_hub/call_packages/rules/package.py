"""A whole call package as one frozen fact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from challenge_hub.call_packages.rules.cells import Strict
from challenge_hub.call_packages.rules.faults import Fault
from challenge_hub.call_packages.rules.manifest import Manifest
from challenge_hub.call_packages.rules.rows import (
    ChallengeRow,
    CriterionRow,
    FileRow,
    JurorRow,
    Key,
    OrganisationRow,
    PrototypeRow,
    ResultRow,
    ReviewRow,
    SolutionRow,
    Table,
    TeamRow,
    ThemeRow,
    VersionRow,
)

Place = tuple[str, Key]
MANIFEST = "call.json"


@dataclass(frozen=True)
class Package:
    """Every row of every table in canonical order.

    `contents` are the files by their hash (empty where only the facts are asked for); `lines` says where a value of
    call.json (by its path) or a row of a table (by its key) stood, for packages that were read.
    """

    manifest: Manifest
    organisations: tuple[OrganisationRow, ...] = ()
    themes: tuple[ThemeRow, ...] = ()
    challenges: tuple[ChallengeRow, ...] = ()
    teams: tuple[TeamRow, ...] = ()
    solutions: tuple[SolutionRow, ...] = ()
    versions: tuple[VersionRow, ...] = ()
    prototypes: tuple[PrototypeRow, ...] = ()
    files: tuple[FileRow, ...] = ()
    criteria: tuple[CriterionRow, ...] = ()
    jurors: tuple[JurorRow, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()
    results: tuple[ResultRow, ...] = ()
    contents: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    lines: Mapping[Place, int] = field(default_factory=dict, repr=False, compare=False)

    @property
    def id(self) -> str:
        return self.manifest.id

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.manifest.call.time_zone)

    def rows(self, table: Table[Any]) -> tuple[Strict, ...]:
        rows: tuple[Strict, ...] = getattr(self, table.name)
        return rows

    def fault(self, table: Table[Any], row: Strict, column: str | None, message: str) -> Fault:
        """A fault in a row, with the line it stood in."""
        return Fault(table.file, self.lines.get((table.file, table.key_of(row))), column, message)

    def fault_in_manifest(self, path: tuple[str | int, ...], message: str) -> Fault:
        return Fault(MANIFEST, self.lines.get((MANIFEST, path)), written_path(path), message)


def written_path(path: tuple[str | int, ...]) -> str:
    """A path in call.json as people write it: rounds[1].method, counted from 1."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")
