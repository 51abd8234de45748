"""Several rounds: an end, a quorum and a shortlist of their own; whose prize it is; objections; seats without a vote."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OLD_ROLES = "role IN ('juror', 'chair', 'deputy', 'deputy-chair')"
ROLES = "role IN ('juror', 'chair', 'deputy', 'deputy-chair', 'guest')"
OLD_DECIDERS = "decider IN ('jury', 'municipality', 'audience')"
DECIDERS = "decider IN ('jury', 'municipality', 'mentors', 'audience', 'continuation')"


def checked(name, kind, rule, condition, **more):
    return sa.Column(name, kind, sa.CheckConstraint(condition, name=op.f(rule)), **more)


def round_columns():
    """Each with its rule beside it: SQLite can drop such a column again without copying the table."""
    tandem = sa.ForeignKey("organisation.id", name=op.f("fk_round_tandem_with_id"))
    needs_list = sa.CheckConstraint("tandem_with_id IS NULL OR has_shortlist", name=op.f("ck_round_tandem_is_chosen"))
    return [
        sa.Column("ends_at", Moment()),
        checked("quorum", sa.Integer(), "ck_round_quorum", "quorum > 0"),
        sa.Column("has_shortlist", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("tandem_with_id", sa.Integer(), tandem, needs_list),
        sa.Column("told_at", Moment()),
    ]


def call_columns():
    groups = "awards_per IN ('team', 'challenge', 'theme')"
    return [
        checked("most_awards", sa.Integer(), "ck_call_most_awards", "most_awards > 0"),
        checked("awards_per", sa.String(20), "ck_call_awards_per", groups, nullable=False, server_default="team"),
        sa.Column("objections_until", Moment()),
    ]


ADDED = (("round", round_columns), ("call", call_columns))


def upgrade():
    for table, columns in ADDED:
        for column in columns():
            op.add_column(table, column, inline_references=True)
    with op.batch_alter_table("juror") as juror:
        juror.drop_constraint(op.f("ck_juror_role"), type_="check")
        juror.create_check_constraint(op.f("ck_juror_role"), ROLES)
    with op.batch_alter_table("prize") as prize:
        prize.add_column(sa.Column("round_number", sa.Integer(), nullable=True))
        prize.add_column(sa.Column("theme_id", sa.Integer(), nullable=True))
        prize.create_foreign_key(op.f("fk_prize_theme_id"), "theme", ["theme_id"], ["id"])
        prize.drop_constraint(op.f("ck_prize_decider"), type_="check")
        prize.create_check_constraint(op.f("ck_prize_decider"), DECIDERS)
        prize.create_check_constraint(op.f("ck_prize_round_number"), "round_number > 0")
    op.add_column("award", sa.Column("source", sa.String(length=500), nullable=False, server_default=""))
    with op.batch_alter_table("feedback") as feedback:
        feedback.add_column(sa.Column("round_number", sa.Integer(), nullable=False, server_default="1"))
        feedback.drop_constraint(op.f("uq_feedback_call_id_solution_id"), type_="unique")
        feedback.create_unique_constraint(
            op.f("uq_feedback_call_id_solution_id_round_number"), ["call_id", "solution_id", "round_number"]
        )
    create_tables()


def create_tables():
    op.create_table(
        "round_solution",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("told_at", Moment(), nullable=True),
        sa.CheckConstraint("source IN ('place', 'score', 'decision')", name=op.f("ck_round_solution_source")),
        sa.CheckConstraint("source <> 'decision' OR reason <> ''", name=op.f("ck_round_solution_has_reason")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_solution_round_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_round_solution_solution_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["added_by"], ["person.id"], name=op.f("fk_round_solution_added_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("round_id", "solution_id", name=op.f("pk_round_solution")),
    )
    op.create_index(op.f("ix_round_solution_solution_id"), "round_solution", ["solution_id"], unique=False)
    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("filed_at", Moment(), nullable=False),
        sa.Column("filed_by", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("text <> ''", name=op.f("ck_objection_has_text")),
        sa.CheckConstraint("outcome IN ('upheld', 'not-upheld')", name=op.f("ck_objection_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name=op.f("ck_objection_answered")),
        sa.CheckConstraint("outcome IS NULL OR answer <> ''", name=op.f("ck_objection_has_reason")),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_objection_solution_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["filed_by"], ["person.id"], name=op.f("fk_objection_filed_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_objection_answered_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sa.UniqueConstraint("solution_id", name=op.f("uq_objection_solution_id")),
    )


def downgrade():
    """What only several rounds can say goes: later feedback, seats of guests become those of deputies."""
    op.drop_table("objection")
    op.drop_table("round_solution")
    op.execute("DELETE FROM feedback WHERE round_number > 1")
    op.execute("UPDATE juror SET role = 'deputy' WHERE role = 'guest'")
    op.execute("UPDATE prize SET decider = 'audience' WHERE decider IN ('mentors', 'continuation')")
    with op.batch_alter_table("feedback") as feedback:
        feedback.drop_constraint(op.f("uq_feedback_call_id_solution_id_round_number"), type_="unique")
        feedback.drop_column("round_number")
        feedback.create_unique_constraint(op.f("uq_feedback_call_id_solution_id"), ["call_id", "solution_id"])
    op.drop_column("award", "source")
    with op.batch_alter_table("prize") as prize:
        prize.drop_constraint(op.f("ck_prize_round_number"), type_="check")
        prize.drop_constraint(op.f("ck_prize_decider"), type_="check")
        prize.create_check_constraint(op.f("ck_prize_decider"), OLD_DECIDERS)
        prize.drop_constraint(op.f("fk_prize_theme_id"), type_="foreignkey")
        prize.drop_column("theme_id")
        prize.drop_column("round_number")
    with op.batch_alter_table("juror") as juror:
        juror.drop_constraint(op.f("ck_juror_role"), type_="check")
        juror.create_check_constraint(op.f("ck_juror_role"), OLD_ROLES)
    for table, columns in reversed(ADDED):
        for column in reversed(columns()):
            op.drop_column(table, column.name)
