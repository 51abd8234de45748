"""Rows for researchers: what they are made from, what stands in them, and what was suppressed. Pure."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from challenge_hub.privacy.rules.suppressing import K

FORMAT = "challenge-hub-research-1"
FIFTHS, QUARTERS = 5, 4
"""Into so many parts a range of points and a list of places are cut."""

SOLUTION = ("acting", "kind", "theme", "maturity", "challenge", "handed_in")
OUTCOME = ("place", "range", "points", "spread", "reviews")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "solutions": ("round", "solution", *SOLUTION, *OUTCOME),
    "teams": ("team", "acting", "kind", "size"),
    "jurors": ("round", "juror", "role", "reviews", "same_solutions"),
    "reviews": ("round", "juror", "review", "item", "criterion", "points"),
}
"""The files and their columns, in their order."""


@dataclass(frozen=True)
class SolutionFact:
    """A published solution of one round. `handed_in`: 1 on the last day, 2 in the last week, 3 earlier or unknown."""

    id: int
    acting: str
    kind: str
    theme: str
    maturity: str
    challenge: str
    handed_in: int
    place: int
    place_low: int
    place_high: int
    points: Decimal
    spread: Decimal
    reviews: int


@dataclass(frozen=True)
class ReviewFact:
    """What one juror gave one solution: points by the number of the criterion; a blank is not there."""

    juror: str
    role: str
    solution: str
    points: Mapping[int, Decimal] = field(hash=False)


@dataclass(frozen=True)
class RoundFacts:
    """A published round: `told` is what its publication says of the method; bounds of one criterion and of a total."""

    number: int
    told: Mapping[str, Any]
    scale: tuple[Decimal, Decimal]
    total: tuple[Decimal, Decimal]
    solutions: Sequence[SolutionFact]
    reviews: Sequence[ReviewFact]


@dataclass(frozen=True)
class TeamFact:
    """A team with a published solution, and how many are in it."""

    id: int
    acting: str
    kind: str
    size: int


@dataclass(frozen=True)
class Hidden:
    """What was suppressed in a file: of `rows` rows, `many` tell less in this column, or are left out where there is
    no column. Less than K is not told exactly.
    """

    table: str
    round: int | None
    column: str | None
    many: int
    rows: int

    @property
    def many_told(self) -> str:
        return _roughly(self.many)

    @property
    def rows_told(self) -> str:
        return _roughly(self.rows)


@dataclass
class Research:
    """The files by name, each a list of rows of text, and what was suppressed in them."""

    rounds: list[Mapping[str, Any]] = field(default_factory=list)
    tables: dict[str, list[tuple[str, ...]]] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    hidden: list[Hidden] = field(default_factory=list)


def part_of(value: Decimal, bounds: tuple[Decimal, Decimal], parts: int) -> int:
    """In which of so many equal parts of the range a value lies, 1 the lowest; beyond the bounds the nearest part."""
    low, high = bounds
    return max(1, min(parts, 1 + int((value - low) * parts / (high - low))))


def drawn(ids: Iterable[Hashable], chance: Random) -> Mapping[Any, str]:
    """A number for each, from 1 on, by lot."""
    order: list[Any] = sorted(set(ids))
    numbers = list(range(1, len(order) + 1))
    chance.shuffle(numbers)
    return {each: str(number) for each, number in zip(order, numbers, strict=True)}


def note(
    found: Research,
    table: str,
    number: int | None,
    columns: Sequence[str],
    raw: Sequence[Sequence[Any]],
    told: Sequence[Sequence[str]],
) -> None:
    """What tells less than was known, column by column; everything, where nothing is told."""
    if raw and not told:
        hide_rows(found, table, number, len(raw), len(raw))
        return
    for place, column in enumerate(columns):
        less = sum(str(plain[place]) != row[place] for plain, row in zip(raw, told, strict=True))
        if less and column:
            found.hidden.append(Hidden(table, number, column, less, len(raw)))


def hide_rows(found: Research, table: str, number: int | None, many: int, rows: int) -> None:
    if many:
        found.hidden.append(Hidden(table, number, None, many, rows))


def _roughly(many: int) -> str:
    return str(many) if many >= K else f"< {K}"
