"""Packages as they lie in a file or folder, and as they can be made from a call."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from challenge_hub.call_packages import stored
from challenge_hub.call_packages.rules.archive import ARCHIVE, LARGEST_PACKAGE, MEGABYTE, Member, members_of_zip
from challenge_hub.call_packages.rules.faults import Fault, FaultyPackage
from challenge_hub.call_packages.rules.package import Package
from challenge_hub.call_packages.rules.reading import read
from challenge_hub.call_packages.rules.writing import canonical, write
from challenge_hub.calls.blindfold import hides_names
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.files import media_type_of

EXAMPLES = Path(__file__).parent / "examples"


def read_package(path: Path) -> Package:
    """Read a ZIP, or a folder that holds the same files. Raises FaultyPackage with every fault."""
    if path.is_dir():
        return read(_members_of_folder(path), media_type_of)
    try:
        too_large = path.stat().st_size > 2 * LARGEST_PACKAGE
        content = b"" if too_large else path.read_bytes()
    except OSError as error:
        raise FaultyPackage([Fault(str(path), None, None, f"cannot be read: {error.strerror}")]) from None
    if too_large:
        raise FaultyPackage([Fault(ARCHIVE, None, None, f"is larger than {LARGEST_PACKAGE // MEGABYTE} MB")])
    return package_from(content)


def package_from(content: bytes) -> Package:
    """Read the bytes of a ZIP. Raises FaultyPackage with every fault."""
    members, faults = members_of_zip(content)
    if faults:
        raise FaultyPackage(faults)
    return read(members, media_type_of)


def pack(folder: Path) -> bytes:
    """The canonical ZIP of a folder."""
    return write(read_package(folder))


def all_of_call(call: Call) -> Package:
    """Everything a package says of a call, without the contents of its files; the same number of statements for any
    size. A call that did not come as a package has its slug for an id.
    """
    manifest, criteria = stored.manifest(call), stored.criteria(call)
    challenges, teams = stored.challenges(call), stored.teams(call)
    used = {organiser.organisation for organiser in manifest.organisers} | {row.posed_by for row in challenges}
    used |= {row.organisation for row in teams if row.organisation}
    return canonical(
        Package(
            manifest,
            organisations=stored.organisations(used),
            themes=stored.themes(call),
            challenges=challenges,
            teams=teams,
            solutions=stored.solutions(call),
            versions=stored.versions(call),
            prototypes=stored.prototypes(call),
            files=stored.files(call),
            criteria=criteria,
            jurors=stored.jurors(call),
            reviews=tuple(stored.reviews(call, manifest.rounds, criteria)),
            results=stored.results(call),
        )
    )


def _members_of_folder(folder: Path) -> Iterator[Member]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield _member(folder, path)


def _member(folder: Path, path: Path) -> Member:
    def read_at_most(limit: int) -> bytes:
        with path.open("rb") as file:
            return file.read(limit)

    is_plain = path.is_file() and not path.is_symlink()
    size = path.stat().st_size if is_plain else 0
    objection = None if is_plain else "is a link to another file" if path.is_symlink() else "is not a plain file"
    return Member(path.relative_to(folder).as_posix(), size, read_at_most, objection)


def call_of_package(package_id: str) -> Call | None:
    """The call that came in as this package."""
    return db.session.scalars(select(Call).where(Call.package_id == package_id)).one_or_none()


def call_at(slug: str) -> Call | None:
    """The call that has this address."""
    return db.session.scalars(select(Call).where(Call.slug == slug)).one_or_none()


def names_are_hidden(call: Call) -> bool:
    """Whether an anonymised round of this call keeps names from its jury still."""
    return bool(db.session.scalar(select(hides_names(Call.id)).where(Call.id == call.id)))
