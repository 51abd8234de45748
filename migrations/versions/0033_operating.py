"""Accounts that were disabled, looks into accounts, and the trail by kinds of acts."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("person", sa.Column("disabled_at", Moment(), nullable=True))
    op.add_column("person", sa.Column("disabled_reason", sa.String(length=500), nullable=True))
    op.create_table(
        "account_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_account_look_has_reason")),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["person.id"], name=op.f("fk_account_look_operator_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_look_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_look")),
    )
    for column in ("person_id", "operator_id"):
        op.create_index(op.f(f"ix_account_look_{column}"), "account_look", [column])
    op.create_index(op.f("ix_trail_line_verb"), "trail_line", ["verb"])


def downgrade():
    op.drop_index(op.f("ix_trail_line_verb"), table_name="trail_line")
    op.drop_table("account_look")
    op.drop_column("person", "disabled_reason")
    op.drop_column("person", "disabled_at")
