"""A municipality chooses for its tandem round, two of its people together."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "tandem_choice",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("solutions", sa.JSON(), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("how", sa.String(length=500), nullable=False),
        sa.Column("prepared_by", sa.Integer(), nullable=False),
        sa.Column("prepared_at", Moment(), nullable=False),
        sa.Column("released_by", sa.Integer(), nullable=True),
        sa.Column("released_at", Moment(), nullable=True),
        sa.CheckConstraint("released_by IS NULL OR released_by <> prepared_by", name=op.f("ck_tandem_choice_four_eyes")),
        sa.CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name=op.f("ck_tandem_choice_released")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_tandem_choice_round_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["prepared_by"], ["person.id"], name=op.f("fk_tandem_choice_prepared_by")),
        sa.ForeignKeyConstraint(["released_by"], ["person.id"], name=op.f("fk_tandem_choice_released_by")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_tandem_choice")),
    )


def downgrade():
    op.drop_table("tandem_choice")
