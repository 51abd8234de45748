"""JSON with line numbers: so that a fault in call.json can be found as easily as one in a table."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from challenge_hub.call_packages.rules.faults import Fault, quoted

Path = tuple[str | int, ...]
DEEPEST = 12

_decoder = json.JSONDecoder()
_blanks = re.compile(r"[ \t\n\r]*")


class JsonFault(ValueError):
    def __init__(self, line: int | None, message: str) -> None:
        super().__init__(message)
        self.line = line


def parse(text: str) -> tuple[Any, dict[Path, int]]:
    """The value, and the line of each value in it by its path. Refuses what is no JSON, NaN and a key used twice."""
    try:
        value = json.loads(text, parse_constant=_no_number, parse_float=str)
    except json.JSONDecodeError as error:
        raise JsonFault(error.lineno, f"is not valid JSON: {error.msg}") from None
    except RecursionError:
        raise JsonFault(None, "is nested too deeply") from None
    except ValueError as error:
        raise JsonFault(None, str(error)) from None
    lines: dict[Path, int] = {}
    for path, position in _positions(text):
        line = text.count("\n", 0, position) + 1
        if path in lines:
            raise JsonFault(line, f"the key {quoted(path[-1])} is given twice; it is already in line {lines[path]}")
        lines[path] = line
    return value, lines


def fault_of(file: str, error: JsonFault) -> Fault:
    return Fault(file, error.line, None, str(error))


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"holds {name}, which is not a number")


def _positions(text: str) -> Iterator[tuple[Path, int]]:
    """Walk through JSON that is known to be valid."""
    found: list[tuple[Path, int]] = []
    _walk(text, _skip(text, 0), (), lambda path, position: found.append((path, position)))
    return iter(found)


def _walk(text: str, position: int, path: Path, note: Callable[[Path, int], None]) -> int:
    """Note a value and everything in it; return where it ends."""
    note(path, position)
    if len(path) > DEEPEST:
        raise JsonFault(text.count("\n", 0, position) + 1, "is nested too deeply")
    opening = text[position]
    if opening not in "{[":
        _, end = _decoder.raw_decode(text, position)
        return end
    position = _skip(text, position + 1)
    index = 0
    while text[position] not in "}]":
        key: str | int = index
        if opening == "{":
            key, position = _decoder.raw_decode(text, position)
            position = _skip(text, _skip(text, position) + 1)
        position = _skip(text, _walk(text, position, (*path, key), note))
        if text[position] == ",":
            position = _skip(text, position + 1)
        index += 1
    return position + 1


def _skip(text: str, position: int) -> int:
    found = _blanks.match(text, position)
    return found.end() if found else position
