"""Feedback for a team names common reasons."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("feedback", sa.Column("reasons", sa.JSON(), nullable=False, server_default="[]"))


def downgrade():
    op.drop_column("feedback", "reasons")
