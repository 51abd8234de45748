"""What chair and organisers look at before they trust a ranking: of the event, of each juror, of single reviews.

All of it invites a question or another review; nothing here leaves anybody out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from challenge_hub.judging.rules.adjusted import Adjusted
from challenge_hub.judging.rules.closeness import CLEAR, OUT
from challenge_hub.judging.rules.gibbs import Posterior
from challenge_hub.judging.rules.observations import Floats, Indices, Observations, Score

REVIEWS_ASKED = (2, 3, 5, 8)
FEWEST_TO_AGREE = 3
FEWEST_CRITERIA = 3
FEWEST_SHEETS, STRAIGHT = 3, 0.8
"""From so many sheets on, and so large a share of them with one and the same points throughout, it is said."""


@dataclass(frozen=True)
class VarianceParts:
    """Where the differences between reviews come from, as shares that add up to 1."""

    solutions: float
    severity: float
    spread: float
    error: float


@dataclass(frozen=True)
class Surprise:
    """A review far from what its juror and its solution let expect: by `points`, and by how many deviations."""

    juror: str
    solution: str
    points: float
    deviations: float


@dataclass(frozen=True)
class LeftOut:
    """What leaving out one juror would change: who enters and who leaves the top k, and the longest way of one."""

    juror: str
    entering: tuple[str, ...]
    leaving: tuple[str, ...]
    farthest: str | None
    places: int


def variance_parts(result: Adjusted) -> VarianceParts | None:
    """Split the variance of a complete review into its parts; None where all totals are equal or there are none."""
    posterior = result.posterior
    if posterior is None:
        return None
    solutions, severity = posterior.solution_variance, posterior.severity_variance
    spread, error = posterior.spread_variance * solutions, 1 / float(posterior.reliability.mean())
    whole = solutions + severity + spread + error
    return VarianceParts(solutions / whole, severity / whole, spread / whole, error / whole)


def expected_tau(result: Adjusted) -> dict[int, float] | None:
    """Return the rank correlation (Kendall's τ) with the true order to expect at 2, 3, 5 and 8 reviews a solution.

    With ρ² = t / (t + e/n), t the variance of solutions, e that of a review once its juror's severity is allowed for
    as well as it is known now, τ is 2/π arcsin ρ, as it is for two normal variables. None as above.
    """
    posterior = result.posterior
    if posterior is None:
        return None
    informed = float((posterior.spread**2 * posterior.reliability).mean())
    error = 1 / informed + float(posterior.leniency.var(axis=0).mean())
    rho = {n: np.sqrt(posterior.solution_variance / (posterior.solution_variance + error / n)) for n in REVIEWS_ASKED}
    return {n: float(2 / np.pi * np.arcsin(value)) for n, value in rho.items()}


def decided_share(result: Adjusted, k: int) -> float:
    """Return which share of the contenders for the top k (10 % or more) is settled in it (90 % or more); 0 of none."""
    shares = result.in_top(k).values()
    contending = sum(share >= OUT for share in shares)
    return sum(share >= CLEAR for share in shares) / contending if contending else 0.0


def surprises(result: Adjusted, most: int = 10) -> tuple[Surprise, ...]:
    """Return the reviews farthest from their expectation, the farthest first; at most so many."""
    observations, posterior = result.observations, result.posterior
    if observations is None or posterior is None:
        return ()
    i, j = observations.solution, observations.juror
    residual = observations.standardised - posterior.severity[j] - posterior.spread[j] * posterior.estimate[i]
    deviations = residual / np.sqrt(posterior.error[j] / observations.precision)
    points = residual * observations.points_per_deviation
    farthest = np.argsort(-np.abs(deviations), kind="stable")[:most]
    return tuple(
        Surprise(observations.jurors[j[at]], observations.solutions[i[at]], float(points[at]), float(deviations[at]))
        for at in farthest
    )


def agreement(result: Adjusted) -> dict[str, float | None]:
    """Return per juror how far their order agrees with that of all the others together (Kendall's τ-b).

    The juror's own reviews are left out of the others' estimates. None below three solutions to compare, and where
    the juror or the others hold all of them equal.
    """
    observations, posterior = result.observations, result.posterior
    if observations is None or posterior is None:
        return {juror.juror: None for juror in result.jurors}
    found: dict[str, float | None] = {}
    counts = observations.reviews_of_solutions()
    for at, juror in enumerate(observations.jurors):
        own = (observations.juror == at) & (counts[observations.solution] > 1)
        others = _estimates_without(observations, posterior, at)[observations.solution[own]]
        found[juror] = tau_b(observations.total[own], others) if own.sum() >= FEWEST_TO_AGREE else None
    return found


def without_each_juror(result: Adjusted, k: int) -> tuple[LeftOut, ...]:
    """Return, by juror, what leaving them out would change among the solutions that others reviewed as well.

    Both orders, with and without, are made from the means of what was drawn (severity, spread and error of the other
    jurors stay as they were estimated with everybody), so that only the juror's own reviews make the difference and
    no new run is needed. A hint, not a ranking.
    """
    observations, posterior = result.observations, result.posterior
    if observations is None or posterior is None:
        return ()
    everybody = _estimates_without(observations, posterior, None)
    return tuple(
        _left_out(observations, at, everybody, _estimates_without(observations, posterior, at), k)
        for at in range(len(observations.jurors))
    )


def places_without(result: Adjusted) -> dict[tuple[str, str], int | None]:
    """Return for every review (juror, solution) the place of the solution if all reviews of the juror were missing.

    From the means of what was drawn, as above; None where nobody else reviewed the solution.
    """
    observations, posterior = result.observations, result.posterior
    found: dict[tuple[str, str], int | None] = {}
    if observations is None or posterior is None:
        return found
    for at, juror in enumerate(observations.jurors):
        own = observations.juror == at
        known = np.bincount(observations.solution[~own], minlength=len(observations.solutions)) > 0
        estimates = _estimates_without(observations, posterior, at)
        for solution in observations.solution[own].tolist():
            better = int(np.sum(estimates[known] > estimates[solution])) + 1
            found[juror, observations.solutions[solution]] = better if known[solution] else None
    return found


def straight_lining(scores: Iterable[Score]) -> tuple[str, ...]:
    """Return the jurors who gave the same points for all criteria on nearly all of three or more sheets, by id.

    Sheets with fewer than three criteria say nothing.
    """
    sheets: dict[tuple[str, str], list[float]] = {}
    for juror, solution, _, value in scores:
        sheets.setdefault((juror, solution), []).append(float(value))
    straight: dict[str, list[bool]] = {}
    for (juror, _), points in sheets.items():
        if len(points) >= FEWEST_CRITERIA:
            straight.setdefault(juror, []).append(len(set(points)) == 1)
    many = {juror: found for juror, found in straight.items() if len(found) >= FEWEST_SHEETS}
    return tuple(sorted(juror for juror, found in many.items() if sum(found) >= STRAIGHT * len(found)))


def tau_b(first: Floats, second: Floats) -> float | None:
    """Return Kendall's τ-b of two columns, which allows for ties; None where one of them holds a single value."""
    above = np.triu_indices(len(first), 1)
    a, b = (np.sign(column[above[0]] - column[above[1]]) for column in (first, second))
    pairs = float(np.sqrt(np.sum(a != 0) * np.sum(b != 0)))
    return float(np.sum(a * b)) / pairs if pairs else None


def _estimates_without(observations: Observations, posterior: Posterior, juror: int | None) -> Floats:
    """Estimate the solutions from the means of what was drawn, without one juror's reviews."""
    kept = slice(None) if juror is None else observations.juror != juror
    i, j = observations.solution[kept], observations.juror[kept]
    weight = posterior.spread[j] * observations.precision[kept] * posterior.reliability[j]
    size = len(observations.solutions)
    towards = np.bincount(i, weight * (observations.standardised[kept] - posterior.severity[j]), size)
    precision = 1 / posterior.solution_variance + np.bincount(i, weight * posterior.spread[j], size)
    estimates: Floats = towards / precision
    return estimates


def _left_out(observations: Observations, juror: int, before: Floats, after: Floats, k: int) -> LeftOut:
    others = np.bincount(observations.solution[observations.juror != juror], minlength=len(observations.solutions)) > 0
    known = np.flatnonzero(others)
    names = [observations.solutions[at] for at in known]
    was, becomes = _places(before[known]), _places(after[known])
    moved = np.abs(becomes - was)
    farthest = int(np.argmax(moved)) if len(known) else 0
    return LeftOut(
        juror=observations.jurors[juror],
        entering=_named(names, (becomes <= k) & (was > k)),
        leaving=_named(names, (was <= k) & (becomes > k)),
        farthest=names[farthest] if len(known) and moved[farthest] else None,
        places=int(moved[farthest]) if len(known) else 0,
    )


def _places(estimates: Floats) -> Indices:
    """Places by estimate, 1 the best; equal ones by id, in whose order they stand."""
    places = np.empty(len(estimates), dtype=np.intp)
    places[np.argsort(-estimates, kind="stable")] = np.arange(1, len(estimates) + 1)
    return places


def _named(names: Sequence[str], which: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(name for name, chosen in zip(names, which, strict=True) if chosen)
