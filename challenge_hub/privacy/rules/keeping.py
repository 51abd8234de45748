"""For how long the file of a call is kept, when it is offered to the archive, and when it becomes anonymous. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from challenge_hub.access import YES, Decision

FEWEST_YEARS, MOST_YEARS = 1, 100


class KeepingState(StrEnum):
    """Where the file of a call stands. What is held waits, whatever its period says."""

    RUNNING = "running"
    KEPT = "kept"
    OFFERED = "offered"
    HELD = "held"
    ANONYMOUS = "anonymous"


class ArchiveAnswer(StrEnum):
    """What the archive said to the offer."""

    TAKEN = "taken"
    DECLINED = "declined"


class Step(StrEnum):
    """What the platform does next with the file of a call."""

    OFFER = "offer"
    ANONYMISE = "anonymise"


@dataclass(frozen=True)
class Keeping:
    """The dates of one file; `years` after the year in which the call ended; `wait` is the archive's time to answer."""

    ends_at: datetime
    years: int
    wait: timedelta
    held_at: datetime | None = None
    offered_at: datetime | None = None
    answered_at: datetime | None = None
    anonymous_at: datetime | None = None


def kept_until(keeping: Keeping) -> datetime:
    """The period begins with the end of the year in which the call ended, as files are kept."""
    return datetime(keeping.ends_at.astimezone(UTC).year + 1 + keeping.years, 1, 1, tzinfo=UTC)


def anonymous_from(keeping: Keeping) -> datetime | None:
    """When names go: once the archive answered, or did not in its time; None before it was asked."""
    if keeping.offered_at is None:
        return None
    return keeping.answered_at or keeping.offered_at + keeping.wait


def keeping_state(keeping: Keeping, now: datetime) -> KeepingState:
    if keeping.anonymous_at is not None:
        return KeepingState.ANONYMOUS
    if keeping.held_at is not None:
        return KeepingState.HELD
    if now < keeping.ends_at:
        return KeepingState.RUNNING
    return KeepingState.OFFERED if keeping.offered_at is not None else KeepingState.KEPT


def next_step(keeping: Keeping, now: datetime) -> Step | None:
    """What is due now. Nothing is while the file is held."""
    state = keeping_state(keeping, now)
    if state is KeepingState.KEPT and now >= kept_until(keeping):
        return Step.OFFER
    since = anonymous_from(keeping)
    if state is KeepingState.OFFERED and since is not None and now >= since:
        return Step.ANONYMISE
    return None


def may_change_keeping(*, is_organiser: bool, state: KeepingState) -> Decision:
    """Organisers say how long and whether it is held, until it is anonymous. Refuses with not-organiser,
    file-anonymous.
    """
    if not is_organiser:
        return Decision("not-organiser")
    return Decision("file-anonymous") if state is KeepingState.ANONYMOUS else YES


def may_take_case_file(*, is_organiser: bool, state: KeepingState) -> Decision:
    """Organisers take the whole file out once the call is over. Refuses with not-organiser, file-running."""
    if not is_organiser:
        return Decision("not-organiser")
    return Decision("file-running") if state is KeepingState.RUNNING else YES


def may_note_archive(*, is_organiser: bool, state: KeepingState) -> Decision:
    """The answer is noted once the file was offered. Refuses with not-organiser, file-not-offered."""
    if not is_organiser:
        return Decision("not-organiser")
    return YES if state is KeepingState.OFFERED else Decision("file-not-offered")
