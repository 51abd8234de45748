"""a challenge says whether its caretaker is named; a question says when its answer changed

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("challenge", sa.Column("shows_caretaker", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("question", sa.Column("changed_at", sa.DateTime(timezone=True)))


def downgrade():
    op.drop_column("question", "changed_at")
    op.drop_column("challenge", "shows_caretaker")
