"""In which order solutions are discussed, so that people with a conflict of interest leave the room rarely."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

Outside = frozenset[int]
"""Jurors (ids) who wait outside while a solution is discussed."""

EVERYBODY_IN: Outside = frozenset()
MOST_TRIED = 9
"""Up to so many different sets of people outside, every order is weighed; beyond, a good one is sought."""
MOST_ROUNDS = 20


def order_of_discussion(outside: Mapping[int, Outside], *, before: Outside = EVERYBODY_IN) -> list[int]:
    """The solutions (ids) of `outside` in an order with few changes at the door; the same input, the same order.

    `outside` names for each solution who has a conflict of interest, in the order of keys; `before` are those outside
    already. Equal sets stand together; what nobody has to leave for comes first, or last while somebody is outside. Up
    to nine different sets the order is the best there is; it never has more changes than the given one.
    """
    together: dict[Outside, list[int]] = {}
    for solution, people in outside.items():
        together.setdefault(people, []).append(solution)
    nobody = together.pop(EVERYBODY_IN, [])
    sets = list(together)
    best = _best_path(sets, before) if len(sets) <= MOST_TRIED else _good_path(sets, before)
    found = [solution for number in best for solution in together[sets[number]]]
    found = [*found, *nobody] if before else [*nobody, *found]
    given = list(outside)
    return min(found, given, key=lambda order: changes(order, outside, before=before))


def changes(order: Sequence[int], outside: Mapping[int, Outside], *, before: Outside = EVERYBODY_IN) -> int:
    """How often somebody leaves the room or comes back; at the end everybody is in again."""
    stops = [before, *(outside[solution] for solution in order), EVERYBODY_IN]
    return sum(len(one ^ other) for one, other in pairwise(stops))


def _best_path(sets: Sequence[Outside], before: Outside) -> list[int]:
    """Every set once, with the fewest changes: the shortest way to each last stop, for more and more stops."""
    ways: dict[tuple[frozenset[int], int], tuple[int, list[int]]] = {
        (frozenset([stop]), stop): (len(before ^ sets[stop]), [stop]) for stop in range(len(sets))
    }
    for _ in range(len(sets) - 1):
        longer: dict[tuple[frozenset[int], int], tuple[int, list[int]]] = {}
        for (seen, last), (cost, path) in ways.items():
            for stop in range(len(sets)):
                if stop in seen:
                    continue
                way = (cost + len(sets[last] ^ sets[stop]), [*path, stop])
                key = (seen | {stop}, stop)
                longer[key] = min(longer.get(key, way), way)
        ways = longer
    whole = [(cost + len(sets[last]), path) for (_, last), (cost, path) in ways.items()]
    return min(whole)[1] if whole else []


def _good_path(sets: Sequence[Outside], before: Outside) -> list[int]:
    """Always on to the nearest set; then stretches are turned round while that saves changes."""
    left, path, here = list(range(len(sets))), [], before
    while left:
        stop = min(left, key=lambda number: (len(here ^ sets[number]), len(sets[number]), number))
        left.remove(stop)
        path.append(stop)
        here = sets[stop]
    for _ in range(MOST_ROUNDS):
        if not _turn_round(path, sets, before):
            break
    return path


def _turn_round(path: list[int], sets: Sequence[Outside], before: Outside) -> bool:
    """Turn every stretch whose two ends fit better the other way round; whether one was found."""
    is_better = False

    def at(place: int) -> Outside:
        if place < 0:
            return before
        return sets[path[place]] if place < len(path) else EVERYBODY_IN

    for first in range(len(path) - 1):
        for last in range(first + 1, len(path)):
            now = len(at(first - 1) ^ at(first)) + len(at(last) ^ at(last + 1))
            then = len(at(first - 1) ^ at(last)) + len(at(first) ^ at(last + 1))
            if then < now:
                path[first : last + 1] = path[first : last + 1][::-1]
                is_better = True
    return is_better
