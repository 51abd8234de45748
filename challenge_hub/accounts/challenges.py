"""The word that a passkey signs: bound to the cookie of one browser, good for ten minutes and one try."""

import secrets
from datetime import datetime, timedelta

from flask import session
from webauthn.helpers import base64url_to_bytes

from challenge_hub.infrastructure.throttle import NO_WAIT, Count, Pace, take

LASTS = timedelta(minutes=10)
ONCE = Pace("passkey challenge", free=1, first=2 * LASTS, longest=2 * LASTS, forgets=2 * LASTS)
"""An old cookie sent again brings its word back, so the database counts it."""


def begin(*, now: datetime) -> bytes:
    """A new word, in the cookie of this browser."""
    word = secrets.token_urlsafe(32)
    session["challenge"] = [word, int(now.timestamp())]
    return base64url_to_bytes(word)


def use(*, now: datetime) -> bytes | None:
    """The word of this browser, used up; None where there is none, or it is too old, or was used before."""
    word, began = session.pop("challenge", None) or ("", 0)
    is_fresh = bool(word) and now.timestamp() - began < LASTS.total_seconds()
    return base64url_to_bytes(word) if is_fresh and take([Count(ONCE, word)], now=now) == NO_WAIT else None
