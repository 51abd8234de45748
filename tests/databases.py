"""Empty databases for tests: a new SQLite file, or a new database on the PostgreSQL server named."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from sqlalchemy import create_engine, make_url, text


@contextmanager
def empty_database(server: str | None, folder: Path, *, name: str) -> Iterator[str]:
    """The address of an empty database; it is dropped afterwards. Each is new, so that two runs may share a server."""
    if not server or server.startswith("sqlite"):
        yield f"sqlite:///{folder / (name + '.sqlite3')}"
        return
    name = f"{name}_{token_hex(4)}"
    with _administrator(server) as run:
        run(f'CREATE DATABASE "{name}"')
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with _administrator(server) as run:
            run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def _administrator(server: str) -> Iterator:
    engine = create_engine(make_url(server).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield lambda statement: connection.execute(text(statement))
    engine.dispose()
