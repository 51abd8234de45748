"""The frozen copy: how it came about, and a place for each solution."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.calls.models import Call, Prize
from challenge_hub.infrastructure.db import Exact, Model, Moment, Prose, Texts, one_of
from challenge_hub.infrastructure.text import Rendered
from challenge_hub.organisations.models import Organisation
from challenge_hub.results.rules import ObjectionOutcome, Outcome
from challenge_hub.solutions.models import Solution


class Publication(Model):
    """One numbered publication of a round. `settings` is the round as frozen, `settings_hash` its fingerprint; `ties`
    say how boundaries that were too close to call were settled.
    """

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("call_id", "round_number", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("number = 1 OR reason IS NOT NULL", name="correction_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    round_number: Mapped[int]
    number: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str | None] = mapped_column(String(1000))
    seed: Mapped[int]
    review_count: Mapped[int]
    program_version: Mapped[str] = mapped_column(String(40))
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    settings_hash: Mapped[str] = mapped_column(String(64))
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    note: Mapped[dict[str, Rendered]] = mapped_column(Prose)
    draws: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    ties: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")

    call: Mapped[Call] = relationship(lazy="raise")


class PublishedPlace(Model):
    """What one solution reached. A solution nobody reviewed has no place and no figures.

    With 90 % probability the true place lies from `place_low` to `place_high`; older copies know of no range.
    `sheets` is empty unless the round said before inviting that sheets are published; jurors appear by a number
    drawn anew for each publication. Figures inside JSON are decimal numbers written as text.
    """

    __tablename__ = "published_place"
    __table_args__ = (
        UniqueConstraint("publication_id", "solution_id"),
        # Narrow ways through wide rows: the ranking is put in order and its head found without reading any sheet.
        Index(None, "publication_id", "place", "solution_id"),
        Index(None, "publication_id", "mean_place"),
        CheckConstraint("place > 0", name="place"),
        CheckConstraint("(place IS NULL) = (reviews = 0)", name="place_needs_reviews"),
        CheckConstraint("low <= high", name="spread"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id", ondelete="CASCADE"))
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    place: Mapped[int | None]
    shared: Mapped[bool]
    decided_by: Mapped[str | None] = mapped_column(String(20))
    reviews: Mapped[int]
    total: Mapped[Decimal | None] = mapped_column(Exact)
    mean: Mapped[Decimal | None] = mapped_column(Exact)
    mean_place: Mapped[int | None]
    place_low: Mapped[int | None]
    place_high: Mapped[int | None]
    low: Mapped[Decimal | None] = mapped_column(Exact)
    high: Mapped[Decimal | None] = mapped_column(Exact)
    criterion_means: Mapped[dict[str, str]] = mapped_column(JSON)
    sheets: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    title: Mapped[dict[str, str]] = mapped_column(Texts, default=dict)
    team: Mapped[str | None] = mapped_column(String(200))

    publication: Mapped[Publication] = relationship(lazy="raise")
    solution: Mapped[Solution] = relationship(lazy="raise")


class Release(Model):
    """Awards prepared by one person and released by another (Vier-Augen-Prinzip); then they are published.

    A returned one keeps its reason and is prepared again. Nobody in `edited_by` releases it; what the releaser saw has
    the fingerprint `content_sha256`. `decided_at` is the jury's session, `publication_id` the ranking published then.
    """

    __tablename__ = "award_release"
    __table_args__ = (
        CheckConstraint("released_by IS NULL OR released_by <> prepared_by", name="four_eyes"),
        CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name="released"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    round_number: Mapped[int]
    edited_by: Mapped[list[int]] = mapped_column(JSON, default=list)
    prepared_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    prepared_at: Mapped[datetime | None] = mapped_column(Moment)
    returned_at: Mapped[datetime | None] = mapped_column(Moment)
    return_reason: Mapped[str | None] = mapped_column(String(2000))
    released_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[datetime | None] = mapped_column(Moment)
    content_sha256: Mapped[str | None] = mapped_column(String(64))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    statement: Mapped[dict[str, Rendered]] = mapped_column(Prose, default=dict)
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"))


class Award(Model):
    """An award (Auszeichnung): which prize goes to which solution, and why; the prize as it was then.

    `source` says where a decision of somebody else than the jury is found, or how it was come to; `votes_for` of
    `votes_cast` where it was a vote; `decided_by` which municipality it was.
    """

    __tablename__ = "award"
    __table_args__ = (UniqueConstraint("release_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("award_release.id", ondelete="CASCADE"))
    position: Mapped[int]
    prize_id: Mapped[int] = mapped_column(ForeignKey("prize.id"))
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    reason: Mapped[dict[str, str]] = mapped_column(Texts)
    prize_name: Mapped[dict[str, str]] = mapped_column(Texts, default=dict)
    worth: Mapped[str | None] = mapped_column(String(200))
    giver: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(500), default="")
    decider: Mapped[str | None] = mapped_column(String(20))
    decided_by: Mapped[str] = mapped_column(String(200), default="", server_default="")
    votes_for: Mapped[int | None]
    votes_cast: Mapped[int | None]

    prize: Mapped[Prize] = relationship(lazy="raise")


class PrizeDecision(Model):
    """What a municipality decided about its prize: one of its people prepared, another released (Vier-Augen-Prinzip).

    `how` says how it was come to. Once released it does not change, and the awards of the call follow it.
    """

    __tablename__ = "prize_decision"
    __table_args__ = (
        UniqueConstraint("prize_id", "organisation_id"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> prepared_by", name="four_eyes"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by IS NULL)", name="confirmed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    prize_id: Mapped[int] = mapped_column(ForeignKey("prize.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    reason: Mapped[dict[str, str]] = mapped_column(Texts)
    how: Mapped[str] = mapped_column(String(500))
    prepared_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    prepared_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)


class Feedback(Model):
    """What a team gets back for a round (Rückmeldung): means of criteria stand in its place, released comments here.

    `reasons` are common causes, of the closed set `FeedbackReason`, chosen by chair or organiser.
    """

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("call_id", "solution_id", "round_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"), index=True)
    round_number: Mapped[int] = mapped_column(default=1)
    comments: Mapped[list[str]] = mapped_column(JSON)
    criterion_means: Mapped[dict[str, str]] = mapped_column(JSON)
    message: Mapped[str] = mapped_column(Text, default="")
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    prepared_at: Mapped[datetime] = mapped_column(Moment)
    released_at: Mapped[datetime | None] = mapped_column(Moment)


class FollowUp(Model):
    """What the municipality decides about a solution after the jury: a separate record with its reason."""

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("solution_id", "organisation_id", "number"),
        CheckConstraint(one_of("outcome", Outcome), name="outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    number: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(20))
    reason: Mapped[dict[str, str]] = mapped_column(Texts)
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    organisation: Mapped[Organisation] = relationship(lazy="raise")


class Objection(Model):
    """What a team objects to after the results (Einwand), once for each solution, and the organiser's answer."""

    __tablename__ = "objection"
    __table_args__ = (
        CheckConstraint("text <> ''", name="has_text"),
        CheckConstraint(one_of("outcome", ObjectionOutcome), name="outcome"),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("outcome IS NULL OR answer <> ''", name="has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"), unique=True)
    text: Mapped[str] = mapped_column(Text)
    filed_at: Mapped[datetime] = mapped_column(Moment)
    filed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    outcome: Mapped[str | None] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
