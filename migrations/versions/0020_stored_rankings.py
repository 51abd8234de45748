"""Work the worker does; rankings it stores, numbered."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Exact, Moment

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def number(name, *, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def words(name, length, *, nullable=False):
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def json(name):
    return sa.Column(name, sa.JSON(), nullable=False)


def yes_no(name):
    return sa.Column(name, sa.Boolean(), nullable=False)


def exact(name):
    return sa.Column(name, Exact(), nullable=True)


def upgrade():
    op.create_table(
        "job",
        words("kind", 60),
        number("subject"),
        number("asked"),
        number("done"),
        sa.Column("due_at", Moment(), nullable=True),
        json("facts"),
        words("last_error", 200, nullable=True),
        sa.PrimaryKeyConstraint("kind", "subject", name=op.f("pk_job")),
    )
    op.create_index(op.f("ix_job_due_at"), "job", ["due_at"])
    rankings()
    places()


def rankings():
    op.create_table(
        "stored_ranking",
        number("id"),
        number("round_id"),
        words("audience", 64),
        json("hidden"),
        number("number"),
        yes_no("is_interim"),
        sa.Column("computed_at", Moment(), nullable=False),
        words("reason", 1000, nullable=True),
        words("inputs", 64),
        json("settings"),
        words("settings_hash", 64),
        number("sweeps"),
        words("program_version", 40),
        number("review_count"),
        words("fault", 60, nullable=True),
        json("draws"),
        json("jurors"),
        json("parts"),
        json("event"),
        sa.CheckConstraint("number > 0", name=op.f("ck_stored_ranking_number")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_stored_ranking_round_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_ranking")),
        sa.UniqueConstraint("round_id", "audience", "number", name=op.f("uq_stored_ranking_round_id_audience_number")),
    )


def places():
    op.create_table(
        "stored_place",
        number("id"),
        number("ranking_id"),
        number("solution_id"),
        number("place", nullable=True),
        yes_no("shared"),
        words("decided_by", 20, nullable=True),
        number("place_low", nullable=True),
        number("place_high", nullable=True),
        number("reviews"),
        exact("total"),
        exact("mean"),
        number("mean_place", nullable=True),
        exact("low"),
        exact("high"),
        json("criterion_means"),
        json("sheets"),
        sa.CheckConstraint("(place IS NULL) = (reviews = 0)", name=op.f("ck_stored_place_place_needs_reviews")),
        sa.ForeignKeyConstraint(
            ["ranking_id"], ["stored_ranking.id"], name=op.f("fk_stored_place_ranking_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_stored_place_solution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_place")),
        sa.UniqueConstraint("ranking_id", "solution_id", name=op.f("uq_stored_place_ranking_id_solution_id")),
    )
    op.create_index(op.f("ix_stored_place_solution_id"), "stored_place", ["solution_id"])
    columns = ["ranking_id", "place", "solution_id"]
    op.create_index(op.f("ix_stored_place_ranking_id_place_solution_id"), "stored_place", columns)


def downgrade():
    for table in ("stored_place", "stored_ranking", "job"):
        op.drop_table(table)
