"""One way to a sign-in service and back: bound to the cookie of one browser, good for ten minutes and one return."""

import base64
import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hmac import compare_digest

from flask import session

from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.sealing import seal, unseal
from challenge_hub.infrastructure.throttle import NO_WAIT, Count, Pace, take

COOKIE, LASTS = "attempt", timedelta(minutes=10)
ONCE = Pace("service attempt", free=1, first=2 * LASTS, longest=2 * LASTS, forgets=2 * LASTS)
"""An old cookie sent again brings its attempt back, so the database counts it."""


class Purpose(StrEnum):
    """What somebody went there for."""

    ENTER = "enter"
    LINK = "link"
    PROVE = "prove"


@dataclass(frozen=True)
class Attempt:
    """What must be the same on the way back. `verifier` is the secret of PKCE, `next` where they wanted to go."""

    service: int
    purpose: str
    person_id: int | None
    language: str
    next: str
    state: str
    nonce: str
    verifier: str

    @property
    def challenge(self) -> str:
        """What the service is told of the verifier."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def begin(service: int, purpose: Purpose, *, person_id: int | None, language: str, wanted: str) -> Attempt:
    """A new attempt, in the cookie of this browser; an earlier one is forgotten."""
    words = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    attempt = Attempt(service, purpose.value, person_id, language, wanted, **words)
    session[COOKIE] = seal(COOKIE, asdict(attempt))
    return attempt


def present() -> Attempt | None:
    """The attempt of this browser; None where there is none, or it is too old."""
    facts = unseal(COOKIE, session.get(COOKIE, ""), max_age=LASTS)
    return Attempt(**facts) if facts else None


def use(service: int, state: str, *, now: datetime) -> Attempt | None:
    """The attempt of this browser, used up, where it is about this service and this state and was not used before.

    Commits, for what follows is slow.
    """
    attempt = present()
    session.pop(COOKIE, None)
    if attempt is None or attempt.service != service or not compare_digest(attempt.state.encode(), state.encode()):
        return None
    is_first = take([Count(ONCE, attempt.state)], now=now) == NO_WAIT
    db.session.commit()
    return attempt if is_first else None
