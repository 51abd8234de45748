"""the key of a draft stays an address of its solution

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("solution", sa.Column("draft_key", sa.String(120)))
    op.create_index("uq_solution_draft_key", "solution", ["call_id", "draft_key"], unique=True)


def downgrade():
    op.drop_index("uq_solution_draft_key", "solution")
    op.drop_column("solution", "draft_key")
