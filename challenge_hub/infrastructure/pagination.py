"""Long lists in pages: one statement counts and fetches, whatever the number of rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import abort, request
from sqlalchemy import Integer, Select, SQLColumnExpression, bindparam, func

from challenge_hub.infrastructure.addresses import this_page
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.i18n import page_language

PAGE_SIZE = 24
SIZE, SKIPPED = bindparam("page_size", type_=Integer), bindparam("page_skipped", type_=Integer)

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list. `number` counts from 1; an empty list has one empty page."""

    items: Sequence[Row]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def has_prev(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    def url(self, number: int) -> str:
        """The address of another page of the same list, filters kept; the first page has the plain address."""
        return this_page(request.endpoint or "", language=page_language(), page=str(number) if number > 1 else None)


def page_number() -> int:
    """The page asked for in the address; anything but a number from 1 up is no page."""
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 9 and int(asked) > 0):
        abort(404)
    return int(asked)


def page_of(
    shown: Select[*tuple[Any, ...]],
    number: int,
    *,
    among: Select[int],
    order: Sequence[SQLColumnExpression[Any]],
    row: Callable[[Any], Row],
    size: int = PAGE_SIZE,
    counted: Select[int] | None = None,
) -> Page[Row]:
    """Fetch one page of a list that is put together here, as `paged` says."""
    return page_asked(paged(shown, among=among, order=order, counted=counted), {}, number, row=row, size=size)


def page_asked(
    statement: Select[*tuple[Any, ...]],
    values: Mapping[str, Any],
    number: int,
    *,
    row: Callable[[Any], Row],
    size: int = PAGE_SIZE,
) -> Page[Row]:
    """Fetch one page of a list in one statement; past the end there is no page. `row` makes the item from its columns.

    The statement is one of `paged`, with the values to run it with, as `once` gives them.
    """
    around = {SIZE.key: size, SKIPPED.key: (number - 1) * size}
    rows = db.session.execute(statement, {**values, **around}).all()
    if number > 1 and not rows:
        abort(404)
    return Page([row(columns) for *columns, _total in rows], number, size, rows[0][-1] if rows else 0)


def paged(
    shown: Select[*tuple[Any, ...]],
    *,
    among: Select[int],
    order: Sequence[SQLColumnExpression[Any]],
    counted: Select[int] | None = None,
) -> Select[*tuple[Any, ...]]:
    """A statement that fetches one page of a list and counts the whole.

    `among` selects the ids of the whole list and joins no more than its filters and `order` need; `shown` joins and
    fetches what a row shows. So thousands of narrow rows are counted and ordered, and only those of this page read.
    `counted` selects the same ids with fewer joins, where the order alone needs one.
    """
    (id_,) = among.selected_columns
    total = (among if counted is None else counted).with_only_columns(func.count(), maintain_column_froms=True)
    total_at_once = total.correlate(None).scalar_subquery()
    chosen = among.order_by(*order).limit(SIZE).offset(SKIPPED).correlate(None)
    return shown.add_columns(total_at_once).where(id_.in_(chosen)).order_by(*order)
