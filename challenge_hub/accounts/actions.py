"""Signing in and out."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import update

from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.accounts.queries import hash_of
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import send_to_person

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


def begin_with_claim(
    display_name: str, mail: str, language: str, *, now: datetime, password_hash: str | None = None
) -> Person:
    """Somebody new, with an address that is not confirmed yet; the link to confirm it is sent there.

    The same whether the address is known or not.
    """
    person = Person(
        display_name=display_name,
        claimed_mail=mail.strip().casefold(),
        language=language,
        password_hash=password_hash,
        created_at=now,
    )
    db.session.add(person)
    db.session.flush()
    send_to_person("accounts.confirm", person.id, now=now)
    return person
