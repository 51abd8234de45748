"""A juror's own order in a live round."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "own_order",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("solutions", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["juror_id"], ["juror.id"], name=op.f("fk_own_order_juror_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_own_order_round_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("round_id", "juror_id", name=op.f("pk_own_order")),
    )
    op.create_index(op.f("ix_own_order_juror_id"), "own_order", ["juror_id"])


def downgrade():
    op.drop_table("own_order")
