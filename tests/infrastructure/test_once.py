"""Statements that are put together once: one statement for everybody, and everybody's own answer."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Select, select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import VISITOR, Actor, signed_in
from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.once import once
from tests import factories as make


@once
def _named(*, name: str) -> Select[str]:
    return select(Person.display_name).where(Person.display_name == name)


@once
def _those(is_newest_first: bool, *, ids: Sequence[int]) -> Select[int]:
    order = Person.id.desc() if is_newest_first else Person.id
    return select(Person.id).where(Person.id.in_(ids)).order_by(order)


@once
def _own(*, viewer: Actor) -> Select[int]:
    return select(Person.id).where(Person.id == viewer.person_id)


@once
def _looking_at_a_value(*, name: str) -> Select[str]:
    return select(Person.display_name) if name else select(Person.mail)


def test_one_statement_answers_everybody_with_their_own(session: scoped_session[Any]) -> None:
    ada, grace = make.a_person(), make.a_person()

    asked = [_own(viewer=_actor(person)) for person in (ada, grace)]

    assert asked[0][0] is asked[1][0]
    assert [session.scalars(*one).all() for one in asked] == [[ada.id], [grace.id]]


def test_a_visitor_is_nobody(session: scoped_session[Any]) -> None:
    make.a_person()

    assert session.scalars(*_own(viewer=VISITOR)).all() == []


def test_what_was_typed_never_becomes_part_of_a_statement(session: scoped_session[Any]) -> None:
    typed = "' OR ''='"
    make.a_person(display_name="Ada")

    statement, values = _named(name=typed)

    assert typed not in str(statement.compile(compile_kwargs={"literal_binds": False}))
    assert session.scalars(statement, values).all() == []


def test_each_way_to_ask_has_a_statement_of_its_own(session: scoped_session[Any]) -> None:
    ids = [make.a_person().id for _ in range(3)]

    assert session.scalars(*_those(False, ids=ids)).all() == ids
    assert session.scalars(*_those(True, ids=ids[:2])).all() == [ids[1], ids[0]]
    assert session.scalars(*_those(True, ids=[])).all() == []


def test_a_statement_that_would_depend_on_a_value_is_refused() -> None:
    with pytest.raises(TypeError, match="Boolean value"):
        _looking_at_a_value(name="Ada")


def _actor(person: Person) -> Actor:
    return signed_in(person.id, person.display_name, is_confirmed=True, is_operator=False)
