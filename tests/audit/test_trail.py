"""The trail: kept by the database, sealed by the worker, checked by anybody."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import scoped_session

from challenge_hub.access import OPERATOR, Refused
from challenge_hub.audit import queries
from challenge_hub.audit.actions import is_unsealed, record, remove_lines_before, seal_trail
from challenge_hub.audit.models import TrailCut, TrailLine, TrailSeal
from challenge_hub.audit.rules import BEFORE_THE_FIRST, Broken, Fault, faults, seal_of, seals
from tests.cast import a_world, sign_in
from tests.factories import SPRING, a_person

DAY = timedelta(days=1)
KEPT = (TrailLine, TrailSeal)

LINE = {
    "id": 7,
    "at": SPRING,
    "actor": "person:3",
    "role": "juror",
    "request": "0123456789abcdef",
    "verb": "hand-in",
    "thing": "review",
    "thing_id": 5,
    "call_id": 1,
    "organisation_id": None,
    "facts": {"revision": 2},
}


@pytest.mark.parametrize("column", sorted(LINE))
def test_the_seal_depends_on_every_column_of_a_line_and_on_the_seal_before(column: str) -> None:
    other = {**LINE, column: datetime(2020, 1, 1, tzinfo=SPRING.tzinfo) if column == "at" else "something else"}

    assert seal_of(LINE, BEFORE_THE_FIRST) == seal_of(dict(LINE), BEFORE_THE_FIRST)
    assert seal_of(other, BEFORE_THE_FIRST) != seal_of(LINE, BEFORE_THE_FIRST)
    assert seal_of(LINE, "1" * 64) != seal_of(LINE, BEFORE_THE_FIRST)


def test_every_column_of_the_trail_is_sealed(session: scoped_session[Any]) -> None:
    assert set(LINE) == set(TrailLine.__table__.columns.keys())


@pytest.fixture
def written(session: scoped_session[Any]) -> list[int]:
    """Six lines, a day apart, sealed."""
    person = a_person()
    for day in range(6):
        record("greet", person, by=OPERATOR, now=SPRING + day * DAY, day=day)
    seal_trail(SPRING)
    return list(session.scalars(select(TrailLine.id).order_by(TrailLine.id)))


def found() -> list[Broken]:
    return list(faults(queries.pairs(), queries.start().seal))


def unguarded(session: scoped_session[Any]) -> None:
    """Somebody with every right upon the database takes its triggers off; the test gives them back at its end."""
    for model in KEPT:
        table = model.__tablename__
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        else:
            session.execute(text(f"DROP TRIGGER {table}_is_kept"))
            session.execute(text(f"DROP TRIGGER {table}_is_not_changed"))


def test_what_was_sealed_and_left_alone_holds_together(written: list[int]) -> None:
    assert (found(), is_unsealed()) == ([], False)


def test_sealing_goes_on_where_it_stopped(session: scoped_session[Any], written: list[int]) -> None:
    record("greet", a_person(), by=OPERATOR, now=SPRING)
    before = is_unsealed()
    seal_trail(SPRING)

    made = dict(session.execute(select(TrailSeal.line_id, TrailSeal.seal)).all())
    lines = [dict(row._mapping) for row in session.execute(select(*TrailLine.__table__.columns).order_by(TrailLine.id))]
    assert before
    assert made == dict(seals(lines, BEFORE_THE_FIRST))


@pytest.mark.parametrize(
    "change",
    [
        lambda number: update(TrailLine).where(TrailLine.id == number).values(actor="somebody else"),
        lambda number: delete(TrailLine).where(TrailLine.id == number),
        lambda number: update(TrailSeal).where(TrailSeal.line_id == number).values(seal="1" * 64),
        lambda number: delete(TrailSeal).where(TrailSeal.line_id == number),
    ],
)
def test_the_database_refuses_to_change_or_remove(
    session: scoped_session[Any], written: list[int], change: Any
) -> None:
    with pytest.raises(DatabaseError, match="the trail is not changed"), session.begin_nested():
        session.execute(change(written[2]))

    assert found() == []


def test_a_changed_line_is_named(session: scoped_session[Any], written: list[int]) -> None:
    unguarded(session)
    session.execute(update(TrailLine).where(TrailLine.id == written[2]).values(actor="somebody else"))

    assert found() == [Broken(written[2], Fault.CHANGED)]


def test_a_removed_line_is_named(session: scoped_session[Any], written: list[int]) -> None:
    unguarded(session)
    session.execute(delete(TrailLine).where(TrailLine.id == written[2]))

    assert found() == [Broken(written[2], Fault.MISSING)]


def test_a_line_removed_with_its_seal_shows_at_the_next_one(session: scoped_session[Any], written: list[int]) -> None:
    unguarded(session)
    session.execute(delete(TrailLine).where(TrailLine.id == written[2]))
    session.execute(delete(TrailSeal).where(TrailSeal.line_id == written[2]))

    assert found() == [Broken(written[3], Fault.CHANGED)]


def test_a_line_slipped_in_has_no_seal(session: scoped_session[Any], written: list[int]) -> None:
    unguarded(session)
    session.execute(delete(TrailLine).where(TrailLine.id == written[2]))
    session.execute(delete(TrailSeal).where(TrailSeal.line_id == written[2]))
    row = {**LINE, "id": written[2]}
    session.execute(insert(TrailLine), [row])

    assert Broken(written[2], Fault.UNSEALED) in found()


def test_old_lines_are_removed_and_the_rest_still_holds_together(
    session: scoped_session[Any], written: list[int]
) -> None:
    seal = queries.seal_upon(written[2])
    cut = remove_lines_before(SPRING + 3 * DAY, by=OPERATOR, now=SPRING + 10 * DAY)

    assert cut is not None
    assert (cut.up_to, cut.seal, cut.lines) == (written[2], seal, 3)
    seal_trail(SPRING)
    assert session.scalars(select(TrailLine.verb).order_by(TrailLine.id)).all() == ["greet"] * 3 + [
        "remove-trail-lines"
    ]
    assert (found(), queries.start().number) == ([], written[2])


def test_what_is_not_old_or_not_sealed_stays(session: scoped_session[Any], written: list[int]) -> None:
    record("greet", a_person(), by=OPERATOR, now=SPRING - 100 * DAY)

    assert remove_lines_before(SPRING - DAY, by=OPERATOR, now=SPRING) is None
    assert remove_lines_before(SPRING + 100 * DAY, by=OPERATOR, now=SPRING) is not None
    assert session.scalars(select(TrailLine.verb).order_by(TrailLine.id)).all() == ["greet", "remove-trail-lines"]


def test_nothing_is_removed_from_a_broken_trail(session: scoped_session[Any], written: list[int]) -> None:
    unguarded(session)
    session.execute(update(TrailLine).where(TrailLine.id == written[1]).values(actor="somebody else"))

    with pytest.raises(Refused):
        remove_lines_before(SPRING + 3 * DAY, by=OPERATOR, now=SPRING)
    assert session.scalars(select(TrailCut.id)).all() == []


def test_an_act_notes_the_role_its_door_was_opened_to_and_its_request(
    app: Flask, session: scoped_session[Any], client: FlaskClient
) -> None:
    world = a_world()
    session.commit()
    sign_in(client, world["organiser"])
    before = queries.last_line()

    client.post(f"/en/calls/{world.call.slug}/jury/tables", data={f"table-{world.solution.key}": "10"})

    lines = session.execute(select(TrailLine.role, TrailLine.request).where(TrailLine.id > before)).all()
    assert [role for role, _ in lines] == ["organiser"]
    assert len(lines[0].request) == len("0123456789abcdef")


def test_the_facts_of_a_line_hold_no_text(written: list[int], session: scoped_session[Any]) -> None:
    facts = session.scalars(select(TrailLine.facts)).all()

    assert [json.dumps(one) for one in facts] == [json.dumps({"day": day}) for day in range(6)]
