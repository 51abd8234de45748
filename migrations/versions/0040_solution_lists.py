"""Lists and counts of solutions that take part are read from an index alone, in the order of their keys."""

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("solution", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_solution_call_id_key_newest_withdrawn_at_admission"),
            ["call_id", "key", "newest", "withdrawn_at", "admission"],
            unique=False,
        )


def downgrade():
    with op.batch_alter_table("solution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_solution_call_id_key_newest_withdrawn_at_admission"))
