"""Beginning and ending sessions.

Signing in and out adds no line to the trail: the session itself says it, and goes when it has ended.
"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from challenge_hub.access import Actor
from challenge_hub.accounts import queries, rules
from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.accounts.queries import hash_of
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db

SESSION_LASTS = timedelta(days=14)
HALF_LASTS = timedelta(minutes=10)
"""How long somebody has to show a second factor."""

TRUST_LASTS = timedelta(minutes=15)
"""How long nobody asks again who it is."""


def begin_session(
    person: Person,
    *,
    device: str,
    now: datetime,
    proven: bool = False,
    lasts: timedelta = SESSION_LASTS,
    trusted: timedelta = TRUST_LASTS,
) -> str:
    """Sign a person in on one device. Returns the token for its cookie; only the hash is kept.

    `proven`: a second factor was shown. Where one is still to be shown, the session is short and opens nothing else.
    """
    ended = delete(LoginSession).where(LoginSession.person_id == person.id, LoginSession.ends_at <= now)
    db.session.execute(ended)
    token = secrets.token_urlsafe(32)
    is_half = not proven and queries.has_factor(person.id)
    session = LoginSession(
        person_id=person.id,
        token_hash=hash_of(token),
        device=device[:120],
        began_at=now,
        ends_at=now + (HALF_LASTS if is_half else lasts),
        proven_at=now if proven else None,
        trusted_until=None if is_half else now + trusted,
        used_at=now,
    )
    db.session.add(session)
    db.session.flush()
    return token


def renew(token: str, *, now: datetime) -> str:
    """Somebody showed once more who they are: for a while nobody asks again. Returns the token that counts from now on;
    who copied the earlier one holds nothing any more.
    """
    new = secrets.token_urlsafe(32)
    this = update(LoginSession).where(LoginSession.token_hash == hash_of(token), LoginSession.ends_at > now)
    db.session.execute(this.values(trusted_until=now + TRUST_LASTS, token_hash=hash_of(new)))
    return new


def note_use(token: str, *, now: datetime) -> None:
    """The row learns when its session was used last."""
    db.session.execute(update(LoginSession).where(LoginSession.token_hash == hash_of(token)).values(used_at=now))


def end_session(token: str, *, now: datetime) -> None:
    """Sign out on the device that holds this token; an unknown one does no harm."""
    ended = update(LoginSession).where(LoginSession.token_hash == hash_of(token), LoginSession.ends_at > now)
    db.session.execute(ended.values(ends_at=now))


def end_device(session: LoginSession, *, by: Actor, now: datetime) -> None:
    """Sign out on another device of one's own."""
    rules.may_change(is_own=by.person_id == session.person_id).require()
    session.ends_at = now
    record("sign-out-device", session, by=by, now=now)


def end_other_devices(person: Person, token: str, *, by: Actor, now: datetime) -> None:
    """Sign out everywhere but on the device that holds this token."""
    rules.may_change(is_own=by.person_id == person.id).require()
    end_sessions(person.id, but=token, now=now)
    record("sign-out-elsewhere", person, by=by, now=now)


def end_sessions(person_id: int, *, but: str | None, now: datetime) -> None:
    """End the sessions of a person, all but the one with this token."""
    mine = (LoginSession.person_id == person_id, LoginSession.ends_at > now)
    others = () if but is None else (LoginSession.token_hash != hash_of(but),)
    db.session.execute(update(LoginSession).where(*mine, *others).values(ends_at=now))
