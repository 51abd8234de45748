"""Alembic's way in: the connection and the tables of the running app."""

from contextlib import contextmanager

from alembic import context

from challenge_hub.infrastructure.db import Exact, Moment, Prose, Texts, db


def render_item(kind, thing, autogen_context):
    """Migrations name plain column types, so that they stay readable when ours change."""
    if kind == "type" and isinstance(thing, (Exact, Moment, Texts)):
        return f"sa.{thing.impl!r}"
    if kind == "type" and isinstance(thing, Prose):
        return "sa.JSON()"
    return False


@contextmanager
def without_cascades(connection):
    """SQLite copies a table to change it and drops the old one, which would take with it whatever points there."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"rows point to nothing after the migration: {broken[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def run():
    with db.engine.connect() as connection, without_cascades(connection):
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
