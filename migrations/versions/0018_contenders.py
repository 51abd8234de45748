"""Plans for the contenders name the places that count."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("assignment_plan", sa.Column("places", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("assignment_plan", "places")
