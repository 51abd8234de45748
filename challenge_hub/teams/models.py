"""Teams, who is in them, and the ways in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import LANGUAGES, Model, Moment, Slug, one_of
from challenge_hub.infrastructure.hidden import NAMELESS
from challenge_hub.organisations.models import Organisation
from challenge_hub.teams.consent_rules import ConsentPurpose
from challenge_hub.teams.rules import TeamRole


class Team(Model):
    """`join_token` is the end of the link (and QR code) that opens the team; a new one shuts the old out."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("call_id", "key"), CheckConstraint("name <> ''", name="has_name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    key: Mapped[str] = mapped_column(Slug)
    name: Mapped[str] = mapped_column(String(200))
    looking_for: Mapped[str] = mapped_column(Text, default="")
    takes_requests: Mapped[bool] = mapped_column(default=False)
    join_token: Mapped[str | None] = mapped_column(String(64), index=True, unique=True)
    founded_at: Mapped[datetime | None] = mapped_column(Moment)
    dissolved_at: Mapped[datetime | None] = mapped_column(Moment)
    hidden_at: Mapped[datetime | None] = mapped_column(Moment)

    organisation: Mapped[Organisation | None] = relationship(lazy="raise")

    @property
    def public_name(self) -> str:
        return NAMELESS if self.hidden_at else self.name


class TeamMember(Model):
    """A seat in a team; who left keeps the row, for a past member stays in conflict with the team's solutions.

    `entry_key` is the word of the form by which a newcomer came in: sent twice, it leads to the same seat.
    """

    __tablename__ = "team_member"
    __table_args__ = (
        UniqueConstraint("team_id", "person_id"),
        CheckConstraint(one_of("role", TeamRole), name="role"),
        Index(
            "uq_team_member_lead",
            "team_id",
            unique=True,
            sqlite_where=text("role = 'lead' AND left_at IS NULL"),
            postgresql_where=text("role = 'lead' AND left_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    joined_at: Mapped[datetime] = mapped_column(Moment)
    left_at: Mapped[datetime | None] = mapped_column(Moment)
    entry_key: Mapped[str | None] = mapped_column(String(64), unique=True)

    team: Mapped[Team] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")


class TeamInvitation(Model):
    """Somebody is invited by mail; the link in the mail is signed when it is sent."""

    __tablename__ = "team_invitation"
    __table_args__ = (CheckConstraint(f"language IN {LANGUAGES}", name="language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    mail: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    invited_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    team: Mapped[Team] = relationship(lazy="raise")


class JoinRequest(Model):
    """Somebody asks to join (Beitrittsanfrage)."""

    __tablename__ = "join_request"
    __table_args__ = (
        Index(
            "uq_join_request_open",
            "team_id",
            "person_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    message: Mapped[str] = mapped_column(String(2000), default="")
    asked_at: Mapped[datetime] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    accepted: Mapped[bool | None]

    person: Mapped[Person] = relationship(lazy="raise")


class TermsAcceptance(Model):
    """Who accepted which version of the terms for the team, with the hash of what was read."""

    __tablename__ = "terms_acceptance"
    __table_args__ = (UniqueConstraint("team_id", "terms_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"))
    terms_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    accepted_at: Mapped[datetime] = mapped_column(Moment)
    sha256: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2))


class GuardianConsent(Model):
    """Somebody under 18 would like a seat, and a guardian is asked; the link in the mail is signed when it is sent.

    Without `sent_at` the lead of the team has not accepted the request to join yet. `ended_at`: taken back, over in
    vain, or withdrawn after it was given. `terms_id` and `conduct_id` say what was read: by the person until the
    guardian consents, from then on by the guardian. `entry_key` is as in a seat.
    """

    __tablename__ = "guardian_consent"
    __table_args__ = (
        CheckConstraint(one_of("role", TeamRole), name="role"),
        CheckConstraint(f"language IN {LANGUAGES}", name="language"),
        CheckConstraint("(decided_at IS NULL) = (consents IS NULL)", name="decided"),
        Index(
            "uq_guardian_consent_open",
            "team_id",
            "person_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL AND ended_at IS NULL"),
            postgresql_where=text("decided_at IS NULL AND ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    guardian_name: Mapped[str] = mapped_column(String(120))
    guardian_mail: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    terms_id: Mapped[int | None] = mapped_column(ForeignKey("terms.id"))
    conduct_id: Mapped[int | None] = mapped_column(ForeignKey("terms.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    consents: Mapped[bool | None]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    entry_key: Mapped[str | None] = mapped_column(String(64), unique=True)

    team: Mapped[Team] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")


class Consent(Model):
    """What somebody consented to of their own free will: which version of the text, in which language, from when until
    when. It counts for the seat in which it was given: whoever comes back later is asked anew.
    """

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint(one_of("purpose", ConsentPurpose), name="purpose"),
        CheckConstraint(f"language IN {LANGUAGES}", name="language"),
        CheckConstraint("version > 0", name="version"),
        Index(
            "uq_consent_standing",
            "team_id",
            "person_id",
            "purpose",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    given_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    team: Mapped[Team] = relationship(lazy="raise")


class LeadRequest(Model):
    """A member asks the organiser to hand the lead to another; two members asking for the same are enough."""

    __tablename__ = "lead_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    wanted_lead: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
