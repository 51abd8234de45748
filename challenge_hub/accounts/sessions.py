"""Who is behind a request: the cookie's token, looked up once in a short read of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Flask, current_app, g, request, session
from flask_login import LoginManager, current_user, login_user

from challenge_hub.access import VISITOR, Actor, Lack
from challenge_hub.accounts import logins, queries
from challenge_hub.accounts.factors import Need
from challenge_hub.accounts.logins import TRUST_LASTS
from challenge_hub.accounts.models import Person
from challenge_hub.accounts.rules import device_of, may_sign_in
from challenge_hub.accounts.throttling import know
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db, only_reading
from challenge_hub.infrastructure.log import tell
from challenge_hub.settings import Settings

NOTED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class SignedIn:
    """What Flask-Login keeps for a request: the token of the session and the actor behind it."""

    token: str
    actor: Actor
    is_trusted: bool
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return self.token


def prepare_sessions(app: Flask) -> None:
    """Let Flask-Login read and write the cookie. A session is one of ours, so nothing else of it is switched on."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_signed_in_with)


def who_asks() -> Actor:
    """The actor of this request. Without a cookie nobody is asked for, so that public pages stay the same for all."""
    if not request.cookies:
        return VISITOR
    actor: Actor = getattr(current_user, "actor", VISITOR)
    return actor


def enter(person: Person, *, now: datetime, proven: bool = False, trusted: timedelta = TRUST_LASTS) -> Actor:
    """Sign a person in on this device with a new token, whoever was signed in here before; the caller commits.

    `proven`: they have shown a second factor.
    """
    may_sign_in(is_disabled=person.disabled_at is not None).require()
    logins.end_session(this_token(), now=now)
    settings: Settings = current_app.extensions["settings"]
    token = logins.begin_session(
        person,
        device=device_of(request.user_agent.string),
        now=now,
        proven=proven,
        lasts=timedelta(days=settings.session_days),
        trusted=trusted,
    )
    found = queries.session_with(token, now, _needs())
    actor = found.actor if found else VISITOR
    login_user(SignedIn(token, actor, actor.lack is not Lack.PROOF))
    session["seen"] = int(now.timestamp())
    if person.mail and actor.lack is not Lack.PROOF:
        know(person.mail)
    g.actor = actor
    tell("signed-in", proven=int(proven), lacks=actor.lack)
    return actor


def trust_again(*, now: datetime) -> None:
    """Whoever is signed in showed once more who it is: the session goes on under another token. The caller commits."""
    actor = who_asks()
    login_user(SignedIn(logins.renew(this_token(), now=now), actor, is_trusted=True))
    tell("proved-again")


def this_token() -> str:
    """The token of the session at work; empty for a visitor."""
    return getattr(current_user, "token", "")


def proved_lately() -> bool:
    """Whether whoever is behind this request showed a moment ago who they are."""
    return bool(getattr(current_user, "is_trusted", False))


def _signed_in_with(token: str) -> SignedIn | None:
    now = clock.now()
    with only_reading():
        found = queries.session_with(token, now, _needs())
        if request.method == "POST":
            db.session.rollback()  # SQLite's write lock is taken by the act itself, late
    if found is None or not _is_in_use(found.used_at, now):
        return None
    if request.method == "POST" and now - found.used_at > NOTED_EVERY:
        logins.note_use(token, now=now)
        db.session.commit()
    return SignedIn(token, found.actor, found.is_trusted)


def _is_in_use(used_at: datetime, now: datetime) -> bool:
    """Whether the pause since the last use, which the signed cookie knows, is not too long; this is a use, too."""
    settings: Settings = current_app.extensions["settings"]
    seen = max(datetime.fromtimestamp(session.get("seen", 0), UTC), used_at)
    if now - seen > timedelta(hours=settings.session_idle_hours):
        return False
    if now - seen > NOTED_EVERY:
        session["seen"] = int(now.timestamp())
    return True


def _needs() -> Sequence[Need]:
    needs: Sequence[Need] = current_app.extensions["needs_factor"]
    return needs
