"""What chair and organisers see of event and jurors."""

from itertools import product

import numpy as np
import pytest
from scipy.stats import kendalltau

from challenge_hub.judging.rules.adjusted import Adjusted, adjusted
from challenge_hub.judging.rules.diagnostics import (
    LeftOut,
    agreement,
    decided_share,
    expected_tau,
    straight_lining,
    surprises,
    tau_b,
    variance_parts,
    without_each_juror,
)
from challenge_hub.judging.rules.observations import Score
from challenge_hub.judging.rules.parts import bridging_pairs, parts
from tests.judging.panels import SCALE, WEIGHTS, one_criterion, panel

EVERYBODY = [f"s{at:02}" for at in range(12)]
NOTHING = adjusted([], WEIGHTS, SCALE, seed=1)
TIED = adjusted([(j, s, "impact", 5) for j, s in product("ab", EVERYBODY)], WEIGHTS, SCALE, seed=1)


def turned_round() -> list[Score]:
    """A juror who sees everything the other way round, beside a usual panel."""
    means = {s: np.mean([value for _, other, _, value in panel(1) if other == s]) for s in EVERYBODY}
    return [("against", s, criterion, float(np.clip(11 - means[s], 1, 10))) for s, criterion in product(means, WEIGHTS)]


@pytest.fixture(scope="module")
def result() -> Adjusted:
    return adjusted([*panel(1), *turned_round()], WEIGHTS, SCALE, seed=1)


def test_variances_are_shares_of_one(result: Adjusted) -> None:
    found = variance_parts(result)

    assert found is not None
    shares = (found.solutions, found.severity, found.spread, found.error)
    assert sum(shares) == pytest.approx(1)
    assert min(shares) > 0


def test_more_reviews_let_expect_a_better_order(result: Adjusted) -> None:
    found = expected_tau(result)

    assert found is not None
    assert list(found) == [2, 3, 5, 8]
    assert 0 < found[2] < found[3] < found[5] < found[8] < 1


def test_the_decided_share_grows_with_what_is_known() -> None:
    few = adjusted(panel(2, reviews=1), WEIGHTS, SCALE, seed=1)
    alike = {
        f"j{at}": [(s, place / 2 + (at + place) % 2 / 10) for place, s in enumerate(EVERYBODY, 2)] for at in (1, 2, 3)
    }
    many = adjusted(one_criterion(alike), {"overall": 1}, SCALE, seed=1)

    assert decided_share(few, 3) < 0.5
    assert decided_share(many, 3) > decided_share(few, 3)
    assert decided_share(NOTHING, 3) == 0


def test_who_sees_everything_the_other_way_round_agrees_least(result: Adjusted) -> None:
    found = agreement(result)

    known = {juror: value for juror, value in found.items() if value is not None}
    assert min(known, key=known.__getitem__) == "against"
    assert known["against"] < -0.5


def test_agreement_leaves_out_what_cannot_be_compared() -> None:
    few = adjusted(one_criterion({"a": [("x", 3), ("y", 7)], "b": [("x", 4), ("y", 6)]}), {"overall": 1}, SCALE, seed=1)
    flat = [("flat", solution, criterion, 5) for solution, criterion in product(EVERYBODY, WEIGHTS)]

    assert agreement(few) == {"a": None, "b": None}
    assert agreement(adjusted([*panel(1), *flat], WEIGHTS, SCALE, seed=1))["flat"] is None
    assert agreement(TIED) == {"a": None, "b": None}


def test_the_largest_surprise_is_the_review_nobody_would_expect() -> None:
    scores = [(j, s, c, 1.0 if (j, s) == ("j0", "s00") else value) for j, s, c, value in panel(7, reviews=5)]
    scores = [(j, s, c, 10.0 if s == "s00" and j != "j0" else value) for j, s, c, value in scores]

    first, *rest = surprises(adjusted(scores, WEIGHTS, SCALE, seed=1), most=4)

    assert (first.juror, first.solution) == ("j0", "s00")
    assert first.points < -3
    assert all(abs(first.deviations) >= abs(other.deviations) for other in rest)
    assert len(rest) == 3


def test_leaving_out_a_juror_names_who_comes_and_who_goes(result: Adjusted) -> None:
    found = without_each_juror(result, 3)

    assert [entry.juror for entry in found] == sorted({j for j, *_ in [*panel(1), *turned_round()]})
    assert all(len(entry.entering) == len(entry.leaving) for entry in found)
    assert all((entry.farthest is None) == (entry.places == 0) for entry in found)


def test_leaving_out_the_only_juror_leaves_nothing_to_compare() -> None:
    alone = adjusted(one_criterion({"a": [("x", 3), ("y", 7)]}), {"overall": 1}, SCALE, seed=1)

    assert without_each_juror(alone, 1) == (LeftOut("a", (), (), None, 0),)


def test_where_nothing_was_drawn_nothing_is_said() -> None:
    for empty in (NOTHING, TIED):
        assert variance_parts(empty) is None
        assert expected_tau(empty) is None
        assert surprises(empty) == ()
        assert without_each_juror(empty, 1) == ()


def test_the_same_points_on_every_line_of_nearly_every_sheet_are_said() -> None:
    def sheets(juror: str, straight: int, mixed: int, criteria: str = "cde") -> list[Score]:
        rows = [[5] * len(criteria)] * straight + [[5, 6, 7][: len(criteria)]] * mixed
        return [
            (juror, f"s{at}", criterion, value)
            for at, row in enumerate(rows)
            for criterion, value in zip(criteria, row, strict=True)
        ]

    scores = [
        *sheets("always", 3, 0),
        *sheets("mostly", 4, 1),
        *sheets("often", 3, 1),
        *sheets("twice", 2, 0),
        *sheets("two lines", 5, 0, "cd"),
    ]

    assert straight_lining(scores) == ("always", "mostly")


def test_tau_is_that_of_the_books() -> None:
    chance = np.random.default_rng(1)
    first, second = chance.integers(0, 6, (2, 40)).astype(float)

    assert tau_b(first, second) == pytest.approx(kendalltau(first, second).statistic)
    assert tau_b(first, np.ones(40)) is None


def test_parts_are_told_and_a_bridge_is_proposed_for_each() -> None:
    pairs = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "z"), ("c", "v"), ("d", "w")]

    assert [(part.jurors, part.solutions) for part in parts(pairs)] == [
        (("a", "b"), ("x", "y", "z")),
        (("c",), ("v",)),
        (("d",), ("w",)),
    ]
    assert bridging_pairs(pairs, frozenset()) == (("a", "v"), ("b", "w"))
    assert bridging_pairs(pairs, frozenset({("a", "v"), ("b", "v")})) == (("a", "w"),)
    assert bridging_pairs(pairs[:4], frozenset()) == ()
    assert bridging_pairs([], frozenset()) == ()
