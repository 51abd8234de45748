"""Organisations, their units, and the people who act for them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import LANGUAGES, Model, Moment, Prose, Slug, Texts, one_of
from challenge_hub.infrastructure.text import Rendered, searchable
from challenge_hub.organisations.register import english_name
from challenge_hub.organisations.rules import Seat


class OrganisationKind(Model):
    """What kinds there are. `is_public` kinds belong to public administration; others may found themselves freely."""

    __tablename__ = "organisation_kind"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    name: Mapped[dict[str, str]] = mapped_column(Texts)
    is_public: Mapped[bool]


def search_words(name: str, state: str | None, summary: Mapping[str, str], country: str) -> str:
    """What an organisation is found by, folded."""
    return searchable(name, english_name(country, name), state, summary)


def _words_of_new_row(row: Any) -> str:
    """The same for a new row, also where many are put in at once."""
    facts = row.get_current_parameters()
    return search_words(facts["name"], facts.get("state"), facts.get("summary") or {}, facts["country"])


class Organisation(Model):
    """`official_key` is text: German municipal keys begin with zeros.

    `confirmed_at` is when the operator confirmed that it is what it says; before, it opens no call and poses no
    challenge, and the public does not see it. `people_confirmed_at`: an owner said that the right people sit in it,
    which is asked once a year. `unit_word` is its own word for its units: Amt, Fachbereich, Referat.
    """

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("name <> ''", name="has_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(Slug, unique=True)
    kind: Mapped[str] = mapped_column(ForeignKey("organisation_kind.key"))
    name: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(2))
    state: Mapped[str | None] = mapped_column(String(100))
    official_key: Mapped[str | None] = mapped_column(String(12), unique=True)
    website: Mapped[str | None] = mapped_column(String(500))
    summary: Mapped[dict[str, str]] = mapped_column(Texts)
    contact_mail: Mapped[str | None] = mapped_column(String(254))
    contact_phone: Mapped[str | None] = mapped_column(String(60))
    contact_address: Mapped[str | None] = mapped_column(String(500))
    unit_word: Mapped[str | None] = mapped_column(String(60))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    people_confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    people_reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    search_text: Mapped[str] = mapped_column(Text, default=_words_of_new_row, server_default="")
    hidden_at: Mapped[datetime | None] = mapped_column(Moment)

    of_kind: Mapped[OrganisationKind] = relationship(lazy="raise")


class OrganisationUnit(Model):
    """A unit (Organisationseinheit) of an organisation."""

    __tablename__ = "organisation_unit"
    __table_args__ = (UniqueConstraint("organisation_id", "name"), CheckConstraint("name <> ''", name="has_name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))


class OrganisationMember(Model):
    """A seat in an organisation: an owner, or an officer."""

    __tablename__ = "organisation_member"
    __table_args__ = (
        UniqueConstraint("organisation_id", "person_id"),
        CheckConstraint(one_of("seat", Seat), name="seat"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("organisation_unit.id", ondelete="SET NULL"))
    seat: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime] = mapped_column(Moment)

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[OrganisationUnit | None] = relationship(lazy="raise")


class OrganisationService(Model):
    """The sign-in service of an organisation (OpenID Connect). The secret is encrypted.

    `is_vouched`: the operator answers for what the service says about addresses and second factors.
    """

    __tablename__ = "organisation_service"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    issuer: Mapped[str] = mapped_column(String(500))
    client_id: Mapped[str] = mapped_column(String(255))
    secret: Mapped[str] = mapped_column(String(1000))
    is_vouched: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime] = mapped_column(Moment)

    organisation: Mapped[Organisation] = relationship(lazy="raise")


class PrivacyNotice(Model):
    """One version of what an organisation says about data it is responsible for. A published one is never changed.

    `officer` is how its data protection officer is reached.
    """

    __tablename__ = "privacy_notice"
    __table_args__ = (CheckConstraint("number > 0", name="number"),)

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[dict[str, Rendered]] = mapped_column(Prose)
    officer: Mapped[str] = mapped_column(String(300))
    published_at: Mapped[datetime] = mapped_column(Moment)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class OrganisationInvitation(Model):
    """An owner invites somebody by mail to a seat; the link in the mail is signed when it is sent."""

    __tablename__ = "organisation_invitation"
    __table_args__ = (
        CheckConstraint(one_of("seat", Seat), name="seat"),
        CheckConstraint(f"language IN {LANGUAGES}", name="language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    mail: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    seat: Mapped[str] = mapped_column(String(20))
    invited_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    invited_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    organisation: Mapped[Organisation] = relationship(lazy="raise")


class OrganisationRequest(Model):
    """Somebody asks to act for an organisation; an owner decides, or the operator where there is none yet."""

    __tablename__ = "organisation_request"
    __table_args__ = (
        Index(
            "uq_organisation_request_open",
            "organisation_id",
            "person_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    message: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    accepted: Mapped[bool | None]
    reason: Mapped[str | None] = mapped_column(String(1000))

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
