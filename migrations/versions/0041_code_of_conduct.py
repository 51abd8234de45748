"""Versions of the code of conduct beside those of the terms."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("terms") as batch:
        batch.add_column(sa.Column("kind", sa.String(length=20), nullable=False, server_default="terms"))
        batch.drop_constraint(op.f("uq_terms_call_id_version"), type_="unique")
        batch.create_unique_constraint(op.f("uq_terms_call_id_kind_version"), ["call_id", "kind", "version"])
        batch.create_check_constraint(op.f("ck_terms_kind"), "kind IN ('terms', 'conduct')")


def downgrade():
    """Codes of conduct go, and with them who accepted them."""
    op.execute("DELETE FROM terms_acceptance WHERE terms_id IN (SELECT id FROM terms WHERE kind = 'conduct')")
    op.execute("DELETE FROM terms WHERE kind = 'conduct'")
    with op.batch_alter_table("terms") as batch:
        batch.drop_constraint(op.f("ck_terms_kind"), type_="check")
        batch.drop_constraint(op.f("uq_terms_call_id_kind_version"), type_="unique")
        batch.create_unique_constraint(op.f("uq_terms_call_id_version"), ["call_id", "version"])
        batch.drop_column("kind")
