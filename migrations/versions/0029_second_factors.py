"""Second factors, and what a session knows of them."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

OF_A_SESSION = ("proven_at", "trusted_until", "used_at")


def upgrade():
    for name in OF_A_SESSION:
        op.add_column("login_session", sa.Column(name, Moment(), nullable=True))
    needs = sa.Column("jurors_need_factor", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("call", needs)
    op.create_table(
        "code_app",
        person(),
        sa.Column("secret", sa.String(length=300), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        to_person("code_app"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_code_app")),
    )
    op.create_table(
        "passkey",
        number(),
        person(),
        sa.Column("credential_id", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        to_person("passkey"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_table(
        "recovery_code",
        number(),
        person(),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        to_person("recovery_code"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_code_code_hash")),
    )
    for table in ("passkey", "recovery_code"):
        op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])


def number():
    return sa.Column("id", sa.Integer(), nullable=False)


def person():
    return sa.Column("person_id", sa.Integer(), nullable=False)


def to_person(table):
    return sa.ForeignKeyConstraint(
        ["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id"), ondelete="CASCADE"
    )


def downgrade():
    for table in ("recovery_code", "passkey", "code_app"):
        op.drop_table(table)
    op.drop_column("call", "jurors_need_factor")
    for name in OF_A_SESSION:
        op.drop_column("login_session", name)
