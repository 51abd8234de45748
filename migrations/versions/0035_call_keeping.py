"""For how long the file of a call is kept, whether it is held, and what the archive said."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "call_keeping",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=True),
        sa.Column("held_at", Moment(), nullable=True),
        sa.Column("held_by", sa.Integer(), nullable=True),
        sa.Column("hold_reason", sa.String(length=1000), nullable=False),
        sa.Column("offered_at", Moment(), nullable=True),
        sa.Column("archive_answer", sa.String(length=20), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("anonymous_at", Moment(), nullable=True),
        sa.CheckConstraint("years > 0", name=op.f("ck_call_keeping_years")),
        sa.CheckConstraint(
            "archive_answer IN ('taken', 'declined')", name=op.f("ck_call_keeping_archive_answer")
        ),
        sa.CheckConstraint("held_at IS NULL OR hold_reason <> ''", name=op.f("ck_call_keeping_has_hold_reason")),
        sa.CheckConstraint(
            "(archive_answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_call_keeping_answered")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_keeping_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["held_by"], ["person.id"], name=op.f("fk_call_keeping_held_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_call_keeping_answered_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_call_keeping")),
    )


def downgrade():
    op.drop_table("call_keeping")
