"""A sitting as an entry for a calendar (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from flask_babel import gettext

from challenge_hub.calls.models import Call
from challenge_hub.deliberation.models import Sitting
from challenge_hub.infrastructure.i18n import plain

LONGEST_LINE = 74
"""Octets of a line; what is longer goes on in the next one, after a space."""


def calendar_entry(sitting: Sitting, call: Call, address: str, *, lasts: timedelta) -> bytes:
    """The sitting from its beginning for so long, with place and link. It tells nothing of what is discussed."""
    start = sitting.takes_place_at
    title = gettext("Sitting of the jury of “%(call)s”", call=plain(call.title))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Challenge Hub//Sitting//EN",
        "BEGIN:VEVENT",
        f"UID:{_text(address)}",
        f"DTSTAMP:{_stamp(start)}",
        f"DTSTART:{_stamp(start)}",
        f"DTEND:{_stamp(start + lasts)}",
        f"SUMMARY:{_text(title)}",
        f"LOCATION:{_text(sitting.place)}",
        f"URL:{address}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """Marks that would end the text are escaped."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split())


def _folded(line: str) -> bytes:
    """Broken between characters, so that none is cut in two."""
    pieces, width = [b""], 0
    for octets in (character.encode() for character in line):
        if width + len(octets) > LONGEST_LINE:
            pieces.append(b" ")
            width = 1
        pieces[-1] += octets
        width += len(octets)
    return b"\r\n".join(pieces)
