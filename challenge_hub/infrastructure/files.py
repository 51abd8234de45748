"""What a file is, told from its content alone."""

import io
import warnings

from PIL import Image

MOST_PIXELS = 50_000_000
IMAGE_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
PDF_HEADER = b"%PDF-"
PDF_END = b"%%EOF"


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
