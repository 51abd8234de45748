"""Archives that mean harm are refused with a sentence, and cost neither memory nor disk."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from challenge_hub.call_packages.queries import package_from, read_package
from challenge_hub.call_packages.rules import archive as limits
from challenge_hub.call_packages.rules.faults import FaultyPackage
from challenge_hub.call_packages.rules.writing import write
from tests.call_packages.packages import canonical_members, written_by_hand, zipped


def faults_of(content: bytes) -> list[str]:
    with pytest.raises(FaultyPackage) as refused:
        package_from(content)
    return list(refused.value.lines)


def with_extra(name: str, content: bytes = b"x", change: Callable[[zipfile.ZipInfo], None] | None = None) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        with zipfile.ZipFile(out, "w") as archive:
            for member, text in written_by_hand().items():
                archive.writestr(member, text)
            info = zipfile.ZipInfo(name)
            if change:
                change(info)
            archive.writestr(info, content)
    return out.getvalue()


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\evil.csv", "..\\win.ini", "files/../x"])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert faults_of(with_extra(name)) == [f"the package: holds “{name}”, a name that leads out of the package"]


@pytest.mark.parametrize("name", ["readme.txt", "TEAMS.CSV", "files/picture.png", "files/", "deep/call.json"])
def test_what_does_not_belong_is_refused_but_an_empty_folder_for_files_is_not(name: str) -> None:
    expected = [] if name == "files/" else [f"the package: holds “{name}”, which is not part of a call package"]

    found = [] if not expected and package_from(with_extra(name, b"")) else faults_of(with_extra(name))

    assert found == expected


def test_two_files_of_one_name_are_refused() -> None:
    assert faults_of(with_extra("teams.csv")) == ["the package: holds two files with the name “teams.csv”"]


def test_a_link_is_refused() -> None:
    members = written_by_hand()
    del members["teams.csv"]
    out = io.BytesIO(zipped(members))
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("teams.csv")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    assert faults_of(out.getvalue()) == ["the package: holds “teams.csv”, which is a link to another file"]


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    for name, content in written_by_hand().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "teams.csv").unlink()
    (tmp_path / "teams.csv").symlink_to("/etc/passwd")

    with pytest.raises(FaultyPackage, match=r"holds “teams.csv”, which is a link to another file"):
        read_package(tmp_path)


def test_an_encrypted_file_is_refused() -> None:
    packed = bytearray(zipped(written_by_hand(), zipfile.ZIP_STORED))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = packed.index(signature) + offset
        packed[at] |= 1

    assert faults_of(bytes(packed)) == ["the package: holds “call.json”, which is encrypted"]


def test_an_uncommon_compression_is_refused() -> None:
    assert faults_of(zipped(written_by_hand(), zipfile.ZIP_LZMA))[0] == (
        "the package: holds “call.json”, which is compressed in an uncommon way; store or deflate it"
    )


def test_a_bomb_that_says_its_size_is_refused_unread() -> None:
    bomb = with_size_claimed(zipped(written_by_hand()), 3 * 1024**3)

    assert faults_of(bomb) == ["the package: holds more than 256 MB when unpacked"]


def test_a_table_is_read_no_further_than_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_TABLE", limits.MEGABYTE)
    members = {**written_by_hand(), "teams.csv": b"0" * (5 * limits.MEGABYTE)}

    assert faults_of(zipped(members)) == ["teams.csv: is larger than 1 MB"]


def test_a_bomb_that_says_less_than_it_holds_is_damaged() -> None:
    members = {**written_by_hand(), "call.json": b"0" * (5 * limits.MEGABYTE)}

    assert faults_of(with_size_claimed(zipped(members), 100)) == ["call.json: is damaged and cannot be read"]


def test_tables_below_the_limit_may_not_be_too_much_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_PACKAGE", 2_000)

    assert faults_of(zipped(written_by_hand())) == ["the package: holds more than 0 MB when unpacked"]


def test_too_many_entries_are_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_DIRECTORY", 100)

    assert faults_of(zipped(written_by_hand())) == ["the package: holds more than 10000 files"]


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip", b"PK\x05\x06" + b"\0" * 18, b"\0" * 10_000])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    assert faults_of(content)[0] in {
        "the package: is not a ZIP file, or a damaged one",
        "the package: lacks the file “call.json”",
    }


def test_a_missing_table_is_named() -> None:
    members = written_by_hand()
    del members["jurors.csv"]

    assert faults_of(zipped(members)) == ["the package: lacks the file “jurors.csv”"]


def test_no_cut_and_no_flipped_bit_gets_past_with_another_content() -> None:
    good = write(package_from(zipped(written_by_hand())))
    as_it_was = package_from(good)

    for position in range(0, len(good), 97):
        flipped = bytearray(good)
        flipped[position] ^= 0x20
        for broken in (bytes(flipped), good[:position]):
            try:
                assert package_from(broken) == as_it_was
            except FaultyPackage:
                continue


def test_the_same_members_give_the_same_bytes_in_any_order() -> None:
    members = canonical_members()
    backwards = dict(reversed(members.items()))

    assert limits.write_zip(members) == limits.write_zip(backwards)


def with_size_claimed(packed: bytes, size: int) -> bytes:
    changed = bytearray(packed)
    at = changed.index(b"PK\x01\x02") + 24
    changed[at : at + 4] = struct.pack("<I", size)
    return bytes(changed)
