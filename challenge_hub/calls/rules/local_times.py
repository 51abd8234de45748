"""Times as people type them, at the clock of a call's zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

ZONES = ("Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Kyiv", "Africa/Kigali", "Asia/Hebron", "UTC")
"""Zones that a form proposes; a call may have any other."""


class LocalTimeRefused(ValueError):
    """A time that the clock of a zone does not show, or shows twice; `reason` is a key in kebab-case."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def moment_at(local: datetime, zone: str) -> datetime:
    """The moment (UTC, aware) at which the clock of a zone shows `local` (naive).

    Refuses with time-does-not-exist where the clock jumps over it in spring, time-exists-twice where it is set back
    in autumn: a deadline that can be read in two ways is none.
    """
    earlier, later = (local.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    if earlier.utcoffset() != later.utcoffset():
        back = earlier.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        raise LocalTimeRefused("time-exists-twice" if back == local else "time-does-not-exist")
    return earlier.astimezone(UTC)


def local_at(moment: datetime, zone: str) -> datetime:
    """What the clock of a zone shows at a moment, without the zone: the way back into a form."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def is_zone(name: str) -> bool:
    """Whether the zone is one of the common list of zones."""
    return name in available_timezones()
