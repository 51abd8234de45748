"""The files beside the tables: named by their hash, listed in files.csv, and what they say they are."""

import hashlib
from collections.abc import Callable, Iterator, Mapping

from challenge_hub.call_packages.rules.archive import FILE_NAME
from challenge_hub.call_packages.rules.faults import Fault, quoted
from challenge_hub.call_packages.rules.package import Package
from challenge_hub.call_packages.rules.rows import FILES, FileRow
from challenge_hub.solutions.rules import MediaType

ENDINGS = {
    MediaType.PNG: "png",
    MediaType.JPEG: "jpg",
    MediaType.WEBP: "webp",
    MediaType.PDF: "pdf",
}
IMAGES = {MediaType.PNG, MediaType.JPEG, MediaType.WEBP}

TypeOf = Callable[[bytes], str | None]


def file_name(row: FileRow) -> str:
    return f"files/{row.sha256}.{ENDINGS[row.media_type]}"


def faults_in_files(package: Package, members: Mapping[str, bytes], type_of: TypeOf) -> Iterator[Fault]:
    """`type_of` tells a media type from the content alone, None for what may not be shown."""
    expected = {file_name(row) for row in package.files}
    for name in members:
        if FILE_NAME.fullmatch(name):
            yield from _faults_in_content(name, members[name], listed=name in expected)
    for row in package.files:
        yield from _faults_in_row(package, row, members, type_of)


def _faults_in_content(name: str, content: bytes, *, listed: bool) -> Iterator[Fault]:
    found = hashlib.sha256(content).hexdigest()
    if not name.startswith(f"files/{found}"):
        yield Fault(name, None, None, f"does not match its name: its SHA-256 hash is {found}")
    if not listed:
        yield Fault(name, None, None, "is not listed in files.csv")


def _faults_in_row(package: Package, row: FileRow, members: Mapping[str, bytes], type_of: TypeOf) -> Iterator[Fault]:
    content = members.get(file_name(row))
    if content is None:
        yield package.fault(FILES, row, "sha256", f"the file {quoted(file_name(row))} is missing in the package")
    elif (found := type_of(content)) != row.media_type:
        seems = "may not be shown or is damaged" if found is None else f"is {found}"
        yield package.fault(FILES, row, "media_type", f"is {row.media_type}, but by its content the file {seems}")
    if row.media_type in IMAGES and not row.alt:
        yield package.fault(FILES, row, "alt", "is blank; an image needs words for those who do not see it")
