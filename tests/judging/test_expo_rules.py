"""Live expo: whom the queue sends where."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenge_hub.judging.rules.expo import (
    Table,
    TableStop,
    doubled,
    may_set_tables,
    may_stop,
    may_walk,
    queue,
    there_since,
    walking_order,
)
from challenge_hub.judging.rules.reviewing import Times

NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)
OPEN = Times(NOON - timedelta(hours=2), NOON + timedelta(hours=2), None)


def places(*tables: Table, room_left: int | None = None) -> list[int]:
    return [table.position for table in queue(tables, room_left=room_left)]


def test_where_reviews_are_missing_most_comes_first() -> None:
    assert places(Table(1, reviews=2, jurors_there=0), Table(2, reviews=0, jurors_there=3)) == [2, 1]


def test_among_those_the_table_with_fewest_jurors_there() -> None:
    assert places(Table(1, reviews=1, jurors_there=2), Table(2, reviews=1, jurors_there=1)) == [2, 1]


def test_then_the_order_of_walking() -> None:
    assert places(Table(3, 1, 1), Table(1, 1, 1), Table(2, 1, 1)) == [1, 2, 3]


def test_a_table_where_nobody_was_lately_comes_last() -> None:
    assert places(Table(1, 0, 0, is_absent=True), Table(2, 9, 9)) == [2, 1]


def test_nobody_is_sent_where_they_were_or_will_not_go() -> None:
    done, skipped = Table(1, 0, 0, is_done=True), Table(2, 0, 0, is_skipped=True)

    assert places(done, skipped, Table(3, 0, 0, is_handed_back=True), Table(4, 5, 5)) == [4]


def test_who_can_take_no_more_is_sent_to_what_is_theirs_already() -> None:
    assert places(Table(1, 0, 0), Table(2, 3, 0, is_mine=True), room_left=0) == [2]
    assert places(Table(1, 0, 0), room_left=1) == [1]


TABLES = st.lists(
    st.builds(Table, st.integers(1, 99), st.integers(0, 5), st.integers(0, 5), is_absent=st.booleans()),
    unique_by=lambda table: table.position,
)


@given(TABLES, st.randoms())
def test_the_order_in_which_tables_are_listed_does_not_matter(tables: list[Table], chance: object) -> None:
    mixed = list(tables)
    chance.shuffle(mixed)  # type: ignore[attr-defined]

    assert places(*tables) == places(*mixed)


@given(st.integers(2, 12), st.integers(1, 10))
def test_jurors_sent_one_after_the_other_crowd_no_table(tables: int, jurors: int) -> None:
    """Each goes where the queue sends them and stays; no table has two more than another."""
    there = dict.fromkeys(range(1, tables + 1), 0)
    for _ in range(jurors):
        first = places(*(Table(n, reviews=0, jurors_there=count) for n, count in there.items()))[0]
        there[first] += 1

    assert max(there.values()) - min(there.values()) <= 1


def test_whoever_came_long_ago_is_not_there_any_more() -> None:
    assert there_since(NOON, 10) == NOON - timedelta(minutes=20)


def test_tables_are_walked_in_the_order_people_count() -> None:
    labels = {1: "10", 2: "2", 3: "A10", 4: "a2", 5: "Foyer"}

    assert [label for _, label in walking_order(labels)] == ["2", "10", "a2", "A10", "Foyer"]


def test_a_label_is_doubled_however_it_is_written() -> None:
    assert doubled(["a1", "A1", "B"]) == ["a1"]


def test_a_table_shows_who_stands_there_so_an_anonymised_round_has_none() -> None:
    who = {"is_organiser": True, "is_chair": False}

    assert may_set_tables(OPEN, NOON, **who, is_anonymised=True).reason == "expo-shows-names"
    assert may_walk(OPEN, NOON, is_declared=True, is_anonymised=True).reason == "expo-shows-names"


def test_tables_are_set_up_before_the_deadline_and_not_after_the_round() -> None:
    who = {"is_organiser": False, "is_chair": True, "is_anonymised": False}
    closed = Times(OPEN.closes_at, OPEN.ends_at, NOON)

    assert may_set_tables(OPEN, NOON - timedelta(days=9), **who)
    assert may_set_tables(closed, NOON, **who).reason == "round-is-closed"
    assert may_set_tables(OPEN, NOON, **{**who, "is_chair": False}).reason == "not-organiser-or-chair"


@pytest.mark.parametrize(
    ("kind", "facts", "reason"),
    [
        (TableStop.HERE, {}, None),
        (TableStop.HERE, {"has_room": False}, "enough-reviews"),
        (TableStop.ABSENT, {"has_room": False}, None),
        (TableStop.SKIPPED, {}, "skip-needs-reason"),
        (TableStop.SKIPPED, {"reason": "Too noisy."}, None),
        (TableStop.HERE, {"is_handed_back": True}, "handed-back-before"),
    ],
)
def test_what_may_be_said_of_a_table(kind: TableStop, facts: dict[str, object], reason: str | None) -> None:
    usual: dict[str, object] = {"reason": "", "is_handed_back": False, "has_room": True}

    assert may_stop(kind, **{**usual, **facts}).reason == reason  # type: ignore[arg-type]
