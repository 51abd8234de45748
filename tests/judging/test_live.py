"""The live jury: one number per visit and the juror's own order."""

from collections.abc import Sequence

import pytest

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.judging.rules.live import live
from challenge_hub.judging.rules.ranking import rank

SCALE = (1, 10)


def values(numbers: dict[str, float], order: Sequence[str] | None = None, step: float = 1) -> dict[str, float]:
    """What becomes of the numbers of a single juror."""
    orders = {} if order is None else {"a": order}
    scores, _, _ = live({("a", solution): number for solution, number in numbers.items()}, orders, SCALE, step)
    return {solution: float(value) for _, solution, _, value in scores}


def test_without_an_order_the_numbers_stand() -> None:
    assert values({"x": 7, "y": 7, "z": 3}) == {"x": 7, "y": 7, "z": 3}


def test_the_numbers_are_given_along_the_order() -> None:
    assert values({"x": 7, "y": 9, "z": 3}, ["z", "x", "y"]) == {"z": 9, "x": 7, "y": 3}


def test_equal_numbers_are_spread_within_half_a_step() -> None:
    assert values({"x": 8, "y": 8, "z": 7, "w": 7}, ["y", "x", "w", "z"]) == {
        "y": 8.25,
        "x": 7.75,
        "w": 7.25,
        "z": 6.75,
    }
    assert values({"x": 8, "y": 8, "z": 8}, ["y", "x", "z"], step=0.5) == pytest.approx(
        {"y": 8 + 1 / 6, "x": 8, "z": 8 - 1 / 6}
    )


def test_a_solution_the_order_does_not_name_keeps_its_number() -> None:
    assert values({"x": 5, "y": 9, "z": 7}, ["x", "y", "not visited"]) == {"x": 9, "y": 5, "z": 7}


def test_the_mean_of_a_juror_stays_as_it_was() -> None:
    numbers: dict[str, float] = {"x": 10, "y": 10, "z": 4, "w": 4, "v": 4, "u": 1}

    after = values(numbers, ["u", "v", "w", "x", "y", "z"])

    assert sum(after.values()) == pytest.approx(sum(numbers.values()))
    assert sorted(after, key=after.__getitem__, reverse=True) == ["u", "v", "w", "x", "y", "z"]


def test_the_ends_of_the_scale_leave_room_and_the_points_keep_their_units() -> None:
    numbers = {(juror, solution): 10 for juror in "ab" for solution in "xy"} | {("a", "z"): 1, ("b", "z"): 1}

    result = rank(*live(numbers, {"a": ["y", "x", "z"], "b": ["y", "x", "z"]}, SCALE))

    assert [solution for solution, *_ in result] == ["y", "x", "z"]
    assert sum(estimate for _, estimate, _ in result) / 3 == pytest.approx(7, abs=0.5)


@pytest.mark.parametrize(
    ("numbers", "order", "reason"),
    [({"x": 11}, [], "score-off-the-scale"), ({"x": 3, "y": 4}, ["x", "y", "x"], "solution-twice-in-order")],
)
def test_what_cannot_be_counted_is_refused(numbers: dict[str, float], order: list[str], reason: str) -> None:
    with pytest.raises(ScoringRefused) as refused:
        values(numbers, order)

    assert refused.value.reason == reason
