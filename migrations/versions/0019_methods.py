"""A round may be adjusted for severity; its settings are frozen under a fingerprint; places have a range."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

METHODS = "'mean', 'median', 'trimmed-mean', 'adjusted', 'live'"
OLD_METHODS = "'mean', 'median', 'trimmed-mean'"


def upgrade():
    op.add_column("round", sa.Column("settings_frozen_at", Moment(), nullable=True))
    op.add_column("round", sa.Column("settings_sha256", sa.String(length=64), nullable=True))
    allow(METHODS, instead_of=OLD_METHODS)
    for name in ("place_low", "place_high"):
        op.add_column("published_place", sa.Column(name, sa.Integer(), nullable=True))


def allow(methods, *, instead_of):
    """Rules of a table are text to SQLite, which knows no other way to change one than to copy the table; a copy would
    write the rules of columns as rules of the table. So the text is changed, as SQLite's papers describe it
    (https://www.sqlite.org/lang_altertable.html#otheralter).
    """
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        op.execute("PRAGMA writable_schema=ON")
        words = {"old": f"IN ({instead_of})", "new": f"IN ({methods})"}
        text = sa.text("UPDATE sqlite_master SET sql = replace(sql, :old, :new) WHERE type = 'table' AND name = 'round'")
        bind.execute(text, words)
        op.execute("PRAGMA writable_schema=RESET")
        return
    for column in ("method", "named_method"):
        op.drop_constraint(op.f(f"ck_round_{column}"), "round", type_="check")
        op.create_check_constraint(op.f(f"ck_round_{column}"), "round", f"{column} IN ({methods})")


def downgrade():
    for name in ("place_high", "place_low"):
        op.drop_column("published_place", name)
    judged = sa.table("round", sa.column("method", sa.String()), sa.column("named_method", sa.String()))
    for column in (judged.c.method, judged.c.named_method):
        op.execute(judged.update().where(column.in_(["adjusted", "live"])).values({column.name: "mean"}))
    allow(OLD_METHODS, instead_of=METHODS)
    op.drop_column("round", "settings_sha256")
    op.drop_column("round", "settings_frozen_at")
