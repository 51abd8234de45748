"""The database: one `db`, its base class, column types that are exact on both databases, and who locks when.

SQLite's default transactions lose writes; so the driver's own are switched off and every transaction begins by a
word of ours: BEGIN where a request only reads, BEGIN IMMEDIATE where something may be written.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    Select,
    String,
    TypeDecorator,
    and_,
    event,
    false,
    func,
    select,
    true,
)
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from werkzeug.exceptions import NotFound

LANGUAGES = ("de", "en")
MARKS = "*_#>`~|"
"""What Markdown writes and no page shows."""

Row = TypeVar("Row")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base, session_options={"autoflush": False})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

reading_only: ContextVar[bool] = ContextVar("reading_only", default=False)


@contextmanager
def only_reading() -> Iterator[None]:
    """Within this block SQLite transactions begin without the write lock."""
    token = reading_only.set(True)
    try:
        yield
    finally:
        reading_only.reset(token)


def prepare_sqlite(engine: Engine) -> None:
    """Switch a SQLite engine to transactions that neither lose nor block writes."""

    @event.listens_for(engine, "connect")
    def _connect(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=10000",
            "mmap_size=268435456",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if reading_only.get() else "BEGIN IMMEDIATE")


class Exact(TypeDecorator[Decimal]):
    """A Decimal kept as a whole number of millionths: exact, comparable and sortable on both databases."""

    impl = BigInteger
    cache_ok = True
    MILLIONTHS = Decimal(1_000_000)

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = Decimal(value) * self.MILLIONTHS
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} is finer than a millionth")
        return int(scaled)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else (Decimal(value) / self.MILLIONTHS).normalize() + 0


class Moment(TypeDecorator[datetime]):
    """An aware UTC time, also on SQLite, which knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


class Texts(TypeDecorator[dict[str, str]]):
    """One text in several languages: {"de": "…", "en": "…"}. A language that is not written yet is absent."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> dict[str, str] | None:
        if value is None:
            return None
        unknown = set(value) - set(LANGUAGES)
        if unknown or not all(isinstance(text, str) and text for text in value.values()):
            raise ValueError(f"texts need one of the languages {LANGUAGES} and may not be empty: {value!r}")
        return {language: value[language] for language in LANGUAGES if language in value}


class Prose(JSON):
    """A longer text in several languages, each with what was written and what it was rendered to (text.Rendered)."""


def one_of(column: str, values: type[StrEnum]) -> str:
    """The condition of a closed set, for a CHECK constraint."""
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


def one_or_404(statement: Select[Row], values: Mapping[str, Any] | None = None) -> Row:
    """Fetch and guard in one: what is not there, or not for this viewer, does not exist."""
    found = db.session.scalars(statement, values).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def one_at_a_time(act: str) -> None:
    """Wait until nobody else is at this act, and keep others waiting until this transaction ends.

    SQLite has one writer anyway, which waited when its transaction began.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(act))))


def contains_all(column: InstrumentedAttribute[str], folded: str) -> ColumnElement[bool]:
    """Every word of a folded query stands somewhere in a folded column, also in the middle of a compound.

    Both are folded, so letters are compared as they are; LIKE would fold them once more for every row, slowly. Marks
    of Markdown stand in the column and not on the page: a word of nothing else is nowhere.
    """
    return and_(true(), *(_position(column, word) > 0 if word.strip(MARKS) else false() for word in folded.split()))


class _position(GenericFunction[int]):
    """Where a text first stands in another, from 1; 0 for nowhere. Each database has its own name for it."""

    type = Integer()
    inherit_cache = True


@compiles(_position, "sqlite")
def _position_on_sqlite(element: _position, compiler: SQLCompiler, **more: Any) -> str:
    return f"instr({compiler.process(element.clauses, **more)})"


@compiles(_position, "postgresql")
def _position_on_postgresql(element: _position, compiler: SQLCompiler, **more: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **more)})"


Slug = String(120)
"""A short readable key, part of an address."""
