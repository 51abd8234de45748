"""A round may have jurors of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "round_seat",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_seat_round_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["juror_id"], ["juror.id"], name=op.f("fk_round_seat_juror_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("round_id", "juror_id", name=op.f("pk_round_seat")),
    )
    op.create_index(op.f("ix_round_seat_juror_id"), "round_seat", ["juror_id"], unique=False)


def downgrade():
    op.drop_table("round_seat")
