"""How many reviews of a round are done, and how often they were changed, is read from an index alone."""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_round_id_is_done_revision"), ["round_id", "is_done", "revision"], unique=False
        )


def downgrade():
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_round_id_is_done_revision"))
