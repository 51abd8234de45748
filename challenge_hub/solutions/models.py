"""Solutions, their versions, and what a version carries."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import Model, Moment, Prose, Slug, Texts, one_of
from challenge_hub.infrastructure.text import Rendered
from challenge_hub.solutions.rules import Admission, ConflictKind, Maturity, MediaType, PrototypeKind
from challenge_hub.teams.models import Team


class Solution(Model):
    """`track` keeps the words an event itself sorted the solution under. Title and texts stand in the versions.

    `newest` is the number of the version that counts, 0 while there is only a draft. A solution takes part from its
    first version until `withdrawn_at`; the formal pre-check (Vorprüfung) may admit it, return it until a date, or not
    admit it. `draft_key` is where it was found before its first version got it a readable `key`: a form opened before
    still finds its way.
    """

    __tablename__ = "solution"
    __table_args__ = (
        UniqueConstraint("call_id", "key"),
        Index("ix_solution_listed", "call_id", "key", "newest", "withdrawn_at", "admission", "hidden_at"),
        Index("uq_solution_draft_key", "call_id", "draft_key", unique=True),
        CheckConstraint(one_of("admission", Admission), name="admission"),
        CheckConstraint("newest >= 0", name="newest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), index=True)
    key: Mapped[str] = mapped_column(Slug)
    draft_key: Mapped[str | None] = mapped_column(Slug)
    track: Mapped[str | None] = mapped_column(String(300))
    newest: Mapped[int] = mapped_column(default=0)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    admission: Mapped[str | None] = mapped_column(String(20))
    admission_reason: Mapped[str | None] = mapped_column(String(2000))
    admission_at: Mapped[datetime | None] = mapped_column(Moment)
    returned_until: Mapped[datetime | None] = mapped_column(Moment)
    hidden_at: Mapped[datetime | None] = mapped_column(Moment)

    team: Mapped[Team] = relationship(lazy="raise")
    challenge: Mapped[Challenge] = relationship(lazy="raise")


class SolutionVersion(Model):
    """One handing-in. The newest is what everybody sees; `submitted_at` is empty where the source does not say.

    `sha256` is the fingerprint of everything handed in, which the receipt names.
    """

    __tablename__ = "solution_version"
    __table_args__ = (
        UniqueConstraint("solution_id", "number"),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"))
    number: Mapped[int]
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    title: Mapped[dict[str, str]] = mapped_column(Texts)
    pitch: Mapped[dict[str, str]] = mapped_column(Texts)
    search_text: Mapped[str] = mapped_column(Text, deferred=True, deferred_raiseload=True)
    description: Mapped[dict[str, Rendered]] = mapped_column(Prose, deferred=True, deferred_raiseload=True)
    prior_work: Mapped[str | None] = mapped_column(String(2000))
    third_party_rights: Mapped[str | None] = mapped_column(String(2000))
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sha256: Mapped[str | None] = mapped_column(String(64))

    solution: Mapped[Solution] = relationship(lazy="raise")
    prototypes: Mapped[list["Prototype"]] = relationship(order_by="Prototype.position", lazy="raise")
    files: Mapped[list["SolutionFile"]] = relationship(order_by="SolutionFile.position", lazy="raise")


class Prototype(Model):
    """A repository, a demo or something else to try. A withheld address is not stored at all."""

    __tablename__ = "prototype"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        CheckConstraint("NOT withheld OR url IS NULL", name="withheld_has_no_address"),
        CheckConstraint(one_of("kind", PrototypeKind), name="kind"),
        CheckConstraint(one_of("maturity", Maturity), name="maturity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("solution_version.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    url: Mapped[str | None] = mapped_column(String(500))
    host: Mapped[str | None] = mapped_column(String(200))
    withheld: Mapped[bool]
    licence: Mapped[str | None] = mapped_column(String(60))
    licence_file: Mapped[bool | None]
    maturity: Mapped[str | None] = mapped_column(String(20))


class SolutionFile(Model):
    """A file shown beside a version; its content lies in the storage under its hash."""

    __tablename__ = "solution_file"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint(one_of("media_type", MediaType), name="media_type"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("solution_version.id", ondelete="CASCADE"))
    position: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(40))
    alt: Mapped[dict[str, str]] = mapped_column(Texts)


class SolutionDraft(Model):
    """What a team is typing: the fields of the form as they stand, and who saved them last."""

    __tablename__ = "solution_draft"

    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    solution: Mapped[Solution] = relationship(lazy="raise")


class DraftFile(Model):
    """A file of the draft, cleaned of hidden data; a submission copies the row to its version."""

    __tablename__ = "draft_file"
    __table_args__ = (
        UniqueConstraint("solution_id", "position"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint(one_of("media_type", MediaType), name="media_type"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"))
    position: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    alt: Mapped[dict[str, str]] = mapped_column(Texts)


class PreCheck(Model):
    """One finding of the formal pre-check about one version; `Solution.admission` repeats the newest."""

    __tablename__ = "pre_check"
    __table_args__ = (CheckConstraint(one_of("outcome", Admission), name="outcome"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(2000), default="")
    returned_until: Mapped[datetime | None] = mapped_column(Moment)
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    checked_at: Mapped[datetime] = mapped_column(Moment)


class Conflict(Model):
    """A conflict of interest (Befangenheit) between a person and a solution, also of organisers and officers.

    Only the chair lifts one, with a reason, and about the chair the deputy; what was lifted is kept. A doubtful one
    counts until somebody decided it: confirmed, or lifted. `reported_by` is who reported it where that was not the
    person. Members of the team and of its organisation are in conflict without a row.
    """

    __tablename__ = "conflict"
    __table_args__ = (
        CheckConstraint(one_of("kind", ConflictKind), name="kind"),
        Index(
            "uq_conflict_standing",
            "person_id",
            "solution_id",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(1000), default="")
    declared_at: Mapped[datetime] = mapped_column(Moment)
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    lift_reason: Mapped[str | None] = mapped_column(String(1000))
    is_doubtful: Mapped[bool] = mapped_column(default=False, server_default=false())
    reported_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    confirm_reason: Mapped[str | None] = mapped_column(String(1000))
