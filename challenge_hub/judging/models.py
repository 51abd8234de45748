"""The jury's seats, conflicts of interest, assignments, reviews and scores."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from challenge_hub.accounts.models import Person
from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import LANGUAGES, Exact, Model, Moment, Slug, one_of
from challenge_hub.judging.rules.jury import JurorRole
from challenge_hub.solutions.models import Solution


class Juror(Model):
    """A seat on the jury of a call. `label` is empty where the source gives no name.

    A seat is taken by a person when the invitation sent to `invited_mail` is accepted. Before the desk opens its holder
    declares conflicts of interest or their absence, confidentiality, and no contact with teams (`declared_at`, with the
    fingerprint of the wording). Conflicts themselves stand with the solutions.
    `stands_in_for` is the seat a deputy took over; a seat that was left keeps its reviews.
    """

    __tablename__ = "juror"
    __table_args__ = (
        UniqueConstraint("call_id", "key"),
        Index(None, "call_id", "person_id", unique=True),
        CheckConstraint(one_of("role", JurorRole), name="role"),
        CheckConstraint("most_reviews >= 0", name="most_reviews"),
        CheckConstraint(f"invited_language IN {LANGUAGES}", name="invited_language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(Slug)
    label: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    invited_mail: Mapped[str | None] = mapped_column(String(254))
    invited_language: Mapped[str | None] = mapped_column(String(2))
    invited_at: Mapped[datetime | None] = mapped_column(Moment)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    decline_reason: Mapped[str | None] = mapped_column(String(1000))
    declared_at: Mapped[datetime | None] = mapped_column(Moment)
    declared_sha256: Mapped[str | None] = mapped_column(String(64))
    left_at: Mapped[datetime | None] = mapped_column(Moment)
    stands_in_for_id: Mapped[int | None] = mapped_column(ForeignKey("juror.id"))
    most_reviews: Mapped[int | None]

    person: Mapped[Person | None] = relationship(lazy="raise")


class JurorTheme(Model):
    """A juror knows this theme of the call well, and says so, or the organisers do."""

    __tablename__ = "juror_theme"

    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id", ondelete="CASCADE"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True, index=True)


class AssignmentPlan(Model):
    """A plan shown before it is published. `pairs` are [juror id, solution id]; the seed stays in this room
    until the results are out, and is published with them.

    `wants_expert`: each solution should have a reviewer who knows its theme; `without_expert` names those that get
    none.
    `places`: it gives further reviews to those who contend for so many places; empty for a usual plan.
    """

    __tablename__ = "assignment_plan"
    __table_args__ = (
        Index(
            "uq_assignment_plan_unpublished",
            "round_id",
            unique=True,
            sqlite_where=text("published_at IS NULL"),
            postgresql_where=text("published_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    planned_at: Mapped[datetime] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    seed: Mapped[int]
    reviews_per_solution: Mapped[int | None]
    pairs: Mapped[list[list[int]]] = mapped_column(JSON)
    shortfalls: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    places: Mapped[int | None]
    wants_expert: Mapped[bool] = mapped_column(default=False, server_default=false())
    without_expert: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default=text("'[]'"))


class Assignment(Model):
    """One juror is asked for one review (Zuteilung). A handed back one stays as a fact."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("round_id", "juror_id", "solution_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"), index=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    assigned_at: Mapped[datetime] = mapped_column(Moment)
    handed_back_at: Mapped[datetime | None] = mapped_column(Moment)
    hand_back_reason: Mapped[str | None] = mapped_column(String(1000))

    judging_round: Mapped[Round] = relationship(lazy="raise")
    juror: Mapped[Juror] = relationship(lazy="raise")
    solution: Mapped[Solution] = relationship(lazy="raise")


class Review(Model):
    """One juror's sheet for one solution in one round.

    Saved as it is typed (`saved_at`, `revision`); it counts while `is_done`, which its juror says and an emptied field
    takes back. `version` is the version of the solution that was read. The comment goes to the team when feedback is
    released; the private note is for its juror alone, the note to the chair for chair and deputy chair. `before` is the
    state before the last change, which undo brings back.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("round_id", "juror_id", "solution_id"),
        Index(None, "round_id", "is_done", "revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"), index=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), index=True)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    is_done: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int | None]
    saved_at: Mapped[datetime | None] = mapped_column(Moment)
    revision: Mapped[int] = mapped_column(default=0)
    comment: Mapped[str] = mapped_column(Text, default="")
    private_note: Mapped[str] = mapped_column(Text, default="")
    chair_note: Mapped[str] = mapped_column(Text, default="", server_default="")
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Score(Model):
    """The points of one review for one criterion. A blank is a row that is not there."""

    __tablename__ = "score"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True, index=True)
    value: Mapped[Decimal] = mapped_column(Exact)


class Reopening(Model):
    """A closed round was opened again, and why. The reason is asked of whoever does it and read beside the ranking."""

    __tablename__ = "round_reopening"
    __table_args__ = (CheckConstraint("reason <> ''", name="has_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    reopened_at: Mapped[datetime] = mapped_column(Moment)
    reopened_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(1000))
