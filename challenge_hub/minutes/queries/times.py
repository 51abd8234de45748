"""How the record writes a moment."""

from datetime import UTC, datetime


def at(moment: datetime | None) -> str | None:
    """A moment as text, in UTC; None stays None."""
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None
