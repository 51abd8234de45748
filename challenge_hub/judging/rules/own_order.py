"""A juror's own order of the solutions seen, which the live method lets count beside the numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from challenge_hub.access import YES, Decision
from challenge_hub.calls.rules.scoring import Method
from challenge_hub.judging.rules.observations import Number
from challenge_hub.judging.rules.sheets import Sheet


def may_order(method: str, *, may_score: Decision) -> Decision:
    """Whether a juror may put solutions in an order now. Refuses with no-own-order where the method asks for none, and
    with what `may_score` refuses.
    """
    return may_score if method == Method.LIVE else Decision("no-own-order")


def may_move(order: Sequence[int], solution: int, place: int) -> Decision:
    """Whether the solution (id) can stand at this place of the order. Refuses with order-has-changed."""
    return YES if solution in order and 1 <= place <= len(order) else Decision("order-has-changed")


def own_orders(sheets: Iterable[Sheet]) -> Mapping[str, Sequence[str]]:
    """Return the own order of each juror who made one: solutions (ids), the best first."""
    placed: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for sheet in sheets:
        if sheet.own_place is not None:
            placed[sheet.juror].append((sheet.own_place, sheet.solution))
    return {juror: [solution for _, solution in sorted(found)] for juror, found in placed.items()}


def merged(order: Sequence[int], numbers: Mapping[int, Number]) -> list[int]:
    """Return the solutions (ids) with a number, in the juror's order where there is one.

    What the order does not name comes in by its number: before the first solution with a lower one, else at the end.
    What has no number any more is passed over. Without an order the highest number comes first, then as `numbers` has
    them.
    """
    placed = [solution for solution in order if solution in numbers]
    missing = [solution for solution in numbers if solution not in set(placed)]
    for solution in sorted(missing, key=lambda one: -float(numbers[one])):
        lower = (at for at, other in enumerate(placed) if numbers[other] < numbers[solution])
        placed.insert(next(lower, len(placed)), solution)
    return placed


def moved(order: Sequence[int], solution: int, place: int) -> list[int]:
    """Return the order with the solution at this place, 1 being the best; the others keep theirs among themselves."""
    rest = [other for other in order if other != solution]
    return [*rest[: place - 1], solution, *rest[place - 1 :]]
