"""How a change of a call is told: a word for the field, then before and after."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import LazyString, gettext

from challenge_hub.calls import words as call_words
from challenge_hub.infrastructure.i18n import format_moment, plain

FIELDS: Mapping[str, LazyString | str] = getattr(call_words, "FIELDS", {})
"""What the fields of a call are called; without a word the key is shown."""


def changes_in_words(changes: Sequence[Mapping[str, Any]], time_zone: str) -> list[tuple[str, str, str]]:
    """(field, before, after) of every change, in the language at work."""
    return [
        (
            str(FIELDS.get(change["field"], change["field"])),
            in_words(change.get("before"), time_zone),
            in_words(change.get("after"), time_zone),
        )
        for change in changes
    ]


def in_words(value: Any, time_zone: str) -> str:
    """A value as it lies in a notice: a text by language, a moment in ISO form, a list, yes or no, or nothing."""
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    if isinstance(value, Mapping):
        texts = {key: text["source"] if isinstance(text, Mapping) else str(text) for key, text in value.items() if text}
        return plain(texts) or _not_stated()
    if isinstance(value, list | tuple):
        return ", ".join(in_words(item, time_zone) for item in value) or _not_stated()
    moment = _moment(value)
    if moment is not None:
        return format_moment(moment, time_zone)
    return str(value) if value or value == 0 else _not_stated()


def _not_stated() -> str:
    return str(gettext("not stated"))


def _moment(value: Any) -> datetime | None:
    """An aware moment in ISO form; anything else is a text."""
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None
