"""Live expo: teams stand at tables, jurors walk, and a queue sends them where reviews are missing without crowding.

An own rule, not one of scheduling theory: at an expo nobody keeps to a plan, so each juror is sent anew after each
table. Fewest reviews first keeps the numbers level; fewest jurors there now keeps tables from being crowded.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from challenge_hub.access import YES, Decision
from challenge_hub.judging.rules.reviewing import Times, is_going_on, may_review

ABSENT_FOR = timedelta(minutes=15)
"""So long a table where nobody was comes last for everybody."""


class TableStop(StrEnum):
    """What became of a juror's way to a table."""

    HERE = "here"
    ABSENT = "absent"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Table:
    """A table as one juror's queue sees it: its place on the walk, the reviews that are done, other jurors there now,
    and what is mine. `is_absent`: lately somebody found nobody there. `is_mine`: it lies on my desk already.
    """

    position: int
    reviews: int
    jurors_there: int
    is_done: bool = False
    is_skipped: bool = False
    is_handed_back: bool = False
    is_absent: bool = False
    is_mine: bool = False


def queue(tables: Iterable[Table], *, room_left: int | None) -> list[Table]:
    """Where to go, best first: fewest reviews, then fewest jurors there now, then the order of walking. A table where
    nobody was lately comes last. What I have reviewed, skipped or handed back is left out; so is what is not on my desk
    where I can take no more (`room_left` is 0; None: no limit).
    """
    wanted = [
        table
        for table in tables
        if not (table.is_done or table.is_skipped or table.is_handed_back) and (table.is_mine or room_left != 0)
    ]
    return sorted(wanted, key=lambda t: (t.is_absent, t.reviews, t.jurors_there, t.position))


def there_since(now: datetime, minutes_per_review: int) -> datetime:
    """Whoever came to a table before this moment has left it, said or not: twice the minutes of a review."""
    return now - timedelta(minutes=2 * minutes_per_review)


def may_set_tables(times: Times, now: datetime, *, is_organiser: bool, is_chair: bool, is_anonymised: bool) -> Decision:
    """Whether solutions may be given tables. At a table one sees who stands there, so never in an anonymised round.

    Before the deadline, too: tables are set up early. Refuses with not-organiser-or-chair, expo-shows-names, and
    call-is-stopped and round-is-closed as reviewing does.
    """
    if not (is_organiser or is_chair):
        return Decision("not-organiser-or-chair")
    if is_anonymised:
        return Decision("expo-shows-names")
    going_on = is_going_on(times, now)
    return going_on if going_on.reason in ("call-is-stopped", "round-is-closed") else YES


def may_walk(times: Times, now: datetime, *, is_declared: bool, is_anonymised: bool) -> Decision:
    """Whether a juror may walk from table to table: while reviews are taken. Refuses as `may_review` does, and with
    expo-shows-names.
    """
    return Decision("expo-shows-names") if is_anonymised else may_review(times, now, is_declared=is_declared)


def may_stop(kind: TableStop, *, reason: str, is_handed_back: bool, has_room: bool) -> Decision:
    """Whether this may be said of a table. `has_room`: it is on the own desk, or one may be added to it.

    Refuses with handed-back-before, enough-reviews (of somebody who comes to review), skip-needs-reason.
    """
    if is_handed_back:
        return Decision("handed-back-before")
    if kind is TableStop.SKIPPED and not reason:
        return Decision("skip-needs-reason")
    return YES if has_room or kind is not TableStop.HERE else Decision("enough-reviews")


def walking_order(labels: Mapping[int, str]) -> list[tuple[int, str]]:
    """Tables (solution id, label) in the order of walking: "2" before "10", "A2" before "A10"."""
    return sorted(labels.items(), key=lambda pair: (_natural(pair[1]), pair[0]))


def doubled(labels: Iterable[str]) -> list[str]:
    """Labels that two tables have, however they are written."""
    seen: dict[str, int] = {}
    for label in labels:
        seen[label.casefold()] = seen.get(label.casefold(), 0) + 1
    return sorted(label for label, times in seen.items() if times > 1)


def _natural(label: str) -> list[tuple[int, int, str]]:
    parts = re.findall(r"[0-9]+|[^0-9]+", label.casefold())
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]
