"""Challenges, the themes they belong to, and questions about them with their answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call, Theme
from challenge_hub.challenges.rules.closing import Closing
from challenge_hub.challenges.rules.gate import Stage, stage_of
from challenge_hub.infrastructure.db import LANGUAGES, Model, Moment, Prose, Slug, Texts, one_of
from challenge_hub.infrastructure.hidden import title_in_public
from challenge_hub.infrastructure.text import Rendered
from challenge_hub.organisations.models import Organisation


class Challenge(Model):
    """`key` is unique in its call and part of the address; `position` is the order the organiser chose.

    What everybody reads are the published texts: title, question, description and the answers of the guided form in
    `sections`. What officers type goes to `draft` and passes the gate first: co-signature where one is wanted, then
    the organiser. The draft holds {"shared": {…}, "de": {…}, "en": {…}}: people and themes too, so that nothing goes
    round the gate. The dates say how far it came; whatever is typed after `submitted_at` takes that back. `cosigner_id`
    is set by submitting; caretaker and stand-in are those of the published text, and `shows_caretaker` says that the
    caretaker agreed to be named in public.
    """

    __tablename__ = "challenge"
    __table_args__ = (
        UniqueConstraint("call_id", "key"),
        UniqueConstraint("call_id", "position"),
        CheckConstraint("position > 0", name="position"),
        CheckConstraint(one_of("closing", Closing), name="closing"),
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
    sections: Mapped[dict[str, dict[str, Rendered]]] = mapped_column(
        JSON, default=dict, deferred=True, deferred_raiseload=True
    )
    draft: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), deferred=True, deferred_raiseload=True
    )
    revision: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime | None] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    cosigned_at: Mapped[datetime | None] = mapped_column(Moment)
    returned_at: Mapped[datetime | None] = mapped_column(Moment)
    return_reason: Mapped[str | None] = mapped_column(String(2000))
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closing: Mapped[str | None] = mapped_column(String(20))
    closing_reason: Mapped[dict[str, str]] = mapped_column(Texts, default=dict)
    caretaker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    cosigner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    shows_caretaker: Mapped[bool] = mapped_column(default=False, server_default=false())
    hidden_at: Mapped[datetime | None] = mapped_column(Moment)

    caretaker: Mapped[Person | None] = relationship(foreign_keys=[caretaker_id], lazy="raise")
    stand_in: Mapped[Person | None] = relationship(foreign_keys=[stand_in_id], lazy="raise")
    cosigner: Mapped[Person | None] = relationship(foreign_keys=[cosigner_id], lazy="raise")
    call: Mapped[Call] = relationship(lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise")
    themes: Mapped[list[Theme]] = relationship(secondary="challenge_theme", order_by=Theme.position, lazy="raise")

    @property
    def public_title(self) -> Mapping[str, str]:
        return title_in_public(self.title, self.hidden_at)

    @property
    def stage(self) -> Stage:
        return stage_of(
            has_draft=self.draft is not None,
            submitted_at=self.submitted_at,
            wants_cosignature=self.cosigner_id is not None,
            cosigned_at=self.cosigned_at,
            returned_at=self.returned_at,
        )


class ChallengeVersion(Model):
    """What a challenge said from a day on: each publication is kept, so that everybody sees what changed."""

    __tablename__ = "challenge_version"
    __table_args__ = (UniqueConstraint("challenge_id", "number"), CheckConstraint("number > 0", name="number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"))
    number: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(Moment)
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)


class ChallengeTheme(Model):
    __tablename__ = "challenge_theme"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True, index=True)


class Question(Model):
    """A question (Rückfrage) about a challenge. It gets its number when it is answered, once for all.

    An answer may be changed until the deadline; `changed_at` says so.
    """

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("challenge_id", "number"),
        CheckConstraint("(number IS NULL) = (answered_at IS NULL)", name="answered_has_number"),
        CheckConstraint(f"language IN {LANGUAGES}", name="language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"), index=True)
    number: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(String(2000))
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    answer: Mapped[dict[str, Rendered]] = mapped_column(Prose, default=dict)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    decline_reason: Mapped[str | None] = mapped_column(String(1000))
    hidden_at: Mapped[datetime | None] = mapped_column(Moment)

    challenge: Mapped[Challenge] = relationship(lazy="raise")
