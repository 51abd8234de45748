"""Alembic's way in: the connection and the tables of the running app."""

from alembic import context

from challenge_hub.infrastructure.db import Exact, Moment, Prose, Texts, db


def render_item(kind, thing, autogen_context):
    """Migrations name plain column types, so that they stay readable when ours change."""
    if kind == "type" and isinstance(thing, (Exact, Moment, Texts)):
        return f"sa.{thing.impl!r}"
    if kind == "type" and isinstance(thing, Prose):
        return "sa.JSON()"
    return False


def run():
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=False,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
