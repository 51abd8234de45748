"""Corrections of published rankings, with four eyes."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("prepared_by", sa.Integer(), nullable=False),
        sa.Column("prepared_at", Moment(), nullable=False),
        sa.Column("returned_at", Moment(), nullable=True),
        sa.Column("return_reason", sa.String(length=2000), nullable=True),
        sa.Column("released_by", sa.Integer(), nullable=True),
        sa.Column("released_at", Moment(), nullable=True),
        sa.Column("publication_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_correction_has_reason")),
        sa.CheckConstraint("released_by IS NULL OR released_by <> prepared_by", name=op.f("ck_correction_four_eyes")),
        sa.CheckConstraint(
            "(released_at IS NULL) = (released_by IS NULL)", name=op.f("ck_correction_released")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_correction_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["prepared_by"], ["person.id"], name=op.f("fk_correction_prepared_by")),
        sa.ForeignKeyConstraint(["released_by"], ["person.id"], name=op.f("fk_correction_released_by")),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_correction_publication_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_call_id"), "correction", ["call_id"])


def downgrade():
    op.drop_table("correction")
