"""Who gets the next reviews."""

import numpy as np
import pytest

from challenge_hub.judging.rules.adjusted import Adjusted, adjusted
from challenge_hub.judging.rules.contenders import contenders, expected_gain
from tests.judging.panels import SCALE, WEIGHTS, one_criterion, panel


@pytest.fixture(scope="module")
def result() -> Adjusted:
    return adjusted(panel(1, solutions=20, reviews=2), WEIGHTS, SCALE, seed=1)


def test_the_next_reviews_go_to_those_near_the_boundary(result: Adjusted) -> None:
    chosen = contenders(result, k=3, per_solution=3, batch=6)

    places = {entry.solution: entry.place for entry in result.solutions}
    assert len(chosen) == 6
    assert [one.value for one in chosen] == sorted((one.value for one in chosen), reverse=True)
    assert max(places[one.solution] for one in chosen) <= 12
    assert {places[one.solution] for one in chosen} & {3, 4}


def test_nobody_gets_more_than_twice_the_wanted_reviews_and_two(result: Adjusted) -> None:
    first, *_ = contenders(result, k=3, per_solution=3, batch=1)
    reviews = next(entry.reviews for entry in result.solutions if entry.solution == first.solution)

    nearly = contenders(result, k=3, per_solution=3, batch=20, under_way={first.solution: 7 - reviews})
    full = contenders(result, k=3, per_solution=3, batch=20, under_way={first.solution: 8 - reviews})

    assert nearly[0] == first
    assert first.solution not in {one.solution for one in full}
    assert len(full) == 19


def test_without_a_boundary_those_with_fewest_reviews_come_first() -> None:
    tied = adjusted(one_criterion({"a": [("x", 5), ("y", 5)], "b": [("x", 5)]}), {"overall": 1}, SCALE, seed=1)

    assert [one.solution for one in contenders(tied, k=1, per_solution=2, batch=5)] == ["y", "x"]
    assert contenders(adjusted([], WEIGHTS, SCALE, seed=1), k=1, per_solution=2, batch=5) == ()


def test_the_gain_is_that_of_the_formula() -> None:
    """At the boundary z is 0 and φ(0) = 1/√(2π); three units off, Φ(-3) and φ(-3) come from a table."""
    gain = expected_gain(np.array([0.0, 3.0]), np.array([2.0, 2.0]), 2.0)

    assert gain == pytest.approx([0.3989423, 0.0044318 - 3 * 0.0013499], abs=1e-6)


def test_the_gain_falls_with_distance_and_grows_with_doubt() -> None:
    near, far = expected_gain(np.array([0.2, -0.8]), np.array([0.5, 0.5]), 1.0)
    known, unknown = expected_gain(np.array([0.5, 0.5]), np.array([0.1, 0.6]), 1.0)

    assert near > far > 0
    assert unknown > known > 0
