"""Exports of a call for researchers, with their purpose."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "research_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=1000), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("ready_at", Moment(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.CheckConstraint("purpose <> ''", name=op.f("ck_research_export_has_purpose")),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["person.id"], name=op.f("fk_research_export_asked_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_research_export_call_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_export")),
        sa.UniqueConstraint("key", name=op.f("uq_research_export_key")),
    )
    op.create_index(op.f("ix_research_export_call_id"), "research_export", ["call_id"])


def downgrade():
    op.drop_table("research_export")
