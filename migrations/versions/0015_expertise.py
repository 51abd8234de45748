"""Which themes a juror knows, and plans that ask for an expert."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "juror_theme",
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["juror_id"], ["juror.id"], name=op.f("fk_juror_theme_juror_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_juror_theme_theme_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("juror_id", "theme_id", name=op.f("pk_juror_theme")),
    )
    op.create_index(op.f("ix_juror_theme_theme_id"), "juror_theme", ["theme_id"])
    wants = sa.Column("wants_expert", sa.Boolean(), nullable=False, server_default=sa.false())
    without = sa.Column("without_expert", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
    op.add_column("assignment_plan", wants)
    op.add_column("assignment_plan", without)


def downgrade():
    op.drop_column("assignment_plan", "without_expert")
    op.drop_column("assignment_plan", "wants_expert")
    op.drop_index(op.f("ix_juror_theme_theme_id"), "juror_theme")
    op.drop_table("juror_theme")
