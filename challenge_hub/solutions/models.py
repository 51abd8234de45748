"""Solutions, their versions, and what a version carries."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import Model, Moment, Prose, Slug, Texts, one_of
from challenge_hub.infrastructure.text import Rendered
from challenge_hub.solutions.rules import Maturity, MediaType, PrototypeKind
from challenge_hub.teams.models import Team


class Solution(Model):
    """`track` keeps the words an event itself sorted the solution under. Title and texts stand in the versions."""

    __tablename__ = "solution"
    __table_args__ = (UniqueConstraint("call_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), index=True)
    key: Mapped[str] = mapped_column(Slug)
    track: Mapped[str | None] = mapped_column(String(300))

    team: Mapped[Team] = relationship(lazy="raise")
    challenge: Mapped[Challenge] = relationship(lazy="raise")


class SolutionVersion(Model):
    """One handing-in. The newest is what everybody sees; `submitted_at` is empty where the source does not say."""

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
