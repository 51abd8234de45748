"""Live expo: the table of each solution, and what jurors found there."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "expo_table",
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("label <> ''", name=op.f("ck_expo_table_label")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_expo_table_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_expo_table_solution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("solution_id", name=op.f("pk_expo_table")),
        sa.UniqueConstraint("call_id", "label", name=op.f("uq_expo_table_call_id_label")),
    )
    op.create_table(
        "expo_stop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('here', 'absent', 'skipped')", name=op.f("ck_expo_stop_kind")),
        sa.CheckConstraint("kind <> 'skipped' OR reason <> ''", name=op.f("ck_expo_stop_has_reason")),
        sa.ForeignKeyConstraint(["juror_id"], ["juror.id"], name=op.f("fk_expo_stop_juror_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_expo_stop_round_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_expo_stop_solution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expo_stop")),
        sa.UniqueConstraint("round_id", "juror_id", "solution_id", name=op.f("uq_expo_stop_round_id_juror_id_solution_id")),
    )
    op.create_index(op.f("ix_expo_stop_juror_id"), "expo_stop", ["juror_id"])
    op.create_index(op.f("ix_expo_stop_solution_id"), "expo_stop", ["solution_id"])


def downgrade():
    op.drop_table("expo_stop")
    op.drop_table("expo_table")
