"""Seals upon the lines of the trail, which the database itself keeps as they are; role and request of each line."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KEPT = {"trail_line": "id", "trail_seal": "line_id"}
"""Tables from which only what stands before a cut may be removed, with the column of the line's number."""

REFUSAL = "the trail is not changed"


def upgrade():
    op.add_column("trail_line", sa.Column("role", sa.String(length=30), nullable=True))
    op.add_column("trail_line", sa.Column("request", sa.String(length=30), nullable=True))
    op.create_table(
        "trail_seal",
        sa.Column("line_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_trail_seal")),
    )
    op.create_table(
        "trail_cut",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_cut")),
        sa.UniqueConstraint("up_to", name=op.f("uq_trail_cut_up_to")),
    )
    if op.get_bind().dialect.name == "postgresql":
        keep_on_postgresql()
    else:
        keep_on_sqlite()


def keep_on_sqlite():
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table in (*KEPT, "trail_cut"):
        op.execute(f"CREATE TRIGGER {table}_is_not_changed BEFORE UPDATE ON {table} {refuse}")
    for table, number in KEPT.items():
        after_cut = f"OLD.{number} > coalesce((SELECT max(up_to) FROM trail_cut), 0)"
        op.execute(f"CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} WHEN {after_cut} {refuse}")
    op.execute(f"CREATE TRIGGER trail_cut_is_kept BEFORE DELETE ON trail_cut {refuse}")


def keep_on_postgresql():
    op.execute(
        f"""
        CREATE FUNCTION trail_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND TG_NARGS = 1 THEN
                IF (to_jsonb(OLD) ->> TG_ARGV[0])::bigint <= coalesce((SELECT max(up_to) FROM trail_cut), 0) THEN
                    RETURN OLD;
                END IF;
            END IF;
            RAISE EXCEPTION '{REFUSAL}';
        END $$
        """
    )
    for table, number in {**KEPT, "trail_cut": ""}.items():
        argument = f"'{number}'" if number else ""
        op.execute(
            f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION trail_is_kept({argument})"
        )
        op.execute(
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION trail_is_kept()"
        )


def downgrade():
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in (*KEPT, "trail_cut"):
        for trigger in ("is_kept", "is_not_emptied") if on_postgresql else ("is_kept", "is_not_changed"):
            op.execute(f"DROP TRIGGER {table}_{trigger}" + (f" ON {table}" if on_postgresql else ""))
    if on_postgresql:
        op.execute("DROP FUNCTION trail_is_kept()")
    op.drop_table("trail_cut")
    op.drop_table("trail_seal")
    op.drop_column("trail_line", "request")
    op.drop_column("trail_line", "role")
