"""What a juror entered, and the state before it that undo brings back."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Entered:
    """What a juror entered: points by criterion (id, None: no points), the comment for the team, the private note, and
    what only the chair reads.
    """

    points: Mapping[int, Decimal | None]
    comment: str
    note: str
    chair_note: str = ""

    @property
    def given(self) -> dict[int, Decimal]:
        """The points without the blanks."""
        return {criterion: points for criterion, points in self.points.items() if points is not None}

    @property
    def texts(self) -> tuple[str, str, str]:
        return self.comment, self.note, self.chair_note


@dataclass(frozen=True)
class Kept:
    """A saved state of a sheet: what was entered, and whether it counted as done."""

    entered: Entered
    is_done: bool


def is_same(one: Entered, other: Entered) -> bool:
    """Whether two sheets say the same; a blank is the same as no points, and 4 the same as 4.0."""
    return (one.given, one.texts) == (other.given, other.texts)


def before(stored: Kept, entered: Entered, older: dict[str, Any] | None) -> dict[str, Any] | None:
    """What undo will bring back once `entered` is saved over `stored`, packed.

    A save that changes nothing (a sheet that is only marked as done) leaves what could be brought back until now.
    """
    return older if is_same(stored.entered, entered) else packed(stored)


def packed(kept: Kept) -> dict[str, Any]:
    """A state for a column of its own: points as written, since JSON knows no decimals."""
    points = {str(criterion): str(points) for criterion, points in kept.entered.given.items()}
    return {"points": points, "texts": list(kept.entered.texts), "is_done": kept.is_done}


def unpacked(state: Mapping[str, Any]) -> Kept:
    """The same back."""
    points = {int(criterion): Decimal(points) for criterion, points in state["points"].items()}
    return Kept(Entered(points, *state["texts"]), bool(state["is_done"]))
