"""What pydantic found wrong, in the sentences of the person who has to mend it."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from challenge_hub.call_packages.rules.faults import quoted

SENTENCES = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "string_type": "must be text",
    "string_unicode": "holds half a character",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "dict_type": "must hold texts by language",
    "model_type": "must be an object",
    "string_too_long": "is longer than {max_length} characters",
    "too_long": "has more than {max_length} entries",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "enum": "{value} is not one of {expected}",
    "literal_error": "{value} is not one of {expected}",
}
KEY = "[key]"


def complaints(error: ValidationError) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The path of each wrong value and what is wrong with it."""
    for found in error.errors(include_url=False):
        path = tuple(part for part in found["loc"] if part != KEY)
        yield path, _sentence(found["type"], found["msg"], found["input"], found.get("ctx", {}), found["loc"])


def _sentence(kind: str, message: str, value: Any, facts: dict[str, Any], loc: tuple[str | int, ...]) -> str:
    if loc[-1] == KEY and kind == "literal_error":
        return f"{quoted(value)} is not a language of this platform ({_listed(facts['expected'])})"
    known = {**facts, "value": quoted(value)}
    if "expected" in facts:
        known["expected"] = _listed(facts["expected"])
    if kind not in SENTENCES:
        return message.removeprefix("Value error, ")
    return SENTENCES[kind].format(**known)


def _listed(expected: str) -> str:
    """Pydantic's "'a', 'b' or 'c'" without the programmer's quotation marks."""
    return expected.replace("'", "")
