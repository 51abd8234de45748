"""The index of lists of solutions knows which of them are hidden, too."""

from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

COLUMNS = ["call_id", "key", "newest", "withdrawn_at", "admission"]


def upgrade():
    with op.batch_alter_table("solution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_solution_call_id_key_newest_withdrawn_at_admission"))
        batch_op.create_index("ix_solution_listed", [*COLUMNS, "hidden_at"], unique=False)


def downgrade():
    with op.batch_alter_table("solution", schema=None) as batch_op:
        batch_op.drop_index("ix_solution_listed")
        batch_op.create_index(
            batch_op.f("ix_solution_call_id_key_newest_withdrawn_at_admission"), COLUMNS, unique=False
        )
