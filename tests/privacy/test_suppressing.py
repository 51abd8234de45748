"""Small groups are not told: whatever is published is published of at least so many, in whatever order it came."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from challenge_hub.privacy.rules.leaving import ExportState
from challenge_hub.privacy.rules.research import may_ask_research, research, size_band
from challenge_hub.privacy.rules.research_rows import OUTCOME, SOLUTION, ReviewFact, RoundFacts, SolutionFact, TeamFact
from challenge_hub.privacy.rules.suppressing import OTHER, K, banded, evened, levels, merged, recoded

words = st.lists(st.sampled_from(["a", "b", "c", "d", OTHER]), max_size=40)
numbers = st.lists(st.integers(0, 5), max_size=40)
rows_of_three = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("cdef"), st.integers(1, 4)), max_size=60)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ("aaaaa bbbbb", {"a": "a", "b": "b"}),
        ("aaaaaaa b c d e f", {"a": "a", "b": OTHER, "f": OTHER}),
        ("aaaaaaaaa bbbbb c", {"a": "a", "b": OTHER, "c": OTHER}),
        ("aaaaaaaaa b", {"a": OTHER, "b": OTHER}),
    ],
)
def test_a_small_value_becomes_other_and_takes_the_next_along_where_it_would_stand_alone(
    values: str, told: dict[str, str]
) -> None:
    found = merged([value for value in values if value != " "], 5)

    assert {value: found[value] for value in told} == told


@given(words)
def test_no_word_is_told_of_fewer_than_k(values: list[str]) -> None:
    told = merged(values, K)

    counts = Counter(told[value] for value in values)
    assert len(values) < K or min(counts.values()) >= K
    assert told == merged(sorted(values), K)


@given(numbers)
def test_neighbours_are_put_together_until_they_are_k_and_stay_in_order(values: list[int]) -> None:
    told = levels(values, K)

    counts = Counter(told[value] for value in values)
    assert len(values) < K or min(counts.values()) >= K
    assert [told[value] for value in sorted(set(values))] == sorted((told[value] for value in set(values)), key=_first)
    assert told == levels(sorted(values), K)


def test_what_one_juror_gave_often_is_the_value_of_one() -> None:
    often = [(1, "ada")] * 50 + [(2, name) for name in "bcdef"]

    assert banded(often, 5) == {1: "1..2", 2: "1..2"}


@given(rows_of_three)
def test_every_combination_is_told_of_k_rows_or_nothing_is(rows: list[tuple[str, str, int]]) -> None:
    told = recoded(rows, (merged, merged, levels), K)

    assert len(told) == (len(rows) if len(rows) >= K else 0)
    assert all(many >= K for many in Counter(told).values())
    assert sorted(told) == sorted(recoded(rows[::-1], (merged, merged, levels), K))


@given(st.dictionaries(st.integers(1, 60), st.integers(5, 40), max_size=30))
def test_every_number_of_reviews_is_that_of_k_jurors_and_nobody_shows_more_than_there_are(
    counts: dict[int, int],
) -> None:
    shown = evened(counts, K)

    assert set(shown) == (set(counts) if len(counts) >= K else set())
    assert all(many >= K for many in Counter(shown.values()).values())
    assert all(shown[each] <= counts[each] for each in shown)


def a_solution(number: int, chance: Random) -> SolutionFact:
    return SolutionFact(
        id=number,
        acting=chance.choice(["organisation", "person"]),
        kind=chance.choice(["company", "start-up", "person"]),
        theme=chance.choice("123"),
        maturity=chance.choice(["idea", "prototype"]),
        challenge=chance.choice("1234567"),
        handed_in=chance.randint(1, 3),
        place=number,
        place_low=number,
        place_high=number + chance.randint(0, 5),
        points=Decimal(chance.randint(0, 500)) / 100,
        spread=Decimal(chance.randint(0, 500)) / 100,
        reviews=chance.randint(1, 9),
    )


def a_round(chance: Random, *, solutions: int, jurors: int) -> RoundFacts:
    """Some jurors reviewed everything, some did not; one is the chair."""
    reviews = [
        ReviewFact(f"juror {juror}", "chair" if juror == 0 else "juror", f"solution {solution}", points)
        for juror in range(jurors)
        for solution in range(solutions)
        if (juror % 3 or chance.random() < 0.7)
        and (points := {criterion: Decimal(chance.randint(0, 50)) / 10 for criterion in (1, 2)})
    ]
    scale = (Decimal(0), Decimal(5))
    found = [a_solution(number, chance) for number in range(1, solutions + 1)]
    return RoundFacts(1, {"method": "mean"}, scale, scale, found, reviews)


def teams(chance: Random, many: int) -> list[TeamFact]:
    return [
        TeamFact(number, "organisation", chance.choice(["company", "university"]), chance.randint(1, 9))
        for number in range(many)
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 30), st.integers(0, 25))
def test_no_row_of_the_export_is_one_of_few(seed: int, solutions: int, jurors: int) -> None:
    chance = Random(seed)
    facts = a_round(chance, solutions=solutions, jurors=jurors)

    tables = research([facts], teams(chance, solutions), chance=Random(1)).tables

    alike = [
        *_counts(tables["teams"], 1, 4),
        *_counts(tables["solutions"], 2, 2 + len(SOLUTION)),
        *_counts(tables["jurors"], 2, 5),
    ]
    for column in range(2 + len(SOLUTION), 2 + len(SOLUTION) + len(OUTCOME)):
        alike += _counts(tables["solutions"], column, column + 1)
    assert all(many >= K for many in alike)
    _no_points_of_few(tables)


def _no_points_of_few(tables: dict[str, list[tuple[str, ...]]]) -> None:
    """A range of points, and a set of reviewed solutions, is that of K jurors; the number of reviews is that told."""
    whose, reviewed, counted = defaultdict(set), defaultdict(set), defaultdict(set)
    for _, juror, review, item, criterion, points in tables["reviews"]:
        whose[criterion, points].add(juror)
        counted[juror].add(review)
        reviewed[juror].add(item)
    assert all(len(jurors) >= K for jurors in whose.values())
    assert {juror: str(len(reviews)) for juror, reviews in counted.items()} == {
        row[1]: row[3] for row in tables["jurors"]
    }
    sets = Counter(frozenset(items) for items in reviewed.values())
    assert all(many >= K for many in sets.values())


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_what_goes_in_does_not_matter(seed: int) -> None:
    chance = Random(seed)
    facts, those = a_round(chance, solutions=12, jurors=14), teams(chance, 12)
    turned = replace(facts, solutions=facts.solutions[::-1], reviews=facts.reviews[::-1])

    assert research([facts], those, chance=Random(7)) == research([turned], those[::-1], chance=Random(7))


def test_numbers_are_drawn_anew_each_time() -> None:
    facts = a_round(Random(3), solutions=12, jurors=14)

    first, second = (research([facts], [], chance=Random(seed)).tables["reviews"] for seed in (1, 2))

    assert first != second
    assert len(first) == len(second)


def test_a_gap_that_a_conflict_of_interest_leaves_shows_nobody() -> None:
    """Seven reviewed all six solutions; the eighth all but one, as everybody knows whose employer is whose."""
    points = {1: Decimal(3)}
    reviews = [ReviewFact(f"juror {j}", "juror", f"solution {s}", points) for j in range(8) for s in range(6)]
    facts = replace(a_round(Random(1), solutions=6, jurors=0), reviews=reviews[:-1])

    found = research([facts], [], chance=Random(1))

    assert [row[3:] for row in found.tables["jurors"]] == [("6", "yes")] * 7
    assert len(found.tables["reviews"]) == 7 * 6
    assert [(one.table, one.many_told, one.rows_told) for one in found.hidden if one.table == "jurors"] == [
        ("jurors", "< 5", "8")
    ]


@pytest.mark.parametrize(("people", "band"), [(1, 1), (2, 2), (3, 2), (4, 3), (6, 3), (7, 4), (40, 4)])
def test_teams_are_told_in_bands(people: int, band: int) -> None:
    assert size_band(people) == band


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"is_organiser": False}, "not-organiser"),
        ({"has_results": False}, "nothing-to-research"),
        ({"state": ExportState.ON_ITS_WAY}, "research-on-its-way"),
        ({"state": ExportState.READY}, None),
        ({}, None),
    ],
)
def test_organisers_have_it_made_once_there_are_results(facts: dict[str, Any], reason: str | None) -> None:
    usual = {"is_organiser": True, "has_results": True, "state": ExportState.NONE}

    assert may_ask_research(**{**usual, **facts}).reason == reason


def _first(told: str) -> int:
    return int(told.split("..")[0])


def _counts(rows: Sequence[tuple[str, ...]], start: int, end: int) -> list[int]:
    return list(Counter(row[start:end] for row in rows).values())
