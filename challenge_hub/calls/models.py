"""Calls, who organises them, the themes they sort challenges by, their prizes, terms and notices."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.calls.rules.conditions import (
    AwardGroup,
    Decider,
    NoticeKind,
    PrizeKind,
    Purpose,
    Rights,
    SolutionsPublic,
)
from challenge_hub.calls.rules.phases import Dates, Format, OrganiserRole, Phase, phase_at
from challenge_hub.calls.rules.sections import DocumentKind
from challenge_hub.infrastructure.db import LANGUAGES, Model, Moment, Prose, Slug, Texts, one_of
from challenge_hub.infrastructure.text import Rendered
from challenge_hub.organisations.models import Organisation


class Call(Model):
    """`package_id` is set on calls that came in as a call package; `language` is the one that counts.

    A call without `published_at` is a draft. Suspended and cancelled are dated facts beside the phase. `revision` grows
    with every save, so that two people at one form notice each other. Solutions can be seen by everybody from
    `solutions_public_at` on: the deadline, or the moment results are published. `officers_may_judge`: whether people of
    a municipality may judge the solutions to a challenge it posed.
    """

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at AND closes_at <= ends_at", name="dates_in_order"),
        CheckConstraint(one_of("format", Format), name="format"),
        CheckConstraint(f"language IN {LANGUAGES}", name="language"),
        CheckConstraint("participants >= 0", name="participants"),
        CheckConstraint("team_min >= 1 AND (team_max IS NULL OR team_max >= team_min)", name="team_size"),
        CheckConstraint(one_of("rights", Rights), name="rights"),
        CheckConstraint(one_of("purpose", Purpose), name="purpose"),
        CheckConstraint(one_of("solutions_public", SolutionsPublic), name="solutions_public"),
        CheckConstraint("cancelled_at IS NULL OR published_at IS NOT NULL", name="only_published_is_cancelled"),
        CheckConstraint("most_awards > 0", name="most_awards"),
        CheckConstraint(one_of("awards_per", AwardGroup), name="awards_per"),
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
    is_example: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    suspended_at: Mapped[datetime | None] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    stop_reason: Mapped[dict[str, str]] = mapped_column(Texts, default=dict)
    questions_until: Mapped[datetime | None] = mapped_column(Moment)
    feedback_by: Mapped[datetime | None] = mapped_column(Moment)
    solutions_public: Mapped[str] = mapped_column(String(20), default=SolutionsPublic.AFTER_DEADLINE)
    solutions_public_at: Mapped[datetime | None] = mapped_column(Moment)
    eligible_kinds: Mapped[list[str] | None] = mapped_column(JSON)
    eligibility: Mapped[dict[str, Rendered]] = mapped_column(
        Prose, default=dict, deferred=True, deferred_raiseload=True, deferred_group="conditions"
    )
    team_min: Mapped[int] = mapped_column(default=1)
    team_max: Mapped[int | None]
    rights: Mapped[str | None] = mapped_column(String(20))
    rights_text: Mapped[dict[str, Rendered]] = mapped_column(
        Prose, default=dict, deferred=True, deferred_raiseload=True, deferred_group="conditions"
    )
    purpose: Mapped[str | None] = mapped_column(String(40))
    follow_up: Mapped[dict[str, Rendered]] = mapped_column(
        Prose, default=dict, deferred=True, deferred_raiseload=True, deferred_group="conditions"
    )
    case_number: Mapped[str | None] = mapped_column(String(60))
    prototype_required: Mapped[bool] = mapped_column(default=False)
    juror_names_public: Mapped[bool] = mapped_column(default=False)
    officers_may_judge: Mapped[bool] = mapped_column(default=True, server_default=true())
    jurors_need_factor: Mapped[bool] = mapped_column(default=False, server_default=false())
    most_awards: Mapped[int | None]
    awards_per: Mapped[str] = mapped_column(String(20), default=AwardGroup.TEAM)
    objections_until: Mapped[datetime | None] = mapped_column(Moment)
    hidden_at: Mapped[datetime | None] = mapped_column(Moment)

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


class Prize(Model):
    """What can be won, who gives it, and who decides about it.

    It follows the ranking of a round, the last one where none is named; with a theme, that of the theme's solutions.
    """

    __tablename__ = "prize"
    __table_args__ = (
        UniqueConstraint("call_id", "position"),
        CheckConstraint(one_of("kind", PrizeKind), name="kind"),
        CheckConstraint(one_of("decider", Decider), name="decider"),
        CheckConstraint("round_number > 0", name="round_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[dict[str, str]] = mapped_column(Texts)
    kind: Mapped[str] = mapped_column(String(20))
    worth: Mapped[str | None] = mapped_column(String(200))
    giver: Mapped[str] = mapped_column(String(200))
    decider: Mapped[str | None] = mapped_column(String(20))
    round_number: Mapped[int | None]
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))


class Terms(Model):
    """One version of the terms (Teilnahmebedingungen), or of the code of conduct, as `kind` says. A published version
    is never changed; a new one is added.
    """

    __tablename__ = "terms"
    __table_args__ = (
        UniqueConstraint("call_id", "kind", "version"),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint(one_of("kind", DocumentKind), name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20), default=DocumentKind.TERMS, server_default="terms")
    version: Mapped[int]
    text: Mapped[dict[str, Rendered]] = mapped_column(Prose)
    sha256: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime | None] = mapped_column(Moment)


class CallNotice(Model):
    """A numbered notice (Bekanntmachung) about a published call: each change with before and after."""

    __tablename__ = "call_notice"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        CheckConstraint(one_of("kind", NoticeKind), name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    published_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[dict[str, str]] = mapped_column(Texts, default=dict)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
