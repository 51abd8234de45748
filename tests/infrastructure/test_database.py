"""The database: isolated tests, exact numbers, aware times, and who locks when."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import scoped_session

from challenge_hub.infrastructure.db import Exact, Moment, Texts, db, only_reading, prepare_sqlite
from challenge_hub.organisations.models import Organisation
from tests import factories as make

DIALECT = create_engine("sqlite://").dialect


@pytest.mark.parametrize("run", [1, 2])
def test_what_a_test_commits_is_gone_in_the_next(session: scoped_session[Any], run: int) -> None:
    make.an_organisation(slug="the-only-one")
    session.commit()

    assert [o.slug for o in session.scalars(select(Organisation))] == ["the-only-one"]


def test_a_rollback_inside_a_test_undoes_its_own_act_only(session: scoped_session[Any]) -> None:
    make.an_organisation(slug="stays")
    session.commit()
    make.an_organisation(slug="goes")
    session.rollback()

    assert [o.slug for o in session.scalars(select(Organisation))] == ["stays"]


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_points_come_back_exactly_as_they_went_in(value: Decimal) -> None:
    kind = Exact()

    assert kind.process_result_value(kind.process_bind_param(value, DIALECT), DIALECT) == value


def test_points_finer_than_a_millionth_are_refused_not_rounded() -> None:
    with pytest.raises(ValueError, match="finer than a millionth"):
        Exact().process_bind_param(Decimal("0.0000001"), DIALECT)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        Moment().process_bind_param(datetime(2027, 5, 14), DIALECT)  # noqa: DTZ001 - the very thing refused


def test_times_of_all_zones_come_back_in_utc(session: scoped_session[Any]) -> None:
    opens = datetime(2027, 5, 1, 10, tzinfo=timezone(timedelta(hours=2)))
    call = make.a_call(opens_at=opens)
    session.expire_all()

    assert call.opens_at == datetime(2027, 5, 1, 8, tzinfo=UTC)
    assert call.opens_at.tzinfo is not None


@pytest.mark.parametrize("texts", [{"fr": "Appel"}, {"de": ""}, {"en": 3}])
def test_texts_are_in_known_languages_and_not_empty(texts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="texts need"):
        Texts().process_bind_param(texts, DIALECT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"closes_at": datetime(2027, 4, 1, tzinfo=UTC)},
        {"format": "party"},
        {"language": "fr"},
        {"participants": -1},
    ],
    ids=["closes before it opens", "unknown format", "unknown language", "fewer than none"],
)
def test_the_table_itself_refuses_a_call_that_cannot_be(session: scoped_session[Any], wrong: dict[str, Any]) -> None:
    with pytest.raises((IntegrityError, StatementError)):
        make.a_call(**wrong)


def test_a_withheld_address_cannot_be_stored(session: scoped_session[Any]) -> None:
    solution = make.a_solution(make.a_challenge(make.a_call()))
    version = make.a_version(solution, number=2)

    with pytest.raises(IntegrityError):
        make.a_prototype(version, withheld=True, url="https://git.example.org/private")


def test_one_juror_has_one_review_of_a_solution_in_a_round(session: scoped_session[Any]) -> None:
    call = make.a_call()
    solution, judging_round, juror = make.a_solution(make.a_challenge(call)), make.a_round(call), make.a_juror(call)
    make.a_review(judging_round, juror, solution, {"impact": "3"})

    with pytest.raises(IntegrityError):
        make.a_review(judging_round, juror, solution, {"impact": "4"})


def test_no_addition_is_lost_when_many_write_at_once_to_sqlite(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'race.sqlite3'}")
    prepare_sqlite(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE counter (n INTEGER)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))

    def add_fifty() -> None:
        for _ in range(50):
            with engine.begin() as connection:
                n = connection.execute(text("SELECT n FROM counter")).scalar_one()
                connection.execute(text("UPDATE counter SET n = :n"), {"n": n + 1})

    threads = [threading.Thread(target=add_fifty) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with only_reading(), engine.begin() as connection:
        assert connection.execute(text("SELECT n FROM counter")).scalar_one() == 200
    engine.dispose()


def test_a_reader_does_not_wait_for_a_writer_on_sqlite(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'read.sqlite3'}")
    prepare_sqlite(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE counter (n INTEGER)"))

    with engine.begin() as writer:
        writer.execute(text("INSERT INTO counter VALUES (1)"))
        with only_reading(), engine.begin() as reader:
            assert reader.execute(text("SELECT count(*) FROM counter")).scalar_one() == 0
    engine.dispose()


def test_sqlite_keeps_what_it_acknowledged(app: Flask, is_postgresql: bool) -> None:
    if is_postgresql:
        return
    with app.app_context():
        pragmas = {
            name: db.session.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
