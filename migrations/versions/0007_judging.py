"""The jury's reasons: why an invitation was declined, an assignment handed back, a round opened again."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("juror") as juror:
        juror.add_column(sa.Column("decline_reason", sa.String(length=1000), nullable=True))
    with op.batch_alter_table("assignment") as assignment:
        assignment.add_column(sa.Column("hand_back_reason", sa.String(length=1000), nullable=True))
    op.create_table(
        "round_reopening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("reopened_at", Moment(), nullable=False),
        sa.Column("reopened_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_round_reopening_has_reason")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_reopening_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reopened_by"], ["person.id"], name=op.f("fk_round_reopening_reopened_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_reopening")),
    )
    with op.batch_alter_table("round_reopening") as reopening:
        reopening.create_index(op.f("ix_round_reopening_round_id"), ["round_id"], unique=False)


def downgrade():
    op.drop_table("round_reopening")
    with op.batch_alter_table("assignment") as assignment:
        assignment.drop_column("hand_back_reason")
    with op.batch_alter_table("juror") as juror:
        juror.drop_column("decline_reason")
