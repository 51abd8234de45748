"""A tie is settled for the prizes of a theme, too."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("tie_decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("theme_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_tie_decision_theme_id"), ["theme_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_tie_decision_theme_id_theme"), "theme", ["theme_id"], ["id"], ondelete="CASCADE"
        )


def downgrade():
    with op.batch_alter_table("tie_decision", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_tie_decision_theme_id_theme"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_tie_decision_theme_id"))
        batch_op.drop_column("theme_id")
