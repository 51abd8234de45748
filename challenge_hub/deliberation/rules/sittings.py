"""Who calls, leads and closes a sitting of the jury, and who was in the room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from challenge_hub.access import YES, Decision


@dataclass(frozen=True)
class Presence:
    """One stay of a juror (id) in the room; `until_at` is empty while it lasts. Without a vote it is a guest's."""

    juror: int
    from_at: datetime
    until_at: datetime | None
    may_vote: bool


def may_lead(*, leads: bool, is_closed: bool) -> Decision:
    """Whether attendance, agenda and resolutions may be written: by chair or organiser, until the sitting is closed.

    Refuses with not-organiser-or-chair and sitting-is-closed.
    """
    if not leads:
        return Decision("not-organiser-or-chair")
    return Decision("sitting-is-closed") if is_closed else YES


def may_come(presences: Iterable[Presence], juror: int) -> Decision:
    """Whether a juror may be marked as come. Refuses with here-already."""
    return Decision("here-already") if any(stay.juror == juror for stay in staying(presences)) else YES


def may_go(presences: Iterable[Presence], juror: int) -> Decision:
    """Whether a juror may be marked as gone. Refuses with not-here."""
    return YES if any(stay.juror == juror for stay in staying(presences)) else Decision("not-here")


def staying(presences: Iterable[Presence]) -> list[Presence]:
    """The stays that last."""
    return [stay for stay in presences if stay.until_at is None]


def voters(presences: Iterable[Presence], *, barred: Iterable[int] = ()) -> set[int]:
    """The jurors in the room who have a vote, without those `barred` by a conflict of interest."""
    return {stay.juror for stay in staying(presences) if stay.may_vote} - set(barred)


def is_quorate(presences: Iterable[Presence], quorum: int | None) -> bool:
    """Whether so many jurors with a vote are in the room as the quorum asks; without a quorum any number will do."""
    return quorum is None or len(voters(presences)) >= quorum


def may_close_sitting(*, is_chair: bool, is_organiser: bool, has_chair: bool, is_closed: bool) -> Decision:
    """The chair closes a sitting; the organiser where nobody holds the chair.

    Refuses with not-chair and sitting-is-closed.
    """
    if not (is_chair or (is_organiser and not has_chair)):
        return Decision("not-chair")
    return Decision("sitting-is-closed") if is_closed else YES
