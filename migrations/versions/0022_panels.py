"""A round may have several panels; which, their jurors, their themes and what was put into them."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "panel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_panel_round_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
        sa.UniqueConstraint("round_id", "position", name=op.f("uq_panel_round_id_position")),
    )
    belongs("panel_seat", "juror")
    belongs("panel_theme", "theme")
    op.create_table(
        "panel_solution",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        *(foreign("panel_solution", table) for table in ("round", "solution", "panel")),
        sa.PrimaryKeyConstraint("round_id", "solution_id", name=op.f("pk_panel_solution")),
    )
    op.create_index(op.f("ix_panel_solution_solution_id"), "panel_solution", ["solution_id"])
    op.create_index(op.f("ix_panel_solution_panel_id"), "panel_solution", ["panel_id"])


def belongs(table, other):
    op.create_table(
        table,
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column(f"{other}_id", sa.Integer(), nullable=False),
        foreign(table, "panel"),
        foreign(table, other),
        sa.PrimaryKeyConstraint("panel_id", f"{other}_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_{other}_id"), table, [f"{other}_id"])


def foreign(table, other):
    name = op.f(f"fk_{table}_{other}_id")
    return sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=name, ondelete="CASCADE")


def downgrade():
    for table in ("panel_solution", "panel_theme", "panel_seat", "panel"):
        op.drop_table(table)
