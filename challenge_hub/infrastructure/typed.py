"""Text that people type: how it is tidied before it is checked, and what is refused of it.

`one_line` and `lines` are filters of fields, `visible` and `at_most` their checks. Passwords go through none of them.
"""

import re
import unicodedata
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms.fields.choices import SelectChoice as SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import Length, StopValidation

from challenge_hub.infrastructure.i18n import format_decimal

JOINERS = "\u200c\u200d"
"""Invisible, but some scripts write with them."""

HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
"""Kinds of characters that nobody sees in a name: control, direction, private."""

TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Turn the direction of the text around them."""


def one_line(text: str | None) -> str | None:
    """Blanks at the ends and doubled ones are slips; letters and their accents are joined."""
    return text and re.sub(r" +", " ", unicodedata.normalize("NFC", text)).strip()


def lines(text: str | None) -> str | None:
    """Browsers send two characters for an end of line, word processors others; one is counted and kept."""
    return text and re.sub("\r\n?|\u2028|\u2029", "\n", unicodedata.normalize("NFC", text)).strip()


def visible(_form: Any, field: Any) -> None:
    """Nothing in a text acts on the text around it, and nothing in a line is hidden.

    Texts of several lines are often pasted: soft hyphens and what else does no harm there stays.
    """
    is_hidden = _acts if field.type == "TextAreaField" else _is_unseen
    if any(is_hidden(character) for character in field.data or ""):
        raise StopValidation(_("Please remove the invisible control characters."))


def _acts(character: str) -> bool:
    return character in TURNS or (unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t")


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in HIDDEN and character not in JOINERS


def plain_name(said: object, longest: int) -> str:
    """A name that another program tells of somebody, without what is hidden in it; empty where it is none."""
    seen = "".join(character for character in said if not _is_unseen(character)) if isinstance(said, str) else ""
    return (one_line(seen[: 4 * longest]) or "")[:longest].strip()


def whole(typed: str) -> int:
    """A whole number somebody sent, such as the id in a hidden field; 0 for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def at_most(number: int) -> Length:
    told = LazyString(format_decimal, number)
    return Length(max=number, message=_("Please use at most %(number)s characters.", number=told))
