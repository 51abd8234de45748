"""How far the front of a ranking can be trusted, before there is a single score: more reviews, steadier places."""

from dataclasses import asdict, dataclass

import numpy as np
from scipy.special import ndtri, owens_t

from challenge_hub.judging.rules.capacity import AssignmentRefused, Capacity, capacity

FRONT = 10
"""So many places are looked at, in a larger event."""
LOOKED_AT = (1, 2, 3, 4, 5, 6, 8)
"""So many reviews for each solution are compared."""
ERROR_OF_A_REVIEW = 0.9
"""Variance of one review, severity allowed for, where that of the solutions is 1: what fits the share of the ten best
that the adjusted method found in the made-up events of `make bench-jury` (docs/jury-methods.md has the table).
"""


def front_of(solutions: int) -> int:
    """The best ten, or the better half of a smaller event."""
    return min(FRONT, max(1, solutions // 2))


def share_kept(*, solutions: int, per_solution: int, error: float = ERROR_OF_A_REVIEW) -> float:
    """Return which share of the truly best (as many as `front_of` says) is expected among as many first places.

    True quality and estimate are taken as two normal variables with correlation ρ, ρ² = 1 / (1 + error / reviews).
    With p = front / solutions and h = Φ⁻¹(1 - p), both lie above h with the probability p - 2 T(h, a), T being Owen's
    function and a = √((1 - ρ) / (1 + ρ)) (Owen 1956, Tables for computing bivariate normal probabilities). A single
    solution is always found. Refuses reviews-below-one.
    """
    if per_solution < 1:
        raise AssignmentRefused("reviews-below-one", value=per_solution)
    if solutions < 2:
        return 1.0
    share = front_of(solutions) / solutions
    rho = np.sqrt(1 / (1 + error / per_solution))
    beyond = owens_t(-ndtri(share), np.sqrt((1 - rho) / (1 + rho)))
    return float(1 - 2 * beyond / share)


@dataclass(frozen=True)
class Wish:
    """What a round is to be: counts, the minutes one review takes, and those each juror has in all."""

    solutions: int
    per_solution: int
    minutes_per_review: int
    jurors: int
    minutes_per_juror: int


@dataclass(frozen=True)
class Choice:
    """What one number of reviews for each solution needs, and how many of the best it lets one expect in front."""

    per_solution: int
    room: Capacity
    kept: float
    is_wanted: bool


def choices(wish: Wish) -> tuple[Choice, ...]:
    """Compare the wish with other numbers of reviews, in their order. Refuses as `capacity` does."""
    return tuple(
        Choice(
            per_solution=number,
            room=capacity(**{**asdict(wish), "per_solution": number}),
            kept=front_of(wish.solutions) * share_kept(solutions=wish.solutions, per_solution=number),
            is_wanted=number == wish.per_solution,
        )
        for number in sorted({*LOOKED_AT, wish.per_solution})
    )
