"""What organisations say about data they are responsible for, version by version."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment, Prose

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "privacy_notice",
        sa.Column("organisation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", Prose(), nullable=False),
        sa.Column("officer", sa.String(length=300), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_privacy_notice_number")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_privacy_notice_organisation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["person.id"], name=op.f("fk_privacy_notice_published_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "number", name=op.f("pk_privacy_notice")),
    )


def downgrade():
    op.drop_table("privacy_notice")
