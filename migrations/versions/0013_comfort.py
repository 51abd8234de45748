"""A review has a note to the chair, and keeps the state before its last change."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("review", sa.Column("chair_note", sa.Text(), server_default="", nullable=False))
    op.add_column("review", sa.Column("before", sa.JSON(), nullable=True))


def downgrade():
    op.drop_column("review", "before")
    op.drop_column("review", "chair_note")
