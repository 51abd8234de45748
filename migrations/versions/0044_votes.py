"""Votes about prizes, their ballots and their counts."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

LIVE = sa.text("cancelled_at IS NULL")


def upgrade():
    op.create_table(
        "vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("prize_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decider", sa.String(length=20), nullable=False),
        sa.Column("most_choices", sa.Integer(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=True),
        sa.Column("ends_at", Moment(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("cancelled_at", Moment(), nullable=True),
        sa.Column("cancel_reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_vote_number")),
        sa.CheckConstraint("decider IN ('audience', 'mentors')", name=op.f("ck_vote_decider")),
        sa.CheckConstraint("most_choices > 0", name=op.f("ck_vote_most_choices")),
        sa.CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name=op.f("ck_vote_opened")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_vote_times_in_order")),
        sa.CheckConstraint("closed_at IS NULL OR starts_at IS NOT NULL", name=op.f("ck_vote_only_open_is_closed")),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancel_reason = '')", name=op.f("ck_vote_cancelled_has_reason")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_vote_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["prize_id"], ["prize.id"], name=op.f("fk_vote_prize_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_vote_call_id_number")),
    )
    op.create_index("uq_vote_live", "vote", ["prize_id"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE)
    op.create_table(
        "vote_solution",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.CheckConstraint("votes >= 0", name=op.f("ck_vote_solution_votes")),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_vote_solution_vote_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name=op.f("fk_vote_solution_solution_id")),
        sa.PrimaryKeyConstraint("vote_id", "solution_id", name=op.f("pk_vote_solution")),
    )
    op.create_index(op.f("ix_vote_solution_solution_id"), "vote_solution", ["solution_id"])
    op.create_table(
        "vote_extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_vote_extension_has_reason")),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_vote_extension_vote_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_extension")),
    )
    op.create_index(op.f("ix_vote_extension_vote_id"), "vote_extension", ["vote_id"])
    op.create_table(
        "ballot_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.Column("revoke_reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_ballot_batch_number")),
        sa.CheckConstraint("size > 0", name=op.f("ck_ballot_batch_size")),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoke_reason = '')", name=op.f("ck_ballot_batch_revoked_has_reason")
        ),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_ballot_batch_vote_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_batch")),
        sa.UniqueConstraint("vote_id", "number", name=op.f("uq_ballot_batch_vote_id_number")),
    )
    op.create_table(
        "ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("is_used", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["ballot_batch.id"], name=op.f("fk_ballot_batch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_ballot_code_hash")),
    )
    op.create_index(op.f("ix_ballot_batch_id"), "ballot", ["batch_id"])


def downgrade():
    for table in ("ballot", "ballot_batch", "vote_extension", "vote_solution", "vote"):
        op.drop_table(table)
