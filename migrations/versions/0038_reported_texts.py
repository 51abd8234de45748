"""Reports of texts, decisions and complaints about them, and since when a text is hidden."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

TABLES = ("call", "challenge", "question", "solution", "team", "organisation")


def upgrade():
    for table in TABLES:
        op.add_column(table, sa.Column("hidden_at", Moment(), nullable=True))
    _reports()
    _complaints()
    _decisions()


def downgrade():
    op.drop_table("text_decision")
    op.drop_table("text_complaint")
    op.drop_table("text_report")
    for table in reversed(TABLES):
        op.drop_column(table, "hidden_at")


def _person(table, column):
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}"), ondelete="SET NULL")


def _of_report(table):
    return sa.ForeignKeyConstraint(
        ["report_id"], ["text_report.id"], name=op.f(f"fk_{table}_report_id"), ondelete="CASCADE"
    )


def _reports():
    op.create_table(
        "text_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("copy", sa.JSON(), nullable=False),
        sa.Column("matter", sa.String(length=20), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("mail", sa.String(length=254), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("reported_by", sa.Integer(), nullable=True),
        sa.Column("reported_at", Moment(), nullable=False),
        sa.Column("waits_since", Moment(), nullable=True),
        sa.Column("handling", sa.String(length=20), nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('call', 'challenge', 'question', 'solution', 'team', 'organisation')",
            name=op.f("ck_text_report_kind"),
        ),
        sa.CheckConstraint(
            "matter IN ('unlawful', 'conduct', 'personal-data', 'rights', 'other')", name=op.f("ck_text_report_matter")
        ),
        sa.CheckConstraint("handling IN ('shown', 'hidden')", name=op.f("ck_text_report_handling")),
        sa.CheckConstraint("(handling IS NULL) = (decided_at IS NULL)", name=op.f("ck_text_report_decided")),
        sa.CheckConstraint("handling IS NOT NULL OR waits_since IS NOT NULL", name=op.f("ck_text_report_waits")),
        sa.CheckConstraint("explanation <> ''", name=op.f("ck_text_report_has_explanation")),
        sa.CheckConstraint("language IN ('de', 'en')", name=op.f("ck_text_report_language")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_text_report_call_id"), ondelete="CASCADE"),
        _person("text_report", "reported_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_report")),
    )
    op.create_index(op.f("ix_text_report_call_id"), "text_report", ["call_id"])
    op.create_index(op.f("ix_text_report_kind_thing_id"), "text_report", ["kind", "thing_id"])
    op.create_index(op.f("ix_text_report_waits_since"), "text_report", ["waits_since"])


def _complaints():
    op.create_table(
        "text_complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("filed_at", Moment(), nullable=False),
        sa.Column("filed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("side IN ('author', 'reporter')", name=op.f("ck_text_complaint_side")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_text_complaint_has_text")),
        _of_report("text_complaint"),
        _person("text_complaint", "filed_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_complaint")),
        sa.UniqueConstraint("report_id", "side", name=op.f("uq_text_complaint_report_id_side")),
    )


def _decisions():
    op.create_table(
        "text_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("handling", sa.String(length=20), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=True),
        sa.Column("rule", sa.String(length=500), nullable=False),
        sa.Column("decided_at", Moment(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_text_decision_number")),
        sa.CheckConstraint("occasion IN ('report', 'complaint', 'undone')", name=op.f("ck_text_decision_occasion")),
        sa.CheckConstraint("handling IN ('shown', 'hidden')", name=op.f("ck_text_decision_handling")),
        sa.CheckConstraint("ground IN ('law', 'terms')", name=op.f("ck_text_decision_ground")),
        sa.CheckConstraint(
            "handling <> 'hidden' OR (ground IS NOT NULL AND rule <> '')",
            name=op.f("ck_text_decision_hiding_has_ground"),
        ),
        sa.CheckConstraint(
            "(occasion = 'complaint') = (complaint_id IS NOT NULL)", name=op.f("ck_text_decision_complaint")
        ),
        sa.CheckConstraint("facts <> ''", name=op.f("ck_text_decision_has_facts")),
        _of_report("text_decision"),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["text_complaint.id"], name=op.f("fk_text_decision_complaint_id"), ondelete="CASCADE"
        ),
        _person("text_decision", "decided_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_decision")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_text_decision_report_id_number")),
    )
