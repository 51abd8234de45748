"""Files people hand in: what they are, told from their content alone, and what is left of them without hidden data.

An image is drawn anew, so that only its picture remains; a PDF is written anew without what its reader cannot see.
"""

import io
import subprocess
import sys
import unicodedata
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from flask import Response, abort, send_file
from PIL import Image, ImageCms, ImageOps

from challenge_hub.infrastructure import pdf_cleaning

MOST_BYTES = 10 * 1024 * 1024
AROUND_A_FILE = 256 * 1024
"""The other fields of a form that sends a file, and what parts them."""
MOST_PIXELS = 50_000_000
IMAGE_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", "application/pdf": ".pdf"}
KNOWN_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".pdf")
PDF_HEADER = b"%PDF-"
PDF_END = b"%%EOF"
NAME_LENGTH = 100
WAYS: Mapping[str, Mapping[str, Any]] = {
    "image/jpeg": {"quality": 90, "optimize": True},
    "image/png": {"optimize": False},
    "image/webp": {"quality": 90},
}
COLOURS = {"image/jpeg": ("L", "RGB"), "image/png": ("1", "L", "LA", "P", "RGB", "RGBA"), "image/webp": ("RGB", "RGBA")}
ALONE = "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
"""The policy of a file: it runs nothing, fetches nothing and stands in no frame."""
PATIENCE = 30
AT_ONCE = BoundedSemaphore(2)
"""A large picture takes 200 MB while it is drawn anew, so only a few are at a time."""


@dataclass(frozen=True)
class CleanFile:
    """A file as it is kept: its content without hidden data, its type, and a harmless name."""

    content: bytes
    media_type: str
    name: str


def media_type_of(content: bytes) -> str | None:
    """The media type of a PNG, JPEG, WebP or PDF; None for anything else, a damaged file or more than 50 megapixels."""
    if content.startswith(PDF_HEADER):
        return "application/pdf" if PDF_END in content[-1024:] else None
    return _type_of_image(content)


def _type_of_image(content: bytes) -> str | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=tuple(IMAGE_TYPES))
            width, height = image.size
            if width * height > MOST_PIXELS:
                return None
            image.verify()
    except Exception:
        # Pillow raises whatever a damaged file makes it stumble over.
        return None
    return IMAGE_TYPES.get(image.format or "")


def cleaned(content: bytes, name: str) -> CleanFile | None:
    """The file without hidden data: no place and camera, no author, no older states. Slow; ask before any statement.

    None for what is too large, of no known type, damaged, or locked with a password.
    """
    media_type = media_type_of(content) if len(content) <= MOST_BYTES else None
    if media_type is None:
        return None
    try:
        with AT_ONCE:
            clean = _clean_pdf(content) if media_type == "application/pdf" else _clean_image(content, media_type)
    except Exception:
        # Both libraries raise whatever a damaged or hostile file makes them stumble over.
        return None
    return CleanFile(clean, media_type, clean_name(name, media_type))


def _clean_image(content: bytes, media_type: str) -> bytes:
    """The picture alone, upright and in the colours every screen knows; of a moving one the first picture."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        opened = Image.open(io.BytesIO(content), formats=tuple(IMAGE_TYPES))
        picture = _in_common_colours(ImageOps.exif_transpose(opened))
    if picture.mode not in COLOURS[media_type]:
        picture = picture.convert("RGBA" if picture.has_transparency_data and media_type != "image/jpeg" else "RGB")
    for name in set(picture.info) - {"transparency"}:
        del picture.info[name]
    written = io.BytesIO()
    picture.save(written, format=media_type.removeprefix("image/").upper(), **WAYS[media_type])
    return written.getvalue()


def _in_common_colours(picture: Image.Image) -> Image.Image:
    """Colours of a camera or printer as sRGB, for the profile that explains them is not kept."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    try:
        known = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(picture, known, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return converted or picture


def _clean_pdf(content: bytes) -> bytes:
    """The pages, written anew in a process of its own that cannot take more than its share."""
    found = subprocess.run(  # noqa: S603 - our own file, and nothing of the visitor's in the command
        [sys.executable, "-P", pdf_cleaning.__file__], input=content, capture_output=True, timeout=PATIENCE, check=True
    )
    return found.stdout


def clean_name(name: str, media_type: str) -> str:
    """A name to show and to save under: no folders, no invisible characters, the ending its content has."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    letters = ["" if unicodedata.category(c).startswith("C") else c if _is_plain(c) else "_" for c in last]
    stem = " ".join("".join(letters).split())
    for ending in KNOWN_ENDINGS:
        stem = stem[: -len(ending)] if stem.casefold().endswith(ending) else stem
    stem = stem.strip(" ._-")[:NAME_LENGTH].strip(" ._-")
    return (stem or ("document" if media_type == "application/pdf" else "image")) + ENDINGS[media_type]


def _is_plain(c: str) -> bool:
    return c.isalnum() or c in " ._-()+,&" or unicodedata.category(c) in ("Mn", "Mc")


def answer_with(path: Path, *, name: str, media_type: str, max_age: int) -> Response:
    """An image to look at; anything else to save, never to open inside our address. 404 where nothing lies there."""
    if not path.is_file():
        abort(404)
    response = send_file(
        path.absolute(),
        mimetype=media_type,
        download_name=name,
        as_attachment=not media_type.startswith("image/"),
        max_age=max_age,
    )
    response.headers["Content-Security-Policy"] = ALONE
    if not max_age:
        response.headers["Cache-Control"] = "private, no-cache"
    return response
