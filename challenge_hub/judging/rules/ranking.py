"""The adjusted ranking in its shortest form."""

from collections.abc import Iterable, Mapping

from challenge_hub.judging.rules.adjusted import adjusted
from challenge_hub.judging.rules.observations import Number, Scale, Score

SEED = 0


def rank(
    scores: Iterable[Score], weights: Mapping[str, Number], scale: Scale
) -> list[tuple[str, float, tuple[int, int]]]:
    """Return (solution, estimate, (lowest, highest place)) of every scored solution, best first.

    `scores` are (juror, solution, criterion, value) with ids as text, a missing score simply absent; `weights` holds
    a number ≥ 0 per criterion; `scale` is (lowest, highest points). Estimates are in the rubric's units, larger is
    better; place 1 is best, and the true place lies in the range with 90 % probability. The same input in any order
    gives the same output; no scores give an empty list. Refuses as `observe` does.
    """
    result = adjusted(scores, weights, scale, seed=SEED)
    return [(entry.solution, entry.estimate, (entry.place_low, entry.place_high)) for entry in result.solutions]
