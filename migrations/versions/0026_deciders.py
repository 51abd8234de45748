"""A municipality decides about its prize; an award says who decided, and of how many votes."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment, Texts

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("award", sa.Column("decider", sa.String(length=20), nullable=True))
    op.add_column("award", sa.Column("decided_by", sa.String(length=200), server_default="", nullable=False))
    for name in ("votes_for", "votes_cast"):
        op.add_column("award", sa.Column(name, sa.Integer(), nullable=True))
    op.create_table(
        "prize_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("prize_id", "organisation_id", "solution_id")),
        sa.Column("reason", Texts(), nullable=False),
        sa.Column("how", sa.String(length=500), nullable=False),
        sa.Column("prepared_by", sa.Integer(), nullable=False),
        sa.Column("prepared_at", Moment(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", Moment(), nullable=True),
        rule("confirmed_by IS NULL OR confirmed_by <> prepared_by", "four_eyes"),
        rule("(confirmed_at IS NULL) = (confirmed_by IS NULL)", "confirmed"),
        foreign("prize_id", "prize", ondelete="CASCADE"),
        foreign("organisation_id", "organisation"),
        foreign("solution_id", "solution"),
        foreign("prepared_by", "person"),
        foreign("confirmed_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prize_decision")),
        sa.UniqueConstraint("prize_id", "organisation_id", name=op.f("uq_prize_decision_prize_id_organisation_id")),
    )
    for name in ("organisation_id", "solution_id"):
        op.create_index(op.f(f"ix_prize_decision_{name}"), "prize_decision", [name])


def rule(condition, name):
    return sa.CheckConstraint(condition, name=op.f(f"ck_prize_decision_{name}"))


def foreign(column, table, **more):
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_prize_decision_{column}"), **more)


def downgrade():
    op.drop_table("prize_decision")
    for name in ("votes_cast", "votes_for", "decided_by", "decider"):
        op.drop_column("award", name)
