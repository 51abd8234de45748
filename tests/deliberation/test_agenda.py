"""The order of discussion: people with a conflict of interest leave the room as rarely as can be."""

from hypothesis import given
from hypothesis import strategies as st

from challenge_hub.deliberation.rules.agenda import EVERYBODY_IN, changes, order_of_discussion

ANN, BEN, CEM = 1, 2, 3


def outside(**more: set[int]) -> dict[int, frozenset[int]]:
    """By solution: {"s1": {ANN}} means that Ann waits outside while solution 1 is discussed."""
    return {int(name[1:]): frozenset(people) for name, people in more.items()}


def test_the_order_beats_that_of_the_ranking() -> None:
    conflicts = outside(s1={ANN}, s2=set(), s3={ANN, BEN}, s4=set(), s5={BEN}, s6={ANN})
    by_ranking = [1, 5, 6, 2, 3, 4]

    order = order_of_discussion(conflicts)

    assert order == [2, 4, 1, 6, 3, 5]
    assert changes(order, conflicts) == 4
    assert changes(by_ranking, conflicts) == 10


def test_what_nobody_leaves_for_comes_first_and_by_key() -> None:
    conflicts = outside(s3=set(), s1={ANN}, s2=set())

    assert order_of_discussion(conflicts) == [3, 2, 1]


def test_who_is_outside_already_stays_there_first() -> None:
    conflicts = outside(s1=set(), s2={CEM}, s3={ANN})

    assert order_of_discussion(conflicts, before=frozenset({ANN}))[0] == 3


def test_an_empty_agenda_has_an_order_too() -> None:
    assert order_of_discussion({}) == []


people = st.frozensets(st.integers(1, 5))


@given(st.lists(people, max_size=8), people, st.randoms(use_true_random=False))
def test_up_to_nine_different_sets_no_order_is_better(sets: list[frozenset[int]], before: frozenset[int], dice) -> None:  # type: ignore[no-untyped-def]
    conflicts = dict(enumerate(sets))
    other = list(conflicts)
    dice.shuffle(other)

    order = order_of_discussion(conflicts, before=before)

    assert sorted(order) == sorted(conflicts)
    assert changes(order, conflicts, before=before) <= changes(other, conflicts, before=before)


@given(st.lists(st.frozensets(st.integers(1, 12)), min_size=10, max_size=30))
def test_a_long_agenda_is_never_worse_than_by_key(sets: list[frozenset[int]]) -> None:
    conflicts = dict(enumerate(sets))

    order = order_of_discussion(conflicts)

    assert sorted(order) == sorted(conflicts)
    assert changes(order, conflicts) <= changes(list(conflicts), conflicts)
    assert order == order_of_discussion(conflicts)


def test_sixty_solutions_with_many_conflicts_are_ordered_well() -> None:
    conflicts = {n: frozenset({n % 7, n % 11 + 20, n % 3 + 40}) if n % 2 else EVERYBODY_IN for n in range(60)}

    found = changes(order_of_discussion(conflicts), conflicts)

    assert found <= changes(list(conflicts), conflicts) * 2 // 3
