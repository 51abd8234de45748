"""Statements put together once for a process: at every request that took longer than the database takes to answer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass, replace
from datetime import datetime
from functools import lru_cache, wraps
from inspect import signature
from types import NoneType
from typing import Any, ParamSpec, TypeVar, get_args, get_type_hints

from sqlalchemy import Integer, String, bindparam
from sqlalchemy.types import TypeEngine

from challenge_hub.access import VISITOR, Actor
from challenge_hub.infrastructure.db import Moment

KEPT = 256
"""How many statements of one function are kept: each way it can ask, never each value it is asked with."""

TYPES: Mapping[Any, TypeEngine[Any]] = {int: Integer(), str: String(), datetime: Moment()}

Given = ParamSpec("Given")
Statement = TypeVar("Statement")


def once(build: Callable[Given, Statement]) -> Callable[Given, tuple[Statement, dict[str, Any]]]:
    """For a function that puts a statement together: the statement, which is kept, and the values to run it with.

        @once
        def _seats(order: Order, *, viewer: Actor, call: int) -> Select[Seat]: …

        db.session.scalars(*_seats(Order.NAME, viewer=viewer, call=call.id))

    What the function takes by name are values. It is handed a parameter in place of each, so it can pass them on into
    conditions and not look at them: an actor is nobody but the number of a person, and of another dataclass each field
    is such a value. What it takes in order says what is asked; each has a statement of its own.
    """

    @lru_cache(KEPT)
    def built(*asked: Any) -> Statement:
        kinds = get_type_hints(build)
        named = (name for name, one in signature(build).parameters.items() if one.kind is one.KEYWORD_ONLY)
        return build(*asked, **{name: _parameter(name, kinds[name]) for name in named})

    @wraps(build)
    def question(*asked: Given.args, **values: Given.kwargs) -> tuple[Statement, dict[str, Any]]:
        return built(*asked), dict(each for one in values.items() for each in _values(*one))

    return question


def _parameter(name: str, kind: Any) -> Any:
    """What stands for a value; of a list (`Sequence[int]`) and of what may be missing, the type of what is in it."""
    if kind is Actor:
        return replace(VISITOR, person_id=_parameter(name, int))
    if isinstance(kind, type) and is_dataclass(kind):
        fields = get_type_hints(kind)
        return kind(**{field: _parameter(f"{name}_{field}", fields[field]) for field in fields})
    (plain,) = (one for one in get_args(kind) or (kind,) if one is not NoneType)
    return bindparam(name, type_=TYPES[plain])


def _values(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Actor):
        yield name, value.person_id
    elif is_dataclass(value):
        yield from ((f"{name}_{field}", found) for field, found in vars(value).items())
    else:
        yield name, value
