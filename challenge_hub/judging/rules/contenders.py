"""Which solutions get the next reviews: those for which another one may still change who stands above the boundary.

The rule is the expected gain of one more look, known as the knowledge gradient: where a solution stands, how far its
estimate may still move, and how far it would have to.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from challenge_hub.judging.rules.adjusted import Adjusted
from challenge_hub.judging.rules.observations import Floats

BATCHES = 6
"""In so many turns the last third of the reviews is given out, each from a new estimate."""


@dataclass(frozen=True)
class Contender:
    """A solution that gets a review next; `value` is what it may bring, in points of the rubric."""

    solution: str
    value: float


def contenders(
    result: Adjusted, *, k: int, per_solution: int, batch: int, under_way: Mapping[str, int] | None = None
) -> tuple[Contender, ...]:
    """Return the `batch` solutions of the highest value, one review for each, the highest first, ties by id.

    `k` is the last place that gets the prize, `per_solution` the wanted reviews of each solution: nobody gets more
    than twice as many and two. `under_way` counts reviews given out and not done yet; they count for that limit only.

    With σ² the variance of an estimate and e² that of a single review, one more moves the estimate by about
    r = σ²/√(σ² + e²). With d its distance from the boundary t, the middle between the k-th and the next over all
    draws, and z = -d/r, the value is r (z Φ(z) + φ(z)). Where no solution comes after place k, or all totals are
    equal, nothing can be said of the boundary: those with the fewest reviews come first.
    """
    limit = 2 * per_solution + 2
    counts = {entry.solution: entry.reviews + (under_way or {}).get(entry.solution, 0) for entry in result.solutions}
    values = _values(result, k)
    ranked = sorted(values, key=lambda solution: (-values[solution], counts[solution], solution))
    allowed = [solution for solution in ranked if counts[solution] < limit]
    return tuple(Contender(solution, values[solution]) for solution in allowed[:batch])


def _values(result: Adjusted, k: int) -> dict[str, float]:
    observations, posterior = result.observations, result.posterior
    if observations is None or posterior is None or not 1 <= k < len(result.solutions):
        return {entry.solution: 0.0 for entry in result.solutions}
    between = (posterior.levels[k - 1] + posterior.levels[k]) / 2
    gain = expected_gain(posterior.estimate - between, posterior.variance, posterior.typical_error)
    return dict(zip(observations.solutions, (gain * observations.points_per_deviation).tolist(), strict=True))


def expected_gain(distance: Floats, variance: Floats, error: float) -> Floats:
    """Return r (z Φ(z) + φ(z)) with r = variance / √(variance + error) and z = -|distance| / r."""
    moves = variance / np.sqrt(variance + error)
    z = -np.abs(distance) / moves
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    gain: Floats = moves * (z * ndtr(z) + density)
    return gain
