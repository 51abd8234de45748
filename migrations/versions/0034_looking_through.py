"""Once a year an owner looks who sits in an organisation."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

NAMES = ("people_confirmed_at", "people_reminded_at")


def upgrade():
    for name in NAMES:
        op.add_column("organisation", sa.Column(name, Moment(), nullable=True))


def downgrade():
    for name in reversed(NAMES):
        op.drop_column("organisation", name)
