"""organisations are found by words

Revision 0003, after 0002. `organisation` gets a folded column, as the other things that are searched have one.
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ORGANISATION = sa.table(
    "organisation",
    sa.column("id", sa.Integer),
    sa.column("name", sa.String),
    sa.column("state", sa.String),
    sa.column("summary", sa.JSON),
    sa.column("search_text", sa.Text),
)


def upgrade():
    op.add_column("organisation", sa.Column("search_text", sa.Text(), server_default="", nullable=False))
    connection = op.get_bind()
    table = ORGANISATION
    for row in connection.execute(sa.select(table.c.id, table.c.name, table.c.state, table.c.summary)).all():
        words = folded(" ".join([row.name, row.state or "", *(row.summary or {}).values()]))
        connection.execute(sa.update(table).where(table.c.id == row.id).values(search_text=words))


def downgrade():
    op.drop_column("organisation", "search_text")


def folded(text):
    """As searches fold their words when this was written."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
