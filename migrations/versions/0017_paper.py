"""Reviews that were entered from paper, and by whom."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "paper_entry",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("entered_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_paper_entry_entered_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_paper_entry_review_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_paper_entry")),
    )
    op.create_index(op.f("ix_paper_entry_entered_by"), "paper_entry", ["entered_by"])


def downgrade():
    op.drop_table("paper_entry")
