"""Who somebody is at a sign-in service: linked to an account, or just come from there."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import session
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment
from challenge_hub.infrastructure.sealing import seal, unseal

COOKIE, LASTS = "identity", timedelta(minutes=30)


class LinkedIdentity(Model):
    """Whoever a sign-in service calls by this subject may sign in to this account. Name and address are not kept."""

    __tablename__ = "linked_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    issuer: Mapped[str] = mapped_column(String(500))
    subject: Mapped[str] = mapped_column(String(255))
    since: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


@dataclass(frozen=True)
class Identity:
    """What a sign-in service said of somebody. Issuer and subject are who it is; name and mail are only words.

    `is_verified`: the operator vouches for the service, and the service says that the address is theirs. `has_factor`:
    the same for a second factor. `proved_at`: when they last showed the service who they are, in seconds.
    """

    service: int
    issuer: str
    subject: str
    name: str
    mail: str
    is_verified: bool
    has_factor: bool
    proved_at: int | None


def carry(identity: Identity, *, for_person: int | None) -> None:
    """Keep an identity in the cookie of this browser until its owner says what to do with it."""
    session[COOKIE] = seal(COOKIE, {**asdict(identity), "for": for_person})


def carried() -> tuple[Identity, int | None] | None:
    """The identity this browser came with, and the account it is meant for, if any."""
    facts: dict[str, Any] | None = unseal(COOKIE, session.get(COOKIE, ""), max_age=LASTS)
    if facts is None:
        return None
    for_person = facts.pop("for")
    return Identity(**facts), for_person


def drop() -> None:
    """It has served its purpose."""
    session.pop(COOKIE, None)
