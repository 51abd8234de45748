"""People, and the devices on which they are signed in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.infrastructure.db import LANGUAGES, Model, Moment


class Person(Model):
    """`mail` is set, in small letters, once it is confirmed; until then what was typed is only `claimed_mail`.

    So nobody can take an address away from its owner, and registering looks the same whether an address is known.
    Nobody signs in to an account the operator disabled (`disabled_at`); what was done in it stays.
    `of_age` is what a person said of themselves where they came into a team; None: nobody has asked yet.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("display_name <> ''", name="has_name"),
        CheckConstraint("(mail IS NULL) = (confirmed_at IS NULL)", name="mail_is_confirmed"),
        CheckConstraint("mail IS NOT NULL OR claimed_mail IS NOT NULL", name="has_mail"),
        CheckConstraint(f"language IN {LANGUAGES}", name="language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mail: Mapped[str | None] = mapped_column(String(254), unique=True)
    claimed_mail: Mapped[str | None] = mapped_column(String(254), index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    display_name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(2))
    skills: Mapped[str] = mapped_column(Text, default="")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_operator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)
    disabled_reason: Mapped[str | None] = mapped_column(String(500))
    of_age: Mapped[bool | None]
    of_age_said_at: Mapped[datetime | None] = mapped_column(Moment)


class LoginSession(Model):
    """One device on which a person is signed in. The cookie holds the token, this row only its hash.

    `proven_at`: a second factor was shown. Up to `trusted_until` nobody asks once more who it is. `used_at` follows the
    last use, which the cookie knows, whenever something is sent.
    """

    __tablename__ = "login_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(120))
    began_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    proven_at: Mapped[datetime | None] = mapped_column(Moment)
    trusted_until: Mapped[datetime | None] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship(lazy="raise")
