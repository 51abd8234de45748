"""A round may ask for experts; awards may be limited for each municipality, or for each organisation teams act for."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

GROUPS = "'team', 'challenge', 'theme', 'municipality', 'organisation'"
OLD_GROUPS = "'team', 'challenge', 'theme'"


def upgrade():
    op.add_column("round", sa.Column("wants_expert", sa.Boolean(), server_default=sa.false(), nullable=False))
    allow(GROUPS, instead_of=OLD_GROUPS)


def allow(groups, *, instead_of):
    """The text of the rule is changed on SQLite, for the reason given in 0019."""
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        op.execute("PRAGMA writable_schema=ON")
        words = {"old": f"awards_per IN ({instead_of})", "new": f"awards_per IN ({groups})"}
        text = sa.text("UPDATE sqlite_master SET sql = replace(sql, :old, :new) WHERE type = 'table' AND name = 'call'")
        bind.execute(text, words)
        op.execute("PRAGMA writable_schema=RESET")
        return
    op.drop_constraint(op.f("ck_call_awards_per"), "call", type_="check")
    op.create_check_constraint(op.f("ck_call_awards_per"), "call", f"awards_per IN ({groups})")


def downgrade():
    call = sa.table("call", sa.column("awards_per", sa.String()))
    new = call.c.awards_per.in_(["municipality", "organisation"])
    op.execute(call.update().where(new).values(awards_per="challenge"))
    allow(OLD_GROUPS, instead_of=GROUPS)
    op.drop_column("round", "wants_expert")
