"""Signing in and out."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import update

from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.accounts.queries import hash_of
from challenge_hub.infrastructure.db import db

SESSION_LASTS = timedelta(days=14)


def begin_session(person: Person, *, device: str, now: datetime) -> str:
    """Sign a person in on one device. Returns the token for its cookie; only the hash is kept."""
    token = secrets.token_urlsafe(32)
    ends_at = now + SESSION_LASTS
    session = LoginSession(
        person_id=person.id, token_hash=hash_of(token), device=device[:120], began_at=now, ends_at=ends_at
    )
    db.session.add(session)
    db.session.flush()
    return token


def end_session(token: str, *, now: datetime) -> None:
    """Sign out on the device that holds this token; an unknown one does no harm."""
    ended = update(LoginSession).where(LoginSession.token_hash == hash_of(token), LoginSession.ends_at > now)
    db.session.execute(ended.values(ends_at=now))
