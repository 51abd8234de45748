"""Made-up events: what the solutions are worth, what each juror is like, and every score each juror would give.

On a latent scale on which the quality of solutions has mean 0 and deviation 1, a score is

    severity_j + spread_j · quality_i + halo_ij + leaning_jc + noise_ijc

and becomes points by 5.5 + 2 × latent, rounded and kept within 1 to 10. A careless juror's scores are as wide as
those of the others and know nothing of the quality. Some scores are missing, some pairs are conflicts of interest.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from challenge_hub.judging.rules.assignment import plan
from challenge_hub.judging.rules.capacity import Pair, Request
from challenge_hub.judging.rules.observations import Score

Floats = NDArray[np.float64]

LOW, HIGH, MIDDLE, POINTS = 1, 10, 5.5, 2.0
WEIGHTS = (3.0, 2.0, 2.0, 2.0, 1.0)


@dataclass(frozen=True)
class Kind:
    """How large an event is, and how its jurors differ: deviations on the latent scale, and shares."""

    solutions: int = 60
    jurors: int = 12
    reviews: int | None = 3  # None: everybody reviews everything
    severity: float = 0.75
    spread: float = 0.3  # of the logarithm, as is `noise_factor`
    halo: float = 0.6
    leaning: float = 0.3
    noise: float = 0.7
    noise_factor: float = 0.3
    careless: float = 0.08
    missing: float = 0.05
    conflicts: float = 0.03


PARTIAL = Kind()
CALIBRATED = Kind(
    solutions=30,
    jurors=9,
    reviews=None,
    severity=0.15,
    spread=0.05,
    halo=0.3,
    leaning=0.1,
    noise=0.5,
    noise_factor=0.05,
    careless=0,
    missing=0.01,
    conflicts=0,
)


@dataclass(frozen=True)
class Event:
    """One made-up event; `points` is solution × juror × criterion, nan where a score is missing."""

    kind: Kind
    seed: int
    quality: Floats
    severity: Floats
    spread: Floats
    noise: Floats
    leaning: Floats
    careless: NDArray[np.bool_]
    points: Floats
    conflicts: frozenset[Pair]

    @property
    def solutions(self) -> list[str]:
        return [f"s{at:05}" for at in range(self.kind.solutions)]

    @property
    def jurors(self) -> list[str]:
        return [f"j{at:04}" for at in range(self.kind.jurors)]

    @property
    def weights(self) -> dict[str, float]:
        return {f"c{at}": weight for at, weight in enumerate(WEIGHTS)}

    def scores(self, pairs: Iterable[Pair]) -> list[Score]:
        """The scores of these reviews, as the product's rules want them."""
        found: list[Score] = []
        for juror, solution in pairs:
            for at, value in enumerate(self.points[int(solution[1:]), int(juror[1:])]):
                if not np.isnan(value):
                    found.append((juror, solution, f"c{at}", float(value)))
        return found

    def assigned(self, reviews: int | None) -> list[Pair]:
        """So many reviews for every solution, by the product's own plan."""
        request = Request(
            solutions=self.solutions,
            jurors=dict.fromkeys(self.jurors),
            per_solution=reviews,
            conflicts=self.conflicts,
            standing=frozenset(),
            seed=self.seed,
        )
        return list(plan(request).new)


def event(kind: Kind, seed: int) -> Event:
    chance = np.random.default_rng(seed)
    size, jurors, criteria = kind.solutions, kind.jurors, len(WEIGHTS)
    quality = chance.normal(size=size)
    severity = kind.severity * chance.normal(size=jurors)
    spread = np.exp(kind.spread * chance.normal(size=jurors))
    noise = kind.noise * np.exp(kind.noise_factor * chance.normal(size=jurors))
    leaning = kind.leaning * chance.normal(size=(jurors, criteria))
    careless = chance.random(jurors) < kind.careless
    seen = np.where(careless, chance.normal(size=(size, jurors)), quality[:, None])
    halo = kind.halo * chance.normal(size=(size, jurors))
    latent = (severity + spread * seen + halo)[:, :, None] + leaning
    latent = latent + noise[:, None] * chance.normal(size=(size, jurors, criteria))
    points = np.clip(np.rint(MIDDLE + POINTS * latent), LOW, HIGH)
    gone = chance.random(points.shape) < kind.missing
    gone[:, :, 0] &= ~gone.all(axis=2)
    points[gone] = np.nan
    barred = np.argwhere(chance.random((size, jurors)) < kind.conflicts)
    conflicts = frozenset((f"j{juror:04}", f"s{solution:05}") for solution, juror in barred)
    return Event(kind, seed, quality, severity, spread, noise, leaning, careless, points, conflicts)
