"""The one place that asks what time it is. Everything below the views takes `now` as an argument."""

from datetime import UTC, datetime

from flask import g


def now() -> datetime:
    """The moment this request began, UTC and aware; the same for the whole request."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    moment: datetime = g.now
    return moment
