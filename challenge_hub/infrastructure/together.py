"""Several questions in one statement: where a page needs a little from many tables, each way there costs."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, cast, literal, null, select, union_all

from challenge_hub.infrastructure.db import db

Row = Sequence[Any]


def answers_to(*questions: Select[*tuple[Any, ...]]) -> list[list[Row]]:
    """The rows of each question, in the order of the questions; the rows of one come in no order to rely on.

    Every question gets columns of its own, side by side, which are empty in the rows of the others.
    """
    asked = [question.subquery() for question in questions]
    widths = [len(one.c) for one in asked]
    branches = [select(literal(number), *_columns(one, asked)).select_from(one) for number, one in enumerate(asked)]
    answers: list[list[Row]] = [[] for _ in questions]
    for number, *values in db.session.execute(union_all(*branches)):
        start = sum(widths[:number])
        answers[number].append(values[start : start + widths[number]])
    return answers


def _columns(one: FromClause, asked: Sequence[FromClause]) -> Iterator[ColumnElement[Any]]:
    for place, (owner, column) in enumerate((other, column) for other in asked for column in other.c):
        value = column if owner is one else cast(null(), column.type)
        yield value.label(f"value_{place}")
