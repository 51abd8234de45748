"""Sittings of the jury with attendance, agenda and resolutions; the trial scoring; versions of a wording."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.calls import rubric as _rubric  # noqa: F401 - its tables are pointed at
from challenge_hub.deliberation.rules.resolutions import ResolutionKind
from challenge_hub.deliberation.rules.wording import Worded
from challenge_hub.infrastructure.db import Exact, Model, Moment, Prose, Texts, one_of
from challenge_hub.infrastructure.text import Rendered
from challenge_hub.judging import models as _judging  # noqa: F401 - its tables are pointed at


class Sitting(Model):
    """The jury of a call meets about one round. Numbered in the call; nothing of it changes after `closed_at`.

    `quorum` is how many jurors with a vote must be in the room. `place` may be "online". With `chair_decides_ties` the
    chair's vote counts where yes and no are equal.
    """

    __tablename__ = "sitting"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("quorum > 0", name="quorum"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    takes_place_at: Mapped[datetime] = mapped_column(Moment)
    place: Mapped[str] = mapped_column(String(200))
    minutes_by: Mapped[str] = mapped_column(String(200))
    quorum: Mapped[int | None]
    chair_decides_ties: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class Attendance(Model):
    """One stay of a juror in the room, as a guest where `may_vote` is not given. Who comes back has a second one."""

    __tablename__ = "attendance"
    __table_args__ = (
        Index(
            "uq_attendance_staying",
            "sitting_id",
            "juror_id",
            unique=True,
            sqlite_where=text("until_at IS NULL"),
            postgresql_where=text("until_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id", ondelete="CASCADE"))
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"), index=True)
    from_at: Mapped[datetime] = mapped_column(Moment)
    until_at: Mapped[datetime | None] = mapped_column(Moment)
    may_vote: Mapped[bool]


class AgendaItem(Model):
    """One solution to discuss. The one called last is discussed; `left_room` are jurors (ids) who had to leave."""

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("sitting_id", "solution_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id", ondelete="CASCADE"))
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    position: Mapped[int]
    called_at: Mapped[datetime | None] = mapped_column(Moment)
    left_room: Mapped[list[int]] = mapped_column(JSON, default=list)


class Resolution(Model):
    """A motion that was voted on. `voters` were present, had a vote and no conflict of interest; the sum is theirs.

    `deviates` says that it leaves the ranking. A correction names what it `corrects`.
    """

    __tablename__ = "resolution"
    __table_args__ = (
        UniqueConstraint("sitting_id", "number"),
        CheckConstraint(one_of("kind", ResolutionKind), name="kind"),
        CheckConstraint("yes >= 0 AND no >= 0 AND abstentions >= 0", name="votes"),
        CheckConstraint("yes + no + abstentions = voters", name="sum"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    motion: Mapped[str] = mapped_column(String(1000))
    yes: Mapped[int]
    no: Mapped[int]
    abstentions: Mapped[int]
    voters: Mapped[int]
    chair_in_tie: Mapped[bool | None]
    is_carried: Mapped[bool]
    deviates: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(2000), default="")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id"), index=True)
    decided_at: Mapped[datetime] = mapped_column(Moment)


class ResolutionSolution(Model):
    """A motion names a solution: whoever has a conflict of interest with it neither votes nor reads the motion."""

    __tablename__ = "resolution_solution"

    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id", ondelete="CASCADE"), primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), primary_key=True, index=True)


class Calibration(Model):
    """The trial scoring of a round. The round itself says since when its scoring waits for it (`held_at`)."""

    __tablename__ = "calibration"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), unique=True)
    set_up_at: Mapped[datetime] = mapped_column(Moment)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class Anchor(Model):
    """An example to score together: invented by the organisers, and no solution of any call."""

    __tablename__ = "anchor"
    __table_args__ = (UniqueConstraint("calibration_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    calibration_id: Mapped[int] = mapped_column(ForeignKey("calibration.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[dict[str, str]] = mapped_column(Texts)
    text: Mapped[dict[str, Rendered]] = mapped_column(Prose)
    link: Mapped[str] = mapped_column(String(2000), default="")


class AnchorScore(Model):
    """What a juror gave an example for one criterion. It never counts."""

    __tablename__ = "anchor_score"

    anchor_id: Mapped[int] = mapped_column(ForeignKey("anchor.id", ondelete="CASCADE"), primary_key=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"), primary_key=True, index=True)
    criterion_id: Mapped[int] = mapped_column(
        ForeignKey("criterion.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    value: Mapped[Decimal] = mapped_column(Exact)


class RubricVersion(Model):
    """The words of a rubric at one time. The first are those the round was announced with; later ones have a reason."""

    __tablename__ = "rubric_version"
    __table_args__ = (UniqueConstraint("round_id", "number"), CheckConstraint("number > 0", name="number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[list[Worded]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(1000), default="")
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(Moment)
