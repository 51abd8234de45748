"""Calls, who organises them, and the themes they sort challenges by."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.calls.rules import Dates, Format, OrganiserRole, Phase, phase_at
from challenge_hub.infrastructure.db import LANGUAGES, Model, Moment, Prose, Slug, Texts, one_of
from challenge_hub.infrastructure.text import Rendered
from challenge_hub.organisations.models import Organisation


class Call(Model):
    """`package_id` is set on calls that came in as a call package; `language` is the one that counts."""

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at AND closes_at <= ends_at", name="dates_in_order"),
        CheckConstraint(one_of("format", Format), name="format"),
        CheckConstraint(f"language IN {LANGUAGES}", name="language"),
        CheckConstraint("participants >= 0", name="participants"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(Slug, unique=True)
    package_id: Mapped[str | None] = mapped_column(Slug, unique=True)
    format: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    title: Mapped[dict[str, str]] = mapped_column(Texts)
    summary: Mapped[dict[str, str]] = mapped_column(Texts)
    search_text: Mapped[str] = mapped_column(Text, deferred=True, deferred_raiseload=True)
    description: Mapped[dict[str, Rendered]] = mapped_column(Prose, deferred=True, deferred_raiseload=True)
    place: Mapped[str | None] = mapped_column(String(200))
    participants: Mapped[int | None]
    time_zone: Mapped[str] = mapped_column(String(60))
    whole_days: Mapped[bool]
    opens_at: Mapped[datetime] = mapped_column(Moment, index=True)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    source_url: Mapped[str | None] = mapped_column(String(500))
    source_licence: Mapped[str | None] = mapped_column(String(60))
    source_credit: Mapped[dict[str, str]] = mapped_column(Texts)

    organisers: Mapped[list["CallOrganiser"]] = relationship(order_by="CallOrganiser.position", lazy="raise")

    @property
    def dates(self) -> Dates:
        return Dates(self.opens_at, self.closes_at, self.ends_at)

    def phase(self, now: datetime) -> Phase:
        return phase_at(self.dates, now)


class CallOrganiser(Model):
    __tablename__ = "call_organiser"
    __table_args__ = (
        UniqueConstraint("call_id", "organisation_id"),
        CheckConstraint(one_of("role", OrganiserRole), name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)


class Theme(Model):
    """A field that challenges of one call are sorted into."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("call_id", "key"), UniqueConstraint("call_id", "position"))

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(Slug)
    position: Mapped[int]
    name: Mapped[dict[str, str]] = mapped_column(Texts)
