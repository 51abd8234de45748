"""The adjusted method: what it promises, and every edge of it."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.judging.rules.adjusted import Adjusted, adjusted
from challenge_hub.judging.rules.observations import Score, observe
from challenge_hub.judging.rules.ranking import rank
from tests.judging.panels import SCALE, WEIGHTS, one_criterion, panel

OVERALL = {"overall": 1}


def estimated(scores: list[Score], **weights: float) -> Adjusted:
    return adjusted(scores, weights or WEIGHTS, SCALE, seed=7, sweeps=500)


def places(result: Adjusted) -> dict[str, int]:
    return {entry.solution: entry.place for entry in result.solutions}


def test_no_scores_give_an_empty_list() -> None:
    assert rank([], WEIGHTS, SCALE) == []


def test_one_solution_is_first() -> None:
    scores = one_criterion({"a": [("x", 7)], "b": [("x", 4)]})

    [(solution, estimate, found)] = rank(scores, OVERALL, SCALE)

    assert (solution, found) == ("x", (1, 1))
    assert 4 < estimate < 7


def test_equal_scores_are_all_tied_over_all_places() -> None:
    scores = [(juror, solution, c, 7) for juror, solution, c in product("ab", "xyz", WEIGHTS)]

    result = estimated(scores)

    assert rank(scores, WEIGHTS, SCALE) == [("x", 7.0, (1, 3)), ("y", 7.0, (1, 3)), ("z", 7.0, (1, 3))]
    assert places(result) == {"x": 1, "y": 1, "z": 1}
    assert result.in_top(1) == {solution: pytest.approx(1 / 3) for solution in "xyz"}
    assert result.before("x", "y") == 0.5


def test_equal_totals_of_different_points_are_equal_scores() -> None:
    scores = [("a", "x", "c", 3), ("a", "x", "d", 5), ("a", "y", "c", 5), ("a", "y", "d", 3)]

    found = [entry[2] for entry in rank(scores, {"c": 0.1, "d": 0.1}, SCALE)]

    assert found == [(1, 2), (1, 2)]


def test_a_juror_with_one_review_is_kept_and_held_near_the_others() -> None:
    scores = [*panel(1), *[("lonely", "s00", criterion, 1) for criterion in WEIGHTS]]

    result = estimated(scores)

    [lonely] = [juror for juror in result.jurors if juror.juror == "lonely"]
    means = {s: np.mean([v for _, other, _, v in panel(1) if other == s]) for s in ("s00",)}
    assert lonely.reviews == 1
    assert 0 < lonely.severity < means["s00"] - 1


def test_a_constant_juror_is_flagged_and_does_not_look_reliable() -> None:
    everybody = [f"s{at:02}" for at in range(12)]
    scores = [*panel(2), *[("flat", solution, criterion, 6) for solution, criterion in product(everybody, WEIGHTS)]]

    result = estimated(scores)

    flat = next(juror for juror in result.jurors if juror.juror == "flat")
    others = [juror for juror in result.jurors if juror.juror != "flat"]
    assert flat.is_constant
    assert not any(juror.is_constant for juror in others)
    assert flat.reliability < np.mean([juror.reliability for juror in others]) * 1.5
    assert flat.spread < min(juror.spread for juror in others)


def test_two_equal_reviews_do_not_make_a_constant_juror() -> None:
    scores = one_criterion({"a": [("x", 7), ("y", 7)], "b": [("x", 4), ("y", 6), ("z", 8)]})

    assert [juror.is_constant for juror in estimated(scores, overall=1).jurors] == [False, False]


def test_one_juror_gives_their_order_with_wide_ranges() -> None:
    scores = one_criterion({"a": [("x", 9), ("y", 7), ("z", 4), ("w", 2)]})

    result = estimated(scores, overall=1)

    assert places(result) == {"x": 1, "y": 2, "z": 3, "w": 4}
    assert sum(entry.place_high - entry.place_low for entry in result.solutions) >= 6


def test_parts_without_connection_are_ranked_and_named() -> None:
    scores = one_criterion({"a": [("x", 9), ("y", 3)], "b": [("z", 8), ("w", 2), ("v", 1)]})

    result = estimated(scores, overall=1)

    assert [(part.jurors, part.solutions) for part in result.parts] == [(("b",), ("v", "w", "z")), (("a",), ("x", "y"))]
    assert sorted(places(result).values()) == [1, 2, 3, 4, 5]


def test_a_criterion_of_weight_0_or_without_scores_is_left_out() -> None:
    scores = panel(3)
    more = [*scores, *[(juror, solution, "beauty", 1) for juror, solution, c, _ in scores if c == "impact"]]

    assert rank(more, {**WEIGHTS, "beauty": 0, "unscored": 5}, SCALE) == rank(scores, WEIGHTS, SCALE)


def test_only_weights_of_0_are_no_scores() -> None:
    assert rank(panel(3), dict.fromkeys(WEIGHTS, 0), SCALE) == []


def test_a_solution_without_reviews_is_named_and_never_last() -> None:
    result = adjusted(panel(4), WEIGHTS, SCALE, seed=1, sweeps=400, solutions=["s00", "t", "r"])

    assert result.not_reviewed == ("r", "t")
    assert len(result.solutions) == 12


def test_a_missing_criterion_is_compared_with_its_own_mean() -> None:
    scores: list[Score] = [("a", "x", "hard", 2), ("a", "x", "easy", 8), ("a", "y", "hard", 2), ("b", "y", "easy", 8)]

    observations = observe(scores, {"hard": 1, "easy": 3}, (0, 10))

    assert observations is not None
    assert observations.total == pytest.approx([0.65, 0.65, 0.65])
    assert observations.precision == pytest.approx([1, 0.625, 0.625])


def test_severe_jurors_do_not_cost_their_solutions_places() -> None:
    """Two jurors give three points less; whom they reviewed stands below by the mean and not by the estimate."""
    chance = np.random.default_rng(0)
    quality = np.linspace(4, 8, 16)
    rows: dict[str, list[tuple[str, float]]] = {f"j{at}": [] for at in range(8)}
    for at, true in enumerate(quality):
        for juror in chance.choice(8, 3, replace=False):
            points = true - 3 * (juror < 2) + 0.3 * chance.normal()
            rows[f"j{juror}"].append((f"s{at:02}", float(np.clip(points, 1, 10))))

    result = estimated(one_criterion(rows), overall=1)

    off = [abs(place - (16 - int(solution[1:]))) for solution, place in places(result).items()]
    severity = {juror.juror: juror.severity for juror in result.jurors}
    assert max(off) <= 3
    assert sorted(severity, key=severity.__getitem__, reverse=True)[:2] in (["j0", "j1"], ["j1", "j0"])
    assert all(juror.severity_low < juror.severity < juror.severity_high for juror in result.jurors)


def test_a_juror_who_scores_at_random_counts_less() -> None:
    everybody = [f"s{at:02}" for at in range(12)]
    chance = np.random.default_rng(5)
    random = [("wild", s, c, float(chance.integers(1, 11))) for s, c in product(everybody, WEIGHTS)]

    result = estimated([*panel(5, reviews=4), *random])

    information = {juror.juror: juror.spread**2 * juror.reliability for juror in result.jurors}
    assert min(information, key=information.__getitem__) == "wild"


def test_estimates_and_places_fall_together_and_ranges_hold_the_place() -> None:
    result = estimated(panel(6))

    estimates = [entry.estimate for entry in result.solutions]
    assert estimates == sorted(estimates, reverse=True)
    assert [entry.place for entry in result.solutions] == list(range(1, 13))
    assert all(1 <= e.place_low <= e.place <= e.place_high <= 12 for e in result.solutions)


def test_solutions_with_the_same_reviews_share_a_place() -> None:
    twins = [(juror, "twin", criterion, value) for juror, solution, criterion, value in panel(8) if solution == "s00"]

    found = places(estimated([*panel(8), *twins]))

    assert found["twin"] == found["s00"]


def test_probabilities_add_up() -> None:
    result = estimated(panel(9))
    first, second = result.solutions[0].solution, result.solutions[1].solution

    assert sum(result.in_top(3).values()) == pytest.approx(3)
    assert result.before(first, second) + result.before(second, first) == pytest.approx(1)
    assert set(result.in_top(12).values()) == {1.0}


def test_the_units_are_those_of_the_rubric() -> None:
    """The same scores on a scale ten times as wide: the same places, ten times the points."""
    wide = [(juror, solution, criterion, value * 10) for juror, solution, criterion, value in panel(10)]

    here, there = rank(panel(10), WEIGHTS, SCALE), rank(wide, WEIGHTS, (10, 100))

    assert [entry[0] for entry in there] == [entry[0] for entry in here]
    assert [entry[1] for entry in there] == pytest.approx([entry[1] * 10 for entry in here])
    assert abs(np.mean([entry[1] for entry in here]) - np.mean([value for *_, value in panel(10)])) < 0.5


def test_decimals_and_numbers_are_the_same_points() -> None:
    exact: list[Score] = [(j, s, c, Decimal(str(value))) for j, s, c, value in panel(11)]

    assert rank(exact, {c: Decimal(w) for c, w in WEIGHTS.items()}, (Decimal(1), Decimal(10))) == rank(
        panel(11), WEIGHTS, SCALE
    )


@settings(deadline=None, max_examples=10)
@given(data=st.data(), seed=st.integers(0, 50))
def test_the_same_scores_in_any_order_give_the_same_output(data: st.DataObject, seed: int) -> None:
    scores = panel(seed, solutions=6, jurors=4, reviews=2)
    shuffled = data.draw(st.permutations(scores))

    here, there = estimated(scores), estimated(shuffled)

    assert there == here
    assert here.posterior is not None
    assert there.posterior is not None
    assert np.array_equal(there.posterior.places, here.posterior.places)


def test_the_seed_alone_decides_the_chance() -> None:
    first, again = estimated(panel(12)), estimated(panel(12))
    other = adjusted(panel(12), WEIGHTS, SCALE, seed=-8, sweeps=500)

    assert again == first
    assert other != first
    # Two runs differ by chance alone, which 200 draws leave at a fraction of a point.
    points = {entry.solution: entry.estimate for entry in first.solutions}
    assert [e.estimate for e in other.solutions] == pytest.approx(
        [points[e.solution] for e in other.solutions], abs=0.5
    )


def test_a_juror_who_turns_the_order_round_stops_nothing() -> None:
    """Far out in the tail of the truncated normal no draw is infinite."""
    up = [(f"s{at:03}", 1 + 9 * at / 299) for at in range(300)]
    down = [(solution, 11 - value) for solution, value in up]

    result = estimated(one_criterion({"a": up, "b": up, "c": down}), overall=1)

    assert all(np.isfinite([j.severity, j.spread, j.reliability]).all() for j in result.jurors)
    assert result.solutions[0].solution >= "s290"


@pytest.mark.parametrize(
    ("scores", "weights", "scale", "reason"),
    [
        ([("a", "x", "beauty", 3)], {"impact": 1}, SCALE, "unknown-criterion"),
        ([("a", "x", "impact", 11)], {"impact": 1}, SCALE, "score-off-the-scale"),
        ([("a", "x", "impact", float("nan"))], {"impact": 1}, SCALE, "score-off-the-scale"),
        ([("a", "x", "impact", 3)], {"impact": -1}, SCALE, "weight-negative"),
        ([("a", "x", "impact", 3)], {"impact": 1}, (5, 5), "scale-empty"),
        ([("a", "x", "impact", 3), ("a", "x", "impact", 4)], {"impact": 1}, SCALE, "two-sheets-of-one-juror"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    scores: list[Score], weights: dict[str, float], scale: tuple[float, float], reason: str
) -> None:
    with pytest.raises(ScoringRefused) as refused:
        rank(scores, weights, scale)

    assert refused.value.reason == reason


def test_the_short_form_is_the_long_one() -> None:
    result = replace(adjusted(panel(13), WEIGHTS, SCALE, seed=0))

    assert rank(panel(13), WEIGHTS, SCALE) == [
        (entry.solution, entry.estimate, (entry.place_low, entry.place_high)) for entry in result.solutions
    ]
