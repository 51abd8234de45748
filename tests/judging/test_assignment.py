"""Who reviews what: how conflicts, limits, reviews, the graph and the loads take precedence, and what is said of it."""

from collections import Counter
from dataclasses import replace

import pytest

from challenge_hub.judging.rules.assignment import Plan, everyone_reviews_everything, plan
from challenge_hub.judging.rules.capacity import (
    AssignmentRefused,
    Capacity,
    Cause,
    Pair,
    Request,
    Shortfall,
    capacity,
)

JURY = ("ada", "ben", "cem", "dora", "eva", "fritz")
SOLUTIONS = ("bridge", "garden", "market", "school")


def request(
    solutions: tuple[str, ...] = SOLUTIONS,
    jurors: tuple[str, ...] = JURY,
    per_solution: int | None = 3,
    *,
    caps: dict[str, int] | None = None,
    conflicts: set[Pair] | None = None,
    standing: set[Pair] | None = None,
    seed: int = 1,
) -> Request:
    return Request(
        solutions,
        {juror: (caps or {}).get(juror) for juror in jurors},
        per_solution,
        frozenset(conflicts or ()),
        frozenset(standing or ()),
        seed,
    )


def reviews_of(result: Plan) -> Counter[str]:
    return Counter(solution for _, solution in result.new)


def test_every_solution_gets_its_reviews_and_every_juror_as_many_as_the_others() -> None:
    result = plan(request())

    assert reviews_of(result) == dict.fromkeys(SOLUTIONS, 3)
    assert result.loads == dict.fromkeys(JURY, 2)
    assert result.shortfalls == ()


def test_nobody_reviews_where_they_declared_a_conflict() -> None:
    conflicts = {("ada", "bridge"), ("ben", "bridge"), ("cem", "bridge")}

    result = plan(request(conflicts=conflicts))

    assert {juror for juror, solution in result.new if solution == "bridge"} == {"dora", "eva", "fritz"}


def test_nobody_reviews_more_than_their_own_limit() -> None:
    result = plan(request(caps={"ada": 1, "ben": 0}))

    loads = dict(result.loads)
    assert (loads.pop("ada"), loads.pop("ben"), sorted(loads.values())) == (1, 0, [2, 3, 3, 3])
    assert result.shortfalls == ()


def test_a_missing_review_is_told_with_its_causes() -> None:
    conflicts = {(juror, "school") for juror in ("ada", "ben", "cem", "dora")}

    result = plan(request(per_solution=2, conflicts=conflicts, caps={"eva": 0}))

    assert result.shortfalls == (Shortfall("school", 1, {Cause.CONFLICT: 4, Cause.CAP_REACHED: 1}),)


def test_a_jury_smaller_than_the_wanted_reviews_is_named_as_the_cause() -> None:
    result = plan(request(("bridge",), ("ada", "ben"), per_solution=3))

    assert result.new == (("ada", "bridge"), ("ben", "bridge"))
    assert result.shortfalls == (Shortfall("bridge", 1, {Cause.TOO_FEW_JURORS: 1}),)


def test_without_jurors_every_review_is_missing() -> None:
    result = plan(request(("bridge",), (), per_solution=2))

    assert result == Plan((), {}, (Shortfall("bridge", 2, {Cause.TOO_FEW_JURORS: 2}),), 0)


def test_without_solutions_nothing_is_planned() -> None:
    assert plan(request((), ("ada",))) == Plan((), {"ada": 0}, (), 0)


@pytest.mark.parametrize("seed", range(20))
def test_a_juror_gives_way_where_another_solution_has_nobody_else(seed: int) -> None:
    conflicts = {("ben", "garden"), ("cem", "garden"), ("cem", "bridge")}
    one_each = dict.fromkeys(("ada", "ben", "cem"), 1)
    solutions = ("bridge", "garden", "market")

    result = plan(request(solutions, ("ada", "ben", "cem"), 1, caps=one_each, conflicts=conflicts, seed=seed))

    assert result.new == (("ada", "garden"), ("ben", "bridge"), ("cem", "market"))


@pytest.mark.parametrize("seed", range(20))
def test_where_reviews_are_scarce_no_solution_is_served_twice_before_all_are_served_once(seed: int) -> None:
    result = plan(request(jurors=("ada", "ben"), per_solution=2, caps={"ada": 3, "ben": 3}, seed=seed))

    assert sorted(reviews_of(result).values()) == [1, 1, 2, 2]


@pytest.mark.parametrize("seed", range(20))
def test_a_connected_graph_is_worth_more_than_equal_loads(seed: int) -> None:
    # Two rooms that conflicts keep apart, but for ada, who may also review the school.
    left, right = {"ada", "ben"}, {"dora", "eva"}
    apart = {(juror, solution) for juror in left for solution in ("market", "school")}
    apart |= {(juror, solution) for juror in right for solution in ("bridge", "garden")}

    rooms = plan(request(jurors=("ada", "ben", "dora", "eva"), per_solution=2, conflicts=apart, seed=seed))
    joined = plan(
        request(jurors=("ada", "ben", "dora", "eva"), per_solution=2, conflicts=apart - {("ada", "school")}, seed=seed)
    )

    assert (rooms.components, sorted(rooms.loads.values())) == (2, [2, 2, 2, 2])
    assert (joined.components, sorted(joined.loads.values())) == (1, [1, 2, 2, 3])


@pytest.mark.parametrize("seed", range(20))
def test_the_graph_is_connected_wherever_the_reviews_suffice_for_it(seed: int) -> None:
    solutions, jurors = (*SOLUTIONS, "tower"), JURY[:5]

    result = plan(request(solutions, jurors, 2, caps=dict.fromkeys(jurors, 2), seed=seed))

    assert (result.components, set(result.loads.values())) == (1, {2})


@pytest.mark.parametrize("seed", range(20))
def test_loads_are_evened_out_again_after_parts_were_joined(seed: int) -> None:
    left, right = ("bridge", "garden", "harbour", "tower"), ("market", "school")
    apart = {(juror, solution) for juror in ("ada", "ben", "cem") for solution in right}
    apart |= {(juror, solution) for juror in ("dora", "eva") for solution in left}

    result = plan(request(left + right, JURY[:5], 2, conflicts=apart - {("ada", "school")}, seed=seed))

    assert (result.components, sorted(result.loads.values())) == (1, [1, 2, 3, 3, 3])


def test_jurors_and_solutions_of_the_same_id_are_told_apart() -> None:
    result = plan(request(("1", "2"), ("1", "2"), per_solution=1))

    assert (len(result.new), result.components) == (2, 2)


def test_what_stands_stays_and_counts() -> None:
    standing = {("ada", solution) for solution in SOLUTIONS}

    result = plan(request(jurors=("ada", "ben", "cem"), per_solution=2, standing=standing))

    assert reviews_of(result) == dict.fromkeys(SOLUTIONS, 1)
    assert result.loads == {"ada": 4, "ben": 2, "cem": 2}


def test_what_stands_outlives_a_later_conflict_and_a_lowered_limit() -> None:
    pair = ("ada", "bridge")

    result = plan(request(("bridge",), ("ada", "ben"), 2, caps={"ada": 0}, conflicts={pair}, standing={pair}))

    assert result == Plan((("ben", "bridge"),), {"ada": 1, "ben": 1}, (), 1)


def test_the_review_of_a_juror_who_left_still_counts_for_the_solution() -> None:
    result = plan(request(("bridge",), ("ada", "ben"), 2, standing={("gus", "bridge")}))

    assert (len(result.new), result.shortfalls) == (1, ())
    assert set(result.loads) == {"ada", "ben"}


def test_the_review_of_a_withdrawn_solution_still_counts_for_the_juror() -> None:
    result = plan(request(("bridge",), ("ada", "ben"), 1, standing={("ada", "tower")}))

    assert result == Plan((("ben", "bridge"),), {"ada": 1, "ben": 1}, (), 1)


@pytest.mark.parametrize("seed", range(20))
def test_a_juror_busy_with_withdrawn_solutions_is_left_in_peace(seed: int) -> None:
    standing = {("ada", "tower"), ("ada", "harbour")}

    result = plan(request(("bridge", "garden"), JURY[:4], per_solution=3, standing=standing, seed=seed))

    assert (set(result.loads.values()), result.components) == ({2}, 1)


def test_a_later_run_adds_only_what_is_new() -> None:
    first = plan(request())
    standing = set(first.new)

    again = plan(request(standing=standing))
    later = plan(request((*SOLUTIONS, "tower"), standing=standing, seed=2))

    assert again.new == ()
    assert reviews_of(later) == {"tower": 3}


def test_conflicts_of_strangers_and_with_unknown_solutions_are_passed_over() -> None:
    strange = {("gus", "bridge"), ("ada", "tower"), ("gus", "tower")}

    assert plan(request(per_solution=7, conflicts=strange)) == plan(request(per_solution=7))


def test_nobody_can_foretell_their_solutions() -> None:
    plans = [plan(request(per_solution=1, seed=seed)) for seed in range(100)]

    drawn = {pair for result in plans for pair in result.new}
    assert drawn == {(juror, solution) for juror in JURY for solution in SOLUTIONS}


def test_the_same_seed_gives_the_same_plan_whatever_the_order() -> None:
    turned = request(SOLUTIONS[::-1], JURY[::-1])

    assert plan(turned) == plan(request())


def test_at_a_small_event_everybody_reviews_all_but_their_conflicts() -> None:
    wish = request(per_solution=1, conflicts={("ada", "bridge")})

    result = everyone_reviews_everything(wish)

    assert set(result.new) == {(j, s) for j in JURY for s in SOLUTIONS} - {("ada", "bridge")}
    assert (result.shortfalls, result.components) == ((), 1)


def test_at_a_small_event_limits_hold_and_what_they_prevent_is_told() -> None:
    wish = request(("bridge",), ("ada", "ben", "cem"), None, caps={"ben": 0}, conflicts={("cem", "bridge")})

    result = everyone_reviews_everything(wish)

    assert result.new == (("ada", "bridge"),)
    assert result.shortfalls == (Shortfall("bridge", 1, {Cause.CAP_REACHED: 1}),)


def test_a_large_round_is_planned_whole() -> None:
    solutions = tuple(f"s{number}" for number in range(1500))
    jurors = tuple(f"j{number}" for number in range(600))
    conflicts = {(juror, solutions[number % 1500]) for number, juror in enumerate(jurors * 50, start=7)}

    result = plan(request(solutions, jurors, 5, conflicts=conflicts))

    assert (len(result.new), result.shortfalls, result.components) == (7500, (), 1)
    assert set(result.loads.values()) == {12, 13}
    assert conflicts.isdisjoint(result.new)


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"per_solution": 0}, "reviews-below-one"),
        ({"jurors": {"ada": -1}}, "cap-below-zero"),
        ({"solutions": ("bridge", "garden", "bridge")}, "two-solutions-with-one-id"),
    ],
)
def test_what_cannot_be_planned_is_refused_by_name(wish: dict[str, object], reason: str) -> None:
    with pytest.raises(AssignmentRefused) as refused:
        replace(request(), **wish)

    assert refused.value.reason == reason


def test_a_capacity_says_how_many_jurors_are_missing_or_how_few_reviews_would_do() -> None:
    result = capacity(solutions=120, per_solution=5, minutes_per_review=20, jurors=49, minutes_per_juror=200)

    assert result == Capacity(needed=600, possible=490, jurors_missing=11, largest=4)
    assert not result.suffices


def test_a_capacity_may_suffice() -> None:
    result = capacity(solutions=10, per_solution=3, minutes_per_review=30, jurors=6, minutes_per_juror=150)

    assert result == Capacity(needed=30, possible=30, jurors_missing=0, largest=3)
    assert result.suffices


def test_a_capacity_counts_on_different_jurors_for_each_review_of_a_solution() -> None:
    result = capacity(solutions=2, per_solution=5, minutes_per_review=10, jurors=3, minutes_per_juror=1000)

    assert result == Capacity(needed=10, possible=6, jurors_missing=2, largest=3)


def test_no_number_of_jurors_is_enough_where_a_review_takes_longer_than_each_has() -> None:
    result = capacity(solutions=2, per_solution=1, minutes_per_review=60, jurors=3, minutes_per_juror=45)

    assert result == Capacity(needed=2, possible=0, jurors_missing=None, largest=0)


def test_without_solutions_the_jurors_suffice() -> None:
    result = capacity(solutions=0, per_solution=3, minutes_per_review=60, jurors=2, minutes_per_juror=0)

    assert result == Capacity(needed=0, possible=0, jurors_missing=0, largest=2)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"per_solution": 0}, "reviews-below-one"),
        ({"minutes_per_review": 0}, "minutes-below-one"),
        ({"solutions": -1}, "number-below-zero"),
        ({"jurors": -1}, "number-below-zero"),
        ({"minutes_per_juror": -1}, "number-below-zero"),
    ],
)
def test_a_capacity_of_impossible_numbers_is_refused(wrong: dict[str, int], reason: str) -> None:
    numbers = {"solutions": 1, "per_solution": 1, "minutes_per_review": 1, "jurors": 1, "minutes_per_juror": 1}

    with pytest.raises(AssignmentRefused) as refused:
        capacity(**{**numbers, **wrong})

    assert refused.value.reason == reason
