"""The ZIP around a package: opened with suspicion, written the same way every time."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from challenge_hub.call_packages.rules.faults import Fault, quoted
from challenge_hub.call_packages.rules.package import MANIFEST
from challenge_hub.call_packages.rules.rows import TABLES

MOST_MEMBERS = 10_000
MEGABYTE = 1024 * 1024
LARGEST_TABLE = 64 * MEGABYTE
LARGEST_FILE = 10 * MEGABYTE
LARGEST_PACKAGE = 256 * MEGABYTE
FILE_NAME = re.compile(r"files/([0-9a-f]{64})\.(png|jpg|webp|pdf)")

ARCHIVE = "the package"
TABLE_NAMES = (MANIFEST, *(table.file for table in TABLES))
EARLIEST = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = (stat.S_IFREG | 0o644) << 16
UNIX = 3
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
END, END_64 = b"PK\x05\x06", b"PK\x06\x07"
LARGEST_DIRECTORY = MOST_MEMBERS * 200


@dataclass(frozen=True)
class Member:
    """Something in an archive or a folder: its name, the size it claims, and a way to read at most so many bytes."""

    name: str
    size: int
    read: Callable[[int], bytes]
    objection: str | None = None


def members_of_zip(archive: bytes) -> tuple[list[Member], list[Fault]]:
    """What a ZIP holds, unread. Directories are passed over."""
    if len(archive) > LARGEST_PACKAGE + LARGEST_DIRECTORY:
        return [], [Fault(ARCHIVE, None, None, f"is larger than {LARGEST_PACKAGE // MEGABYTE} MB")]
    if _has_too_long_a_directory(archive):
        return [], [Fault(ARCHIVE, None, None, f"holds more than {MOST_MEMBERS} files")]
    try:
        opened = zipfile.ZipFile(io.BytesIO(archive))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        return [], [Fault(ARCHIVE, None, None, "is not a ZIP file, or a damaged one")]
    infos = [info for info in opened.infolist() if info.filename != "files/"]
    return [_member(opened, info) for info in infos], []


def read_members(members: Iterable[Member]) -> tuple[dict[str, bytes], list[Fault]]:
    """Read what belongs in a package, within the limits; everything else is a fault and stays unread."""
    members = list(members)
    if len(members) > MOST_MEMBERS:
        return {}, [Fault(ARCHIVE, None, None, f"holds more than {MOST_MEMBERS} files")]
    if sum(member.size for member in members) > LARGEST_PACKAGE:
        return {}, [_too_large_as_a_whole()]
    faults = list(_faults_in_names(members))
    contents: dict[str, bytes] = {}
    left = LARGEST_PACKAGE
    for member in members if not faults else ():
        limit = min(LARGEST_FILE if FILE_NAME.fullmatch(member.name) else LARGEST_TABLE, left)
        content, objection = _read(member, limit)
        left -= len(content)
        if left <= 0:
            return {}, [*faults, _too_large_as_a_whole()]
        faults += [Fault(member.name, None, None, objection)] if objection else []
        contents[member.name] = content
    return contents, faults


def write_zip(members: Mapping[str, bytes]) -> bytes:
    """The same members give the same bytes: nothing compressed, sorted by name, one date, one kind of file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, EARLIEST)
            info.create_system = UNIX
            info.external_attr = PLAIN_FILE
            archive.writestr(info, members[name])
    return out.getvalue()


def _has_too_long_a_directory(archive: bytes) -> bool:
    """Look before zipfile does: it would make an object of every entry, and believe a 64-bit ending we never write."""
    end = archive.rfind(END, -(22 + 65_535))
    if end < 0 or len(archive) < end + 22:
        return False
    (size,) = struct.unpack_from("<I", archive, end + 12)
    return bool(size > LARGEST_DIRECTORY or archive[max(end - 20, 0) : end].startswith(END_64))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    def read(limit: int) -> bytes:
        with archive.open(info) as stream:
            return stream.read(limit)

    return Member(info.orig_filename, info.file_size, read, _objection(info))


def _objection(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & 1:
        return "is encrypted"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link to another file"
    if info.compress_type not in READABLE:
        return "is compressed in an uncommon way; store or deflate it"
    return None


def _faults_in_names(members: Iterable[Member]) -> Iterator[Fault]:
    seen: set[str] = set()
    for member in members:
        name = member.name
        if name in seen:
            yield Fault(ARCHIVE, None, None, f"holds two files with the name {quoted(name)}")
        elif name not in TABLE_NAMES and not FILE_NAME.fullmatch(name):
            yield Fault(ARCHIVE, None, None, f"holds {quoted(name)}, {_why_foreign(name)}")
        elif member.objection:
            yield Fault(ARCHIVE, None, None, f"holds {quoted(name)}, which {member.objection}")
        seen.add(name)
    for name in TABLE_NAMES:
        if name not in seen:
            yield Fault(ARCHIVE, None, None, f"lacks the file {quoted(name)}")


def _why_foreign(name: str) -> str:
    if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or re.match(r"[A-Za-z]:", name):
        return "a name that leads out of the package"
    return "which is not part of a call package"


def _read(member: Member, limit: int) -> tuple[bytes, str | None]:
    """At most `limit` bytes, whatever the archive claims."""
    try:
        content = member.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, struct.error):
        return b"", "is damaged and cannot be read"
    if len(content) > limit:
        return content[:limit], f"is larger than {limit // MEGABYTE} MB"
    return content, None


def _too_large_as_a_whole() -> Fault:
    return Fault(ARCHIVE, None, None, f"holds more than {LARGEST_PACKAGE // MEGABYTE} MB when unpacked")
