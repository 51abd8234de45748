"""Adapted versions of a tandem round."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "adapted_version",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "round_id", "solution_id")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("number", "judged")),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("submitted_at", Moment(), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_adapted_version_number")),
        foreign("round_id", "round", ondelete="CASCADE"),
        foreign("solution_id", "solution", ondelete="CASCADE"),
        foreign("submitted_by", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adapted_version")),
        sa.UniqueConstraint(
            "round_id", "solution_id", "number", name=op.f("uq_adapted_version_round_id_solution_id_number")
        ),
    )
    op.create_index(op.f("ix_adapted_version_solution_id"), "adapted_version", ["solution_id"])


def foreign(column, table, **more):
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_adapted_version_{column}"), **more)


def downgrade():
    op.drop_table("adapted_version")
