"""Several questions in one statement: where a page needs a little from many tables, each way there costs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, FromClause, Select, cast, literal, null, select, union_all

from challenge_hub.infrastructure.db import db

Row = Sequence[Any]


@dataclass(frozen=True)
class Together:
    """Several questions as one statement. Every question has columns of its own, `widths` many, side by side, which are
    empty in the rows of the others.
    """

    statement: CompoundSelect[*tuple[Any, ...]]
    widths: Sequence[int]


def together(*questions: Select[*tuple[Any, ...]]) -> Together:
    asked = [question.subquery() for question in questions]
    branches = [select(literal(number), *_columns(one, asked)).select_from(one) for number, one in enumerate(asked)]
    return Together(union_all(*branches), [len(one.c) for one in asked])


def answers_to(questions: Together, values: Mapping[str, Any]) -> list[list[Row]]:
    """The rows of each question, in the order of the questions; the rows of one come in no order to rely on."""
    answers: list[list[Row]] = [[] for _ in questions.widths]
    for number, *row in db.session.execute(questions.statement, values):
        start = sum(questions.widths[:number])
        answers[number].append(row[start : start + questions.widths[number]])
    return answers


def _columns(one: FromClause, asked: Sequence[FromClause]) -> Iterator[ColumnElement[Any]]:
    for place, (owner, column) in enumerate((other, column) for other in asked for column in other.c):
        value = column if owner is one else cast(null(), column.type)
        yield value.label(f"value_{place}")
