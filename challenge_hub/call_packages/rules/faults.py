"""What is wrong with a package, and where."""

from collections.abc import Iterable
from dataclasses import dataclass

from challenge_hub.access import Refused

LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Fault:
    """One thing to mend. `line` counts from 1 and is None where a file as a whole is meant; `column` is a column of a
    table or the path of a value in call.json.
    """

    file: str
    line: int | None
    column: str | None
    message: str

    def __str__(self) -> str:
        line = None if self.line is None else f"line {self.line}"
        return f"{', '.join(part for part in (self.file, line, self.column) if part)}: {self.message}"


class PackageRefused(Refused):
    """A package that is not taken in. `lines` are sentences for the person who runs the platform."""

    def __init__(self, reason: str, lines: Iterable[str]) -> None:
        super().__init__(reason)
        self.lines = tuple(lines)

    def __str__(self) -> str:
        return "\n".join(self.lines)


class FaultyPackage(PackageRefused):
    """A package with faults, all of them, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults), key=_in_order))
        super().__init__("package-faulty", map(str, self.faults))


def quoted(value: object) -> str:
    """A value from a package as a message may show it: short, and unable to play with a terminal."""
    text = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in str(value))
    return f"“{text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + '…'}”"


def _in_order(fault: Fault) -> tuple[bool, str, int, str, str]:
    return (fault.file != "call.json", fault.file, fault.line or 0, fault.column or "", fault.message)
