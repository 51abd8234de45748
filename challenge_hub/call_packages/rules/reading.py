"""From the members of an archive to a checked, canonical package, or to every fault at once."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from challenge_hub.call_packages.rules.archive import FILE_NAME, Member, read_members
from challenge_hub.call_packages.rules.arithmetic import computed
from challenge_hub.call_packages.rules.attachments import TypeOf, faults_in_files
from challenge_hub.call_packages.rules.checks import faults_between_tables, faults_in_manifest
from challenge_hub.call_packages.rules.complaints import complaints
from challenge_hub.call_packages.rules.faults import Fault, FaultyPackage, quoted
from challenge_hub.call_packages.rules.json_text import JsonFault, fault_of, parse
from challenge_hub.call_packages.rules.manifest import FORMAT, FORMAT_VERSION, Manifest
from challenge_hub.call_packages.rules.package import MANIFEST, Package, Place, written_path
from challenge_hub.call_packages.rules.rows import CRITERIA, REVIEWS, TABLES
from challenge_hub.call_packages.rules.tables import Found, read_table
from challenge_hub.call_packages.rules.writing import canonical, rubric_keys

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def read(members: Iterable[Member], type_of: TypeOf) -> Package:
    """Read a package. Raises FaultyPackage with every fault; nothing of a faulty package gets out."""
    contents, faults = read_members(members)
    if faults:
        raise FaultyPackage(faults)
    lines: dict[Place, int] = {}
    manifest = _manifest(contents[MANIFEST], lines, faults)
    tables = _tables(contents, manifest, lines, faults)
    if manifest is None:
        raise FaultyPackage(faults)
    package = Package(manifest, **tables, lines=lines)
    broken = frozenset(fault.file for fault in faults)
    faults += faults_in_manifest(package, broken)
    faults += faults_between_tables(package, broken)
    faults += faults_in_files(package, contents, type_of) if "files.csv" not in broken else []
    if faults:
        raise FaultyPackage(faults)
    package, faults = computed(package)
    if faults:
        raise FaultyPackage(faults)
    return canonical(replace(package, contents=_files(contents)))


def _files(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    named = ((FILE_NAME.fullmatch(name), content) for name, content in contents.items())
    return {match[1]: content for match, content in named if match}


def _manifest(content: bytes, lines: dict[Place, int], faults: list[Fault]) -> Manifest | None:
    text = _decoded(MANIFEST, content, faults)
    if text is None:
        return None
    try:
        value, found = parse(text)
    except JsonFault as error:
        faults.append(fault_of(MANIFEST, error))
        return None
    lines.update({(MANIFEST, path): line for path, line in found.items()})
    wrong = _wrong_format(value)
    if wrong:
        faults.append(Fault(MANIFEST, 1, None, wrong))
        return None
    try:
        return Manifest.model_validate(value)
    except ValidationError as error:
        for path, message in complaints(error):
            faults.append(Fault(MANIFEST, _nearest_line(lines, path), written_path(path), message))
    return None


def _wrong_format(value: Any) -> str | None:
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        return f"is not the beginning of a call package: format must be {quoted(FORMAT)}"
    version = value.get("format_version")
    if version is not True and version == FORMAT_VERSION:
        return None
    return f"format_version is {quoted(version)}; this program reads version {FORMAT_VERSION}"


def _nearest_line(lines: Mapping[Place, int], path: tuple[str | int, ...]) -> int | None:
    """The line of a value, or of what it is missing from."""
    while path and (MANIFEST, path) not in lines:
        path = path[:-1]
    return lines.get((MANIFEST, path))


def _tables(
    contents: Mapping[str, bytes], manifest: Manifest | None, lines: dict[Place, int], faults: list[Fault]
) -> dict[str, Any]:
    """Every table, the rubric before the reviews: its keys are columns there."""
    tables: dict[str, Any] = {}
    criteria: list[str] | None = None
    lone_round = manifest.rounds[0].number if manifest and len(manifest.rounds) == 1 else None
    for table in TABLES:
        text = _decoded(table.file, contents[table.file], faults)
        keys = criteria if table is REVIEWS else None
        found = Found() if text is None else read_table(table, text, criteria=keys, lone_round=lone_round)
        faults += found.faults
        for line, row in found.rows:
            lines.setdefault((table.file, table.key_of(row)), line)
        tables[table.name] = tuple(row for _, row in found.rows)
        if table is CRITERIA and not found.faults:
            criteria = rubric_keys(tables[table.name])
    return tables


def _decoded(file: str, content: bytes, faults: list[Fault]) -> str | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.append(Fault(file, line, None, "holds bytes that are not UTF-8; save the file as UTF-8"))
        return None
    return text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
