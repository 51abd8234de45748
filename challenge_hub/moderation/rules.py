"""What can be reported, who decides about it, who complains until when, and whether a text is hidden. Pure.

The duties are those of the Digital Services Act, Regulation (EU) 2022/2065: Article 16 (reports), 17 (statement of
reasons) and 20 (complaints).
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from challenge_hub.access import YES, Decision

COMPLAIN_WITHIN = timedelta(days=184)
"""Six months are 184 days at most."""


class TextKind(StrEnum):
    """Whose text it is: the name of a table with `hidden_at`."""

    CALL = "call"
    CHALLENGE = "challenge"
    QUESTION = "question"
    SOLUTION = "solution"
    TEAM = "team"
    ORGANISATION = "organisation"


class Matter(StrEnum):
    """What is wrong with a text, in the eyes of who reports it."""

    UNLAWFUL = "unlawful"
    CONDUCT = "conduct"
    PERSONAL_DATA = "personal-data"
    RIGHTS = "rights"
    OTHER = "other"


class Ground(StrEnum):
    """Upon what a text is hidden: a law, or the rules that people accepted."""

    LAW = "law"
    TERMS = "terms"


class Handling(StrEnum):
    """What becomes of a text."""

    SHOWN = "shown"
    HIDDEN = "hidden"


class Occasion(StrEnum):
    """Why somebody decides: about the report, about a complaint, or taking back what they decided themselves."""

    REPORT = "report"
    COMPLAINT = "complaint"
    UNDONE = "undone"


class Side(StrEnum):
    """Who complains."""

    AUTHOR = "author"
    REPORTER = "reporter"


def deciders(
    *, organisers: Collection[int], operators: Collection[int], barred: Collection[int], before: Collection[int]
) -> frozenset[int]:
    """Who decides (ids of people). Organisers of the call come first, then operators; never who is `barred`, having
    written the text, reported it, or a conflict of interest. Who decided `before` does so again only where nobody else
    can.
    """
    free = [frozenset(people) - frozenset(barred) for people in (organisers, operators)]
    fresh = [people - frozenset(before) for people in free]
    return next((people for people in (*fresh, *free) if people), frozenset())


def may_decide(*, is_decider: bool, waits: bool, handling: Handling, ground: Ground | None) -> Decision:
    """Whether somebody may decide now. Refuses with not-to-decide, report-is-decided and hiding-needs-ground."""
    if not is_decider:
        return Decision("not-to-decide")
    if not waits:
        return Decision("report-is-decided")
    return Decision("hiding-needs-ground") if handling is Handling.HIDDEN and ground is None else YES


def may_undo(*, decided_it: bool, handling: Handling | None, waits: bool) -> Decision:
    """Whether somebody may take back that a text is hidden: who hid it, while nobody complains. Refuses with
    not-your-decision, text-is-shown and complaint-waits.
    """
    if handling is not Handling.HIDDEN:
        return Decision("text-is-shown")
    if not decided_it:
        return Decision("not-your-decision")
    return Decision("complaint-waits") if waits else YES


def may_complain(
    side: Side, *, handling: Handling | None, decided_at: datetime | None, has_complained: bool, now: datetime
) -> Decision:
    """Whether a side may complain: authors that their text is hidden, reporters that it is not; each once, within six
    months. Refuses with not-decided-yet, nothing-to-complain, has-complained and too-late-to-complain.
    """
    if handling is None or decided_at is None:
        return Decision("not-decided-yet")
    against = Handling.HIDDEN if side is Side.AUTHOR else Handling.SHOWN
    if handling is not against:
        return Decision("nothing-to-complain")
    if has_complained:
        return Decision("has-complained")
    return YES if now <= complain_until(decided_at) else Decision("too-late-to-complain")


def complain_until(decided_at: datetime) -> datetime:
    """The last moment of a complaint."""
    return decided_at + COMPLAIN_WITHIN


def is_hidden(handlings: Collection[Handling | None]) -> bool:
    """Whether a text is hidden, from what was decided last about each report of it."""
    return Handling.HIDDEN in handlings


def median_days(waits: Collection[timedelta]) -> float | None:
    """How many days it took in the middle, to a tenth; None where nothing was decided."""
    return round(median(wait / timedelta(days=1) for wait in waits), 1) if waits else None
