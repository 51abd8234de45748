"""A QR code as the path of a picture; the template draws it."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4
"""So many light modules around it are asked for by the standard (ISO/IEC 18004)."""


@dataclass(frozen=True)
class QrCode:
    """`path` draws the dark modules in a square of `size` units, the quiet zone included."""

    path: str
    size: int


def qr_path(text: str, *, mask: int | None = None) -> QrCode:
    """The dark modules of each row, run by run. Of its eight patterns (`mask`) the clearest is chosen; where many codes
    are drawn at once, a given one is eight times as quick, and read as well.
    """
    rows = [list(row) for row in segno.make(text, micro=False, error="m", mask=mask).matrix]
    parts = []
    for y, row in enumerate(rows, start=QUIET):
        x = QUIET
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                parts.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return QrCode("".join(parts), len(rows) + 2 * QUIET)
