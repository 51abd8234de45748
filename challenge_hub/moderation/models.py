"""Reports of texts, what was decided about them, and complaints."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import LANGUAGES, Model, Moment, one_of
from challenge_hub.moderation.rules import Ground, Handling, Matter, Occasion, Side, TextKind


class TextReport(Model):
    """`thing_id` is the row of the table `kind`; `copy` what it said then, part by part.

    `reported_by` is an account that reported while signed in: it only keeps its owner from deciding. `waits_since` is
    empty once everything is decided; `handling` and `decided_at` repeat the newest decision.
    """

    __tablename__ = "text_report"
    __table_args__ = (
        Index(None, "kind", "thing_id"),
        CheckConstraint(one_of("kind", TextKind), name="kind"),
        CheckConstraint(one_of("matter", Matter), name="matter"),
        CheckConstraint(one_of("handling", Handling), name="handling"),
        CheckConstraint("(handling IS NULL) = (decided_at IS NULL)", name="decided"),
        CheckConstraint("handling IS NOT NULL OR waits_since IS NOT NULL", name="waits"),
        CheckConstraint("explanation <> ''", name="has_explanation"),
        CheckConstraint(f"language IN {LANGUAGES}", name="language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    copy: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)
    matter: Mapped[str] = mapped_column(String(20))
    explanation: Mapped[str] = mapped_column(Text)
    name: Mapped[str | None] = mapped_column(String(200))
    mail: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    reported_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    reported_at: Mapped[datetime] = mapped_column(Moment)
    waits_since: Mapped[datetime | None] = mapped_column(Moment, index=True)
    handling: Mapped[str | None] = mapped_column(String(20))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)


class TextComplaint(Model):
    """What one side says against a decision; once for each report. Who reported may have no account."""

    __tablename__ = "text_complaint"
    __table_args__ = (
        UniqueConstraint("report_id", "side"),
        CheckConstraint(one_of("side", Side), name="side"),
        CheckConstraint("text <> ''", name="has_text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("text_report.id", ondelete="CASCADE"))
    side: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    filed_at: Mapped[datetime] = mapped_column(Moment)
    filed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class TextDecision(Model):
    """One decision about a report, by number. `facts` and `rule` (which law, which clause) are the reasons that the
    author reads.
    """

    __tablename__ = "text_decision"
    __table_args__ = (
        UniqueConstraint("report_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint(one_of("occasion", Occasion), name="occasion"),
        CheckConstraint(one_of("handling", Handling), name="handling"),
        CheckConstraint(one_of("ground", Ground), name="ground"),
        CheckConstraint("handling <> 'hidden' OR (ground IS NOT NULL AND rule <> '')", name="hiding_has_ground"),
        CheckConstraint("(occasion = 'complaint') = (complaint_id IS NOT NULL)", name="complaint"),
        CheckConstraint("facts <> ''", name="has_facts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("text_report.id", ondelete="CASCADE"))
    number: Mapped[int]
    occasion: Mapped[str] = mapped_column(String(20))
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("text_complaint.id", ondelete="CASCADE"))
    handling: Mapped[str] = mapped_column(String(20))
    facts: Mapped[str] = mapped_column(Text)
    ground: Mapped[str | None] = mapped_column(String(20))
    rule: Mapped[str] = mapped_column(String(500), default="")
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
