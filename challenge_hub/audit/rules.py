"""The chain that seals the trail: each line's seal is made of the line and of the seal before it. Pure."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

FORM = 1
"""How a line is written down before it is sealed; a new column of the trail is a new form."""

BEFORE_THE_FIRST = "0" * 64

Line = Mapping[str, Any]
"""A line of the trail by its columns; `at` is aware."""


class Fault(StrEnum):
    """What can be wrong with a line. Two neighbouring faults may have one cause."""

    CHANGED = "changed"
    MISSING = "missing"
    UNSEALED = "unsealed"


@dataclass(frozen=True)
class Broken:
    """A fault, and the number of the line it was found at."""

    line: int
    fault: Fault


@dataclass(frozen=True)
class Pair:
    """A number with the line and the seal found under it; either may be missing."""

    number: int
    line: Line | None
    seal: str | None


def seal_of(line: Line, before: str) -> str:
    """SHA-256 as 64 hexadecimal digits, of the seal before and of every column of the line."""
    at: datetime = line["at"]
    written = {**line, "at": at.astimezone(UTC).isoformat(timespec="microseconds"), "form": FORM}
    text = json.dumps(written, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def seals(lines: Iterable[Line], before: str) -> Iterator[tuple[int, str]]:
    """The seals of lines in the order of their numbers, the first of them after `before`."""
    for line in lines:
        before = seal_of(line, before)
        yield line["id"], before


def faults(pairs: Iterable[Pair], before: str) -> Iterator[Broken]:
    """What is wrong with a stretch of the chain, in the order of numbers; nothing where all is as it was sealed.

    A line that was changed, or whose predecessor was taken out together with its seal, is `changed`; a seal without
    its line `missing`; a line without a seal `unsealed`. After a fault the chain goes on from the seal that stands.
    """
    for pair in pairs:
        if pair.seal is None:
            yield Broken(pair.number, Fault.UNSEALED)
            continue
        if pair.line is None:
            yield Broken(pair.number, Fault.MISSING)
        elif seal_of(pair.line, before) != pair.seal:
            yield Broken(pair.number, Fault.CHANGED)
        before = pair.seal
