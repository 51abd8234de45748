"""Too close to call: what is said at the boundary of a prize."""

import pytest

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.judging.rules.adjusted import Adjusted, adjusted
from challenge_hub.judging.rules.closeness import Boundary, Verdict, boundary, boundary_in, verdict_for
from tests.judging.panels import SCALE, one_criterion

FOUR = {"w": 9.0, "x": 7.0, "y": 7.0, "z": 2.0}


def by_jurors(number: int, points: dict[str, float]) -> Adjusted:
    """So many jurors of one mind, who differ in a tenth of a point."""
    rows = {f"j{at}": [(s, value + (at + ord(s)) % 3 / 10) for s, value in points.items()] for at in range(number)}
    return adjusted(one_criterion(rows), {"overall": 1}, SCALE, seed=3)


def test_far_apart_is_clear_and_everybody_above_is_settled() -> None:
    found = boundary(by_jurors(6, FOUR), 3)

    assert found.verdict is Verdict.CLEAR
    assert found.probability > 0.99
    assert sorted(found.settled) == ["w", "x", "y"]
    assert found.open == ()


def test_alike_is_too_close_and_the_group_is_named() -> None:
    found = boundary(by_jurors(6, FOUR), 2)

    assert found.verdict is Verdict.TOO_CLOSE
    assert found.settled == ("w",)
    assert sorted(found.open) == ["x", "y"]


def test_behind_the_last_place_everything_is_settled() -> None:
    result = by_jurors(2, FOUR)

    order = tuple(entry.solution for entry in result.solutions)
    assert boundary(result, 4) == Boundary(4, Verdict.CLEAR, 1.0, order, ())
    assert boundary(result, 9).settled == order


def test_where_all_are_tied_everybody_is_in_the_group() -> None:
    names = [f"s{at:02}" for at in range(20)]
    result = by_jurors(3, {})
    tied = adjusted([("a", name, "overall", 5) for name in names], {"overall": 1}, SCALE, seed=3)

    assert boundary(tied, 1) == Boundary(1, Verdict.TOO_CLOSE, 0.5, (), tuple(names))
    assert boundary(result, 1) == Boundary(1, Verdict.CLEAR, 1.0, (), ())


def test_the_two_at_the_boundary_are_in_the_group_however_unlikely_each_is() -> None:
    """Among forty that one juror found nearly alike, nobody is in the top 1 with a tenth."""
    row = [(f"s{at:02}", 5 + at % 2 / 10) for at in range(40)]
    result = adjusted(one_criterion({"a": row}), {"overall": 1}, SCALE, seed=3)

    found = boundary(result, 1)

    assert set(found.open) >= {entry.solution for entry in result.solutions[:2]}


@pytest.mark.parametrize(
    ("probability", "verdict"),
    [(0.9, Verdict.CLEAR), (0.89, Verdict.LIKELY), (0.8, Verdict.LIKELY), (0.79, Verdict.TOO_CLOSE)],
)
def test_the_verdict_has_two_limits(probability: float, verdict: Verdict) -> None:
    assert verdict_for(probability) is verdict


def test_there_is_no_boundary_before_the_first_place() -> None:
    with pytest.raises(ScoringRefused, match="boundary-below-one"):
        boundary(by_jurors(2, FOUR), 0)


def test_in_the_ranking_of_a_theme_its_solutions_stand_among_each_other() -> None:
    result = by_jurors(6, FOUR)

    found = boundary_in(result.draws({"w", "z", "x"}), 2, ["w", "x", "z"])

    assert (found.verdict, found.settled, found.open) == (Verdict.CLEAR, ("w", "x"), ())
