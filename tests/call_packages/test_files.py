"""Files: told by their content, stored whole, found by their hash."""

import hashlib
import struct
import zlib
from pathlib import Path

import pytest

from challenge_hub.infrastructure.files import media_type_of
from challenge_hub.infrastructure.storage import Storage
from tests.call_packages.packages import PDF, PNG


def test_images_and_pdf_are_known_by_their_content() -> None:
    assert (media_type_of(PNG), media_type_of(PDF)) == ("image/png", "application/pdf")


@pytest.mark.parametrize(
    "content",
    [b"", b"<!doctype html><script>1</script>", b"GIF89a/*", b"%PDF-1.4 cut off", PNG[:-20], b"<svg/>"],
    ids=["empty", "html", "gif", "half a pdf", "half a png", "svg"],
)
def test_anything_else_and_damaged_files_are_not(content: bytes) -> None:
    assert media_type_of(content) is None


def test_an_image_that_claims_too_many_pixels_is_not_decoded() -> None:
    header = b"IHDR" + struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    flood = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))

    assert media_type_of(flood) is None


def test_a_file_is_stored_under_its_hash_and_once(storage: Storage, tmp_path: Path) -> None:
    first, second = storage.write(PNG), storage.write(PNG)

    assert first == second == hashlib.sha256(PNG).hexdigest()
    stored = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert stored == [f"files/{first[:2]}/{first}"]


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_what_is_no_hash_leads_nowhere(name: str, storage: Storage) -> None:
    with pytest.raises(ValueError, match="not a SHA-256 hash"):
        storage.path_of(name)
