"""teams: a form sent twice leads to one seat

Revision 0005, after 0004. The column is only added; the index beside it is dropped first on the way down.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("team_member") as table:
        table.add_column(sa.Column("entry_key", sa.String(64), nullable=True))
        table.create_unique_constraint("uq_team_member_entry_key", ["entry_key"])


def downgrade():
    with op.batch_alter_table("team_member") as table:
        table.drop_constraint("uq_team_member_entry_key", type_="unique")
        table.drop_column("entry_key")
