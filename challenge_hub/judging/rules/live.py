"""The live jury: one overall number per visit, and each juror's own order of what they saw."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.judging.rules.observations import Number, Scale, Score

OVERALL = "overall"


def live(
    numbers: Mapping[tuple[str, str], Number], orders: Mapping[str, Sequence[str]], scale: Scale, step: Number = 1
) -> tuple[list[Score], dict[str, Number], Scale]:
    """Return what the adjusted method wants (scores, weights, scale), with the single criterion "overall".

    `numbers` holds a number per (juror, solution); `orders` a juror's own order, best first, where there is one;
    `step` is the distance of neighbouring numbers on the scale.

    An order is the later word on who is better, the numbers are the word on how far apart and how severe. So a
    juror's numbers, sorted, are given along the order: the highest to the first, and so on. Equal numbers are spread
    evenly within half a step of it, so that the order is kept and no number passes its neighbour's; a juror's mean
    stays as it was. A solution that the order does not name keeps its number, one without a number is passed over,
    and without an order equal numbers stay equal. The scale grows by half a step at both ends to make room; the
    estimates stay in the units of the numbers. Refuses solution-twice-in-order and score-off-the-scale.
    """
    low, high, step = float(scale[0]), float(scale[1]), float(step)
    for (juror, solution), number in sorted(numbers.items()):
        if not low <= float(number) <= high:
            raise ScoringRefused("score-off-the-scale", juror=juror, solution=solution, value=number)
    values = {pair: float(number) for pair, number in numbers.items()}
    for juror, order in sorted(orders.items()):
        solution, times = Counter(order).most_common(1)[0] if order else ("", 0)
        if times > 1:
            raise ScoringRefused("solution-twice-in-order", juror=juror, solution=solution)
        seen = [solution for solution in order if (juror, solution) in values]
        along = _spread(sorted((values[juror, solution] for solution in seen), reverse=True), step)
        values.update(((juror, solution), value) for solution, value in zip(seen, along, strict=True))
    scores: list[Score] = [(juror, solution, OVERALL, value) for (juror, solution), value in sorted(values.items())]
    return scores, {OVERALL: 1}, (low - step / 2, high + step / 2)


def _spread(highest_first: Sequence[float], step: float) -> list[float]:
    """Pull equal numbers apart: `n` of them lie step/n from each other, around the number."""
    spread = []
    for number, run in groupby(highest_first):
        size = len(list(run))
        spread += [number + step * (size - 1 - 2 * turn) / (2 * size) for turn in range(size)]
    return spread
