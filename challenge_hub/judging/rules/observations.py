"""Scores as arrays: one observation per review, ready for the adjusted method."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from challenge_hub.calls.rules.refusal import ScoringRefused

Number = int | float | Decimal | Fraction
Score = tuple[str, str, str, Number]  # juror, solution, criterion, value; a missing score is simply absent
Scale = tuple[Number, Number]
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

# Totals closer than this are equal: what is left of equal points after weights were multiplied and added.
SAME = 1e-9
FEWEST_FOR_CONSTANT = 3


@dataclass(frozen=True, eq=False)
class Observations:
    """One entry per review, sorted by solution and then juror, so that sums have one order whatever came in.

    `solution` and `juror` point into `solutions` and `jurors`, both sorted by id. `total` is the weighted total of
    the review with 0 the lowest and 1 the highest points of the scale; where criteria are missing, those given are
    compared with their own means. `precision` is 1 for a complete review and less for one that says less.
    """

    solutions: tuple[str, ...]
    jurors: tuple[str, ...]
    solution: Indices
    juror: Indices
    total: Floats
    precision: Floats
    low: float
    high: float

    @property
    def centre(self) -> float:
        return float(self.total.mean())

    @property
    def deviation(self) -> float:
        return float(self.total.std())

    @property
    def standardised(self) -> Floats:
        return (self.total - self.centre) / self.deviation

    @property
    def are_all_equal(self) -> bool:
        return bool(np.ptp(self.total) < SAME)

    @property
    def points_per_deviation(self) -> float:
        """How many points of the rubric one unit of the standardised scale is."""
        return (self.high - self.low) * self.deviation

    def in_points(self, standardised: Floats) -> Floats:
        """Turn standardised figures into the rubric's units."""
        return self.low + (self.high - self.low) * self.centre + self.points_per_deviation * standardised

    def reviews_of_solutions(self) -> Indices:
        return np.bincount(self.solution, minlength=len(self.solutions))

    def reviews_of_jurors(self) -> Indices:
        return np.bincount(self.juror, minlength=len(self.jurors))

    def constant_jurors(self) -> NDArray[np.bool_]:
        """Which jurors gave three or more solutions the same total."""
        highest = np.full(len(self.jurors), -np.inf)
        lowest = np.full(len(self.jurors), np.inf)
        np.maximum.at(highest, self.juror, self.total)
        np.minimum.at(lowest, self.juror, self.total)
        constant: NDArray[np.bool_] = (highest - lowest < SAME) & (self.reviews_of_jurors() >= FEWEST_FOR_CONSTANT)
        return constant


def observe(scores: Iterable[Score], weights: Mapping[str, Number], scale: Scale) -> Observations | None:
    """Turn scores into observations; None where nothing is left once criteria of weight 0 are left out.

    Weights are brought to a sum of 1 over the criteria that were scored at all. Refuses scale-empty,
    weight-negative, unknown-criterion, score-off-the-scale and two-sheets-of-one-juror (one juror, one solution and
    one criterion with two values).
    """
    low, high = float(scale[0]), float(scale[1])
    if not low < high:
        raise ScoringRefused("scale-empty", scale_min=scale[0], scale_max=scale[1])
    weighty = _weighty(weights)
    kept = []
    for score in scores:
        _, _, criterion, value = score
        if criterion not in weights:
            raise ScoringRefused("unknown-criterion", criterion=criterion)
        if not low <= float(value) <= high:
            raise ScoringRefused("score-off-the-scale", value=value, scale_min=low, scale_max=high)
        if criterion in weighty:
            kept.append(score)
    return _observations(kept, weighty, low, high) if kept else None


def _weighty(weights: Mapping[str, Number]) -> dict[str, float]:
    for criterion, weight in sorted(weights.items()):
        if not 0 <= float(weight) < float("inf"):
            raise ScoringRefused("weight-negative", criterion=criterion, value=weight)
    return {criterion: float(weight) for criterion, weight in weights.items() if weight > 0}


def _observations(scores: Sequence[Score], weighty: Mapping[str, float], low: float, high: float) -> Observations:
    jurors, juror = _indexed([score[0] for score in scores])
    solutions, solution = _indexed([score[1] for score in scores])
    criteria, criterion = _indexed([score[2] for score in scores])
    points = (np.array([float(score[3]) for score in scores]) - low) / (high - low)
    order = np.lexsort((criterion, juror, solution))
    juror, solution, criterion, points = juror[order], solution[order], criterion[order], points[order]
    review = solution * len(jurors) + juror
    _check_once(review * len(criteria) + criterion, solutions, solution)
    weight = np.array([weighty[name] for name in criteria])
    total, precision, firsts = _totals(review, criterion, points, weight / weight.sum())
    return Observations(solutions, jurors, solution[firsts], juror[firsts], total, precision, low, high)


def _indexed(names: Sequence[str]) -> tuple[tuple[str, ...], Indices]:
    different = tuple(sorted(set(names)))
    position = {name: at for at, name in enumerate(different)}
    return different, np.array([position[name] for name in names], dtype=np.intp)


def _check_once(keys: Indices, solutions: Sequence[str], solution: Indices) -> None:
    twice = np.flatnonzero(np.diff(keys) == 0)
    if len(twice):
        raise ScoringRefused("two-sheets-of-one-juror", solution=solutions[solution[twice[0]]])


def _totals(review: Indices, criterion: Indices, points: Floats, weight: Floats) -> tuple[Floats, Floats, Indices]:
    """Total and precision of each review, and where each begins.

    total = Σ w (x - m) / Σ w over the criteria given, plus Σ w m over all, m being the mean points of a criterion;
    precision = (Σ w)² / Σ w² over those given, times Σ w² over all.
    """
    means = np.bincount(criterion, points) / np.bincount(criterion)
    firsts = np.flatnonzero(np.diff(review, prepend=-1))
    weights = weight[criterion]
    given = np.add.reduceat(weights, firsts)
    above = np.add.reduceat(weights * (points - means[criterion]), firsts)
    precision = given**2 / np.add.reduceat(weights**2, firsts) * np.sum(weight**2)
    return above / given + np.sum(weight * means), precision, firsts
