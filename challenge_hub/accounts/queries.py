"""Questions about people and their sessions."""

import hashlib
from datetime import datetime

from sqlalchemy import select

from challenge_hub.access import Actor, signed_in
from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.infrastructure.db import db


def hash_of(token: str) -> str:
    """What is stored of a token; from it nobody can make the token again."""
    return hashlib.sha256(token.encode()).hexdigest()


def actor_of(token: str, now: datetime) -> Actor | None:
    """Who is signed in with this token; None where the session ended. One statement."""
    statement = (
        select(Person.id, Person.display_name, Person.mail, Person.is_operator)
        .join(LoginSession, LoginSession.person_id == Person.id)
        .where(LoginSession.token_hash == hash_of(token), LoginSession.ends_at > now)
    )
    found = db.session.execute(statement).one_or_none()
    if found is None:
        return None
    id_, name, mail, is_operator = found
    return signed_in(id_, name, is_confirmed=mail is not None, is_operator=is_operator)


def person_with_mail(mail: str) -> Person | None:
    """Whose confirmed address this is."""
    return db.session.scalar(select(Person).where(Person.mail == mail.strip().casefold()))
