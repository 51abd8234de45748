"""What holds for every plan of reviews: properties tried on many small made-up juries."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from challenge_hub.judging.rules.assignment import everyone_reviews_everything, plan
from challenge_hub.judging.rules.capacity import Cause, Pair, Request, capacity

# Jurors and solutions share ids on purpose. The last of each may be gone, though it has conflicts and reviews.
IDS = ("1", "2", "3", "4", "5", "6")
PAIRS = [(juror, solution) for juror in IDS for solution in IDS]


@st.composite
def requests(draw: st.DrawFn) -> Request:
    solutions = IDS[: draw(st.integers(0, 6))]
    caps = draw(st.lists(st.none() | st.integers(0, 4), max_size=6))
    return Request(
        solutions,
        dict(zip(IDS, caps, strict=False)),
        draw(st.none() | st.integers(1, 4)),
        draw(st.frozensets(st.sampled_from(PAIRS), max_size=20)),
        draw(st.frozensets(st.sampled_from(PAIRS), max_size=6)),
        draw(st.integers(0, 999)),
        draw(st.none() | st.frozensets(st.sampled_from(PAIRS), max_size=12)),
    )


def wanted(request: Request, solution: str) -> int:
    """The reviews a solution shall have, those that stand included."""
    if request.per_solution is not None:
        return request.per_solution
    stands = {juror for juror, its in request.standing if its == solution}
    return len(stands | {juror for juror in request.jurors if (juror, solution) not in request.conflicts})


def count(pairs: Iterable[Pair], *, juror: str | None = None, solution: str | None = None) -> int:
    return sum(juror in (None, one) and solution in (None, other) for one, other in pairs)


def most_reviews(request: Request, at_most: int = 99) -> int:
    """An oracle: the largest flow from the solutions, each up to `at_most` reviews, to the room of the jurors."""
    room: dict[tuple[str, str], int] = {}
    for solution in request.solutions:
        lacking = min(at_most, wanted(request, solution)) - count(request.standing, solution=solution)
        room["source", "s" + solution] = max(0, lacking)
        for juror, cap in request.jurors.items():
            left = 99 if cap is None else max(0, cap - count(request.standing, juror=juror))
            room["j" + juror, "sink"] = left
            room["s" + solution, "j" + juror] = int((juror, solution) not in request.conflicts | request.standing)
    flow = 0
    while path := shortest_path(room):
        for start, end in pairwise(path):
            room[start, end] -= 1
            room[end, start] = room.get((end, start), 0) + 1
        flow += 1
    return flow


def shortest_path(room: dict[tuple[str, str], int]) -> list[str]:
    came = {"source": ""}
    queue = deque(came)
    while queue and "sink" not in came:
        node = queue.popleft()
        for (start, end), left in room.items():
            if start == node and left and end not in came:
                came[end] = node
                queue.append(end)
    path = ["sink"] if "sink" in came else []
    while path and came[path[0]]:
        path.insert(0, came[path[0]])
    return path


def parts(pairs: Iterable[Pair]) -> int:
    """The separate parts of a graph without lone jurors and solutions."""
    groups: list[set[str]] = []
    for juror, solution in pairs:
        ends = {"j" + juror, "s" + solution}
        touched = [group for group in groups if group & ends]
        groups = [group for group in groups if not group & ends] + [ends.union(*touched)]
    return len(groups)


def standing_here(request: Request) -> set[Pair]:
    return {pair for pair in request.standing if pair[1] in request.solutions}


def with_expert(request: Request, graph: Iterable[Pair]) -> int:
    """How many solutions of the round have a reviewer who knows their theme."""
    return len({solution for _, solution in (request.experts or frozenset()) & set(graph)} & set(request.solutions))


def most_with_expert(request: Request, new: Iterable[Pair]) -> int:
    """An oracle, HiGHS: every solution keeps as many new reviews as it got, and as many as can be have an expert."""
    experts = request.experts or frozenset()
    everybody = product(request.jurors, request.solutions)
    free = [pair for pair in everybody if pair not in request.conflicts | request.standing]
    rows, low, high = [], [], []

    def row(coefficients: list[float], least: float, most: float) -> None:
        rows.append(coefficients)
        low.append(least)
        high.append(most)

    for solution in request.solutions:
        has = [1.0 if its == solution else 0.0 for _, its in free]
        got = count(new, solution=solution)
        row(has + [0.0] * len(request.solutions), got, got)
        known = [1.0 if pair in experts and pair[1] == solution else 0.0 for pair in free]
        stands = float(with_expert(request, {p for p in request.standing if p[1] == solution}))
        row(known + [-1.0 if other == solution else 0.0 for other in request.solutions], -stands, np.inf)
    for juror, cap in request.jurors.items():
        left = np.inf if cap is None else max(0, cap - count(request.standing, juror=juror))
        row([1.0 if its == juror else 0.0 for its, _ in free] + [0.0] * len(request.solutions), 0, left)
    goal = np.array([0.0] * len(free) + [-1.0] * len(request.solutions))
    found = milp(
        goal, integrality=np.ones_like(goal), bounds=Bounds(0, 1), constraints=LinearConstraint(rows, low, high)
    )
    return round(-found.fun)


@settings(deadline=None, max_examples=300)
@given(request=requests())
def test_as_many_solutions_as_can_be_have_an_expert(request: Request) -> None:
    assume(request.solutions and request.experts is not None)

    result = plan(request)

    graph = standing_here(request) | set(result.new)
    assert with_expert(request, graph) == most_with_expert(request, result.new)
    reviewed = {solution for _, solution in graph}
    assert {lack.solution for lack in result.without_expert} == reviewed - {s for _, s in request.experts & graph}
    assert all(lack.causes for lack in result.without_expert)


@settings(deadline=None, max_examples=300)
@given(request=requests())
def test_conflicts_limits_and_what_stands_are_never_broken(request: Request) -> None:
    result = plan(request)

    assert set(result.new).isdisjoint(request.conflicts | request.standing)
    assert {solution for _, solution in result.new} <= set(request.solutions)
    for juror, cap in request.jurors.items():
        stands, new = count(request.standing, juror=juror), count(result.new, juror=juror)
        assert result.loads[juror] == stands + new
        assert cap is None or new == 0 or stands + new <= cap
    assert list(result.loads) == list(request.jurors)


@settings(deadline=None, max_examples=300)
@given(request=requests())
def test_no_solution_gets_a_juror_twice_or_more_reviews_than_wanted(request: Request) -> None:
    result = plan(request)

    assert len(set(result.new)) == len(result.new)
    for solution in {solution for _, solution in result.new}:
        assert count([*request.standing, *result.new], solution=solution) <= wanted(request, solution)


@settings(deadline=None, max_examples=300)
@given(request=requests())
def test_no_other_plan_has_more_reviews(request: Request) -> None:
    assert len(plan(request).new) == most_reviews(request)


@settings(deadline=None, max_examples=200)
@given(request=requests(), times=st.integers(1, 3))
def test_scarce_reviews_are_spread_over_as_many_solutions_as_can_be(request: Request, times: int) -> None:
    new = plan(request).new

    spread = 0
    for solution in request.solutions:
        stands = count(request.standing, solution=solution)
        spread += max(0, min(times, stands + count(new, solution=solution)) - stands)

    assert spread == most_reviews(request, at_most=times)


@settings(deadline=None, max_examples=300)
@given(request=requests())
def test_every_missing_review_is_told_and_explained(request: Request) -> None:
    result = plan(request)

    lacking = {s: wanted(request, s) - count([*standing_here(request), *result.new], solution=s) for s in IDS}
    missing = {solution: lacking[solution] for solution in request.solutions if lacking[solution] > 0}
    assert {shortfall.solution: shortfall.missing for shortfall in result.shortfalls} == missing
    for shortfall in result.shortfalls:
        assert sum(shortfall.causes.values()) >= shortfall.missing
        assert min(shortfall.causes.values()) > 0
        assert request.per_solution or set(shortfall.causes) == {Cause.CAP_REACHED}


@settings(deadline=None, max_examples=400)
@given(request=requests())
def test_no_move_to_a_freer_juror_is_left_unless_it_breaks_the_graph(request: Request) -> None:
    result = plan(request)
    graph = standing_here(request) | set(result.new)

    left = [
        (busier, solution, freer)
        for busier, solution in result.new
        for freer, cap in request.jurors.items()
        if result.loads[busier] - result.loads[freer] >= 2
        and (cap is None or result.loads[freer] < cap)
        and (freer, solution) not in request.conflicts | graph
        and parts(graph - {(busier, solution)} | {(freer, solution)}) <= parts(graph)
        and with_expert(request, graph) <= with_expert(request, graph - {(busier, solution)} | {(freer, solution)})
    ]

    assert left == []


@settings(deadline=None, max_examples=300)
@given(request=requests())
def test_the_parts_of_the_graph_are_counted(request: Request) -> None:
    result = plan(request)

    assert result.components == parts(standing_here(request) | set(result.new))


@settings(deadline=None, max_examples=200)
@given(solutions=st.integers(1, 12), jurors=st.integers(1, 12), reviews=st.integers(1, 5), seed=st.integers(0, 99))
def test_where_nothing_hinders_loads_differ_by_one_and_the_graph_is_whole(
    solutions: int, jurors: int, reviews: int, seed: int
) -> None:
    assume(reviews <= jurors)
    ids = [str(number) for number in range(12)]

    result = plan(Request(ids[:solutions], dict.fromkeys(ids[:jurors]), reviews, frozenset(), frozenset(), seed))

    assert len(result.new) == solutions * reviews
    assert max(result.loads.values()) - min(result.loads.values()) <= 1
    assert result.components == 1 or len(result.new) < solutions + jurors - 1


@settings(deadline=None, max_examples=200)
@given(data=st.data(), request=requests())
def test_the_same_request_in_any_order_gives_the_same_plan(data: st.DataObject, request: Request) -> None:
    shuffled = replace(
        request,
        solutions=data.draw(st.permutations(request.solutions)),
        jurors=dict(data.draw(st.permutations(list(request.jurors.items())))),
        conflicts=frozenset(data.draw(st.permutations(sorted(request.conflicts)))),
        standing=frozenset(data.draw(st.permutations(sorted(request.standing)))),
    )

    assert plan(shuffled) == plan(request)


@settings(deadline=None, max_examples=200)
@given(request=requests(), seed=st.integers(0, 999))
def test_a_later_run_finds_nothing_left_to_add(request: Request, seed: int) -> None:
    first = plan(request)
    standing = request.standing | set(first.new)

    later = plan(replace(request, standing=standing, seed=seed))

    assert (later.new, later.loads, later.shortfalls) == ((), first.loads, first.shortfalls)


@settings(deadline=None, max_examples=200)
@given(request=requests())
def test_everyone_reviews_everything_within_conflicts_and_limits(request: Request) -> None:
    unlimited = replace(request, jurors=dict.fromkeys(request.jurors))

    result = everyone_reviews_everything(unlimited)

    allowed = {(juror, solution) for juror in request.jurors for solution in request.solutions}
    assert set(result.new) == allowed - request.conflicts - request.standing
    assert result.shortfalls == ()


@settings(deadline=None, max_examples=200)
@given(solutions=st.integers(1, 8), jurors=st.integers(0, 8), reviews=st.integers(1, 5), each=st.integers(0, 6))
def test_a_capacity_promises_what_a_plan_can_keep(solutions: int, jurors: int, reviews: int, each: int) -> None:
    def fits(jurors: int, reviews: int) -> bool:
        ids = [str(number) for number in range(60)]
        wish = Request(ids[:solutions], dict.fromkeys(ids[:jurors], each), reviews, frozenset(), frozenset(), 1)
        return plan(wish).shortfalls == ()

    room = capacity(
        solutions=solutions, per_solution=reviews, minutes_per_review=10, jurors=jurors, minutes_per_juror=each * 10 + 9
    )

    assert room.largest == 0 or fits(jurors, room.largest)
    assert not fits(jurors, room.largest + 1)
    assert room.suffices == fits(jurors, reviews)
    if room.jurors_missing is not None:
        assert fits(jurors + room.jurors_missing, reviews)
        assert room.jurors_missing == 0 or not fits(jurors + room.jurors_missing - 1, reviews)
