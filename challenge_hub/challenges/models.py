"""Challenges and the themes they belong to."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.calls.models import Call, Theme
from challenge_hub.infrastructure.db import Model, Prose, Slug, Texts
from challenge_hub.infrastructure.text import Rendered
from challenge_hub.organisations.models import Organisation


class Challenge(Model):
    """`key` is unique in its call and part of the address; `position` is the order the organiser chose."""

    __tablename__ = "challenge"
    __table_args__ = (
        UniqueConstraint("call_id", "key"),
        UniqueConstraint("call_id", "position"),
        CheckConstraint("position > 0", name="position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    key: Mapped[str] = mapped_column(Slug)
    position: Mapped[int]
    title: Mapped[dict[str, str]] = mapped_column(Texts)
    question: Mapped[dict[str, str]] = mapped_column(Texts)
    search_text: Mapped[str] = mapped_column(Text, deferred=True, deferred_raiseload=True)
    description: Mapped[dict[str, Rendered]] = mapped_column(Prose, deferred=True, deferred_raiseload=True)
    source_url: Mapped[str | None] = mapped_column(String(500))

    call: Mapped[Call] = relationship(lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise")
    themes: Mapped[list[Theme]] = relationship(secondary="challenge_theme", order_by=Theme.position, lazy="raise")


class ChallengeTheme(Model):
    __tablename__ = "challenge_theme"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True, index=True)
