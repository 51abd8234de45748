"""The ranking "adjusted for severity": estimates, ranges of places and what is known of each juror.

For juries in which not everybody reviews everything. What a juror's points mean follows from how they compare with
those of the others on the same solutions: severity, use of the scale and reliability are estimated together with the
solutions, and every estimate is drawn towards the mean the more, the less is known. `gibbs` holds the model.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from challenge_hub.judging.rules.gibbs import Posterior, sample
from challenge_hub.judging.rules.observations import Floats, Number, Observations, Scale, Score, observe
from challenge_hub.judging.rules.parts import Part, parts

WORKING_SWEEPS = 1_200
"""While scoring is open."""
PUBLICATION_SWEEPS = 4_800
BURN = 300
"""So many of the sweeps only lead away from the start."""
TAIL = 0.05
"""A range leaves out so much at either end."""


@dataclass(frozen=True)
class SolutionEstimate:
    """A reviewed solution: estimate in the rubric's units, unrounded; place 1 is best, equal estimates share one.

    With 90 % probability the true place lies from `place_low` to `place_high`; the range never leaves out the place.
    """

    solution: str
    estimate: float
    place: int
    place_low: int
    place_high: int
    reviews: int


@dataclass(frozen=True)
class JurorEstimate:
    """What the scores tell of a juror.

    `severity` is how many points less than the mean juror they give to an average solution, with its 90 % range;
    below 0 they are mild. `spread` is their use of the scale (1 is usual, 2 twice as wide, near 0 unrelated to the
    solutions). `reliability` is 1 / error variance in standardised units. `is_constant`: three or more reviews with
    one and the same total.
    """

    juror: str
    reviews: int
    severity: float
    severity_low: float
    severity_high: float
    spread: float
    reliability: float
    is_constant: bool


@dataclass(frozen=True)
class Adjusted:
    """All that follows from the scores; `solutions` best first, by id where estimates are equal; `jurors` by id.

    `parts` are the separate parts of the graph of jurors and solutions; more than one has to be said aloud.
    `posterior` is None where there is nothing to draw: no scores, or all totals equal.
    """

    solutions: tuple[SolutionEstimate, ...]
    jurors: tuple[JurorEstimate, ...]
    parts: tuple[Part, ...]
    not_reviewed: tuple[str, ...]
    seed: int
    sweeps: int
    observations: Observations | None = field(compare=False, repr=False)
    posterior: Posterior | None = field(compare=False, repr=False)

    def draws(self, among: Collection[str] | None = None) -> "Draws":
        """The places in every draw; `among` some solutions (ids) those among each other, as a theme's prize asks."""
        solutions = self.observations.solutions if self.observations else ()
        places = self.posterior.places if self.posterior else None
        if among is None:
            return Draws(solutions, places)
        columns = [at for at, solution in enumerate(solutions) if solution in among]
        within = None if places is None else places[:, columns].argsort(axis=1).argsort(axis=1) + 1
        return Draws(tuple(solutions[at] for at in columns), within)

    def in_top(self, k: int) -> dict[str, float]:
        """Return P(place ≤ k) of every reviewed solution, best first."""
        shares = self.draws().in_top(k)
        return {entry.solution: shares[entry.solution] for entry in self.solutions}

    def before(self, first: str, second: str) -> float:
        """Return P(first stands before second), both reviewed."""
        return self.draws().before(first, second)


@dataclass(frozen=True)
class Draws:
    """The places of solutions (ids, sorted) in every draw, a column for each, 1 the best; without `places` nothing
    tells them apart.
    """

    solutions: tuple[str, ...]
    places: NDArray[np.integer] | None

    def in_top(self, k: int) -> dict[str, float]:
        """Return P(place ≤ k) of each."""
        if self.places is None:
            return dict.fromkeys(self.solutions, min(1.0, k / max(len(self.solutions), 1)))
        return dict(zip(self.solutions, (self.places <= k).mean(axis=0).tolist(), strict=True))

    def before(self, first: str, second: str) -> float:
        """Return P(first stands before second)."""
        if self.places is None:
            return 0.5
        return float((self.places[:, self._column(first)] < self.places[:, self._column(second)]).mean())

    def _column(self, solution: str) -> int:
        return bisect_left(self.solutions, solution)


def adjusted(
    scores: Iterable[Score],
    weights: Mapping[str, Number],
    scale: Scale,
    *,
    seed: int,
    sweeps: int = WORKING_SWEEPS,
    solutions: Iterable[str] = (),
) -> Adjusted:
    """Rank what was scored; the same input in any order, with the same seed, gives the same output.

    `solutions` names all that could have been reviewed: those without a review are listed as such, never last.
    Refuses as `observe` does.
    """
    observations = observe(scores, weights, scale)
    if observations is None:
        return Adjusted((), (), (), tuple(sorted(set(solutions))), seed, sweeps, None, None)
    posterior = None if observations.are_all_equal else sample(observations, seed=seed, sweeps=sweeps, burn=BURN)
    pairs = zip(observations.juror, observations.solution, strict=True)
    return Adjusted(
        solutions=_tied(observations) if posterior is None else _estimates(observations, posterior),
        jurors=_unknown_jurors(observations) if posterior is None else _jurors(observations, posterior),
        parts=parts((observations.jurors[juror], observations.solutions[solution]) for juror, solution in pairs),
        not_reviewed=tuple(sorted(set(solutions).difference(observations.solutions))),
        seed=seed,
        sweeps=sweeps,
        observations=observations,
        posterior=posterior,
    )


def _tied(observations: Observations) -> tuple[SolutionEstimate, ...]:
    size = len(observations.solutions)
    estimate = float(observations.low + (observations.high - observations.low) * observations.centre)
    reviews = observations.reviews_of_solutions().tolist()
    entries = zip(observations.solutions, reviews, strict=True)
    return tuple(SolutionEstimate(solution, estimate, 1, 1, size, number) for solution, number in entries)


def _estimates(observations: Observations, posterior: Posterior) -> tuple[SolutionEstimate, ...]:
    points = observations.in_points(posterior.location + posterior.estimate)
    best_first = np.sort(-posterior.estimate)
    place = np.searchsorted(best_first, -posterior.estimate) + 1
    low = np.quantile(posterior.places, TAIL, axis=0, method="lower").astype(np.intp)
    high = np.quantile(posterior.places, 1 - TAIL, axis=0, method="higher").astype(np.intp)
    columns = (points, place, np.minimum(low, place), np.maximum(high, place), observations.reviews_of_solutions())
    rows = zip(observations.solutions, *(column.tolist() for column in columns), strict=True)
    entries = (SolutionEstimate(*row) for row in rows)
    return tuple(sorted(entries, key=lambda entry: (entry.place, entry.solution)))


def _jurors(observations: Observations, posterior: Posterior) -> tuple[JurorEstimate, ...]:
    severity = -posterior.leniency.astype(np.float64) * observations.points_per_deviation
    low, high = np.quantile(severity, [TAIL, 1 - TAIL], axis=0)
    figures = (severity.mean(axis=0), low, high, posterior.spread, posterior.reliability)
    return _juror_estimates(observations, *figures)


def _unknown_jurors(observations: Observations) -> tuple[JurorEstimate, ...]:
    """Where all totals are equal nobody is severe, and nothing is known of spread and reliability but the start."""
    none, one = np.zeros(len(observations.jurors)), np.ones(len(observations.jurors))
    return _juror_estimates(observations, none, none, none, one, one)


def _juror_estimates(observations: Observations, *figures: Floats) -> tuple[JurorEstimate, ...]:
    columns = (observations.reviews_of_jurors(), *figures, observations.constant_jurors())
    rows = zip(observations.jurors, *(column.tolist() for column in columns), strict=True)
    return tuple(JurorEstimate(*row) for row in rows)
