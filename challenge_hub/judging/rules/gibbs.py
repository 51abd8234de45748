"""The sampler behind the adjusted method: a Bayesian model of solutions and jurors, drawn in turn.

The model is a mixed model with random severity and random use of the scale, known from educational testing, in which
each juror has an error variance of their own. Of review z of solution i by juror j, standardised, with precision r:

    z = s_j + a_j q_i + ε,  ε ~ N(0, v_j / r),  q_i ~ N(0, t2),  s_j ~ N(μ, ss2),  a_j ~ N(1, sa2) above 0,
    v_j ~ InvGamma(ν/2, ν v0/2) with ν = 6,  t2 ~ InvGamma(1.5, .54),  ss2 ~ InvGamma(1.5, .375),
    sa2 ~ InvGamma(4, .36),  v0 ~ Gamma(2, rate 5),  μ flat.

Gibbs sampling draws each group of unknowns from its distribution given all others. All chance is a stream of uniforms
turned by inverse distribution functions, so that a small change of the input moves the result a little, not anyhow.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, log_ndtr, ndtri, ndtri_exp

from challenge_hub.judging.rules.observations import Floats, Observations

FREEDOM = 6.0  # ν: how firmly a juror's error variance is held near that of the others
SMALLEST_SPREAD = 1e-9


@dataclass(frozen=True, eq=False)
class Posterior:
    """What the draws add up to; solutions and jurors in the order of the observations, standardised units.

    `places` has a row per draw and a column per solution, 1 being the best; `levels` is the mean of the best, second
    best … figure of each draw. `estimate` and `variance` belong to the solutions (without `location`, which is the
    mean of μ). `leniency` has a row per draw: how far a juror lies above the mean juror on an average solution.
    `severity` (s), `spread` (a), `error` (v) and `reliability` (1/v) are means per juror, the others means of the
    variances.
    """

    places: NDArray[np.unsignedinteger]
    levels: Floats
    estimate: Floats
    variance: Floats
    location: float
    leniency: NDArray[np.float32]
    severity: Floats
    spread: Floats
    error: Floats
    reliability: Floats
    solution_variance: float
    severity_variance: float
    spread_variance: float
    typical_error: float


def sample(observations: Observations, *, seed: int, sweeps: int, burn: int) -> Posterior:
    """Make `sweeps` sweeps, of which the first `burn` are dropped; totals must not all be equal."""
    chain = _Chain(observations, seed)
    for _ in range(burn):
        chain.sweep()
    kept = sweeps - burn
    size = len(observations.solutions)
    places = np.empty((kept, size), dtype=np.min_scalar_type(size))
    leniency = np.empty((kept, len(observations.jurors)), dtype=np.float32)
    numbers = np.arange(1, size + 1, dtype=places.dtype)
    sums: dict[str, Floats] = {}
    for row in range(kept):
        chain.sweep()
        order = np.argsort(-chain.q)
        places[row, order] = numbers
        level = chain.s + chain.a * chain.q.mean()
        leniency[row] = level - level.mean()
        for name, value in {**chain.figures(), "levels": chain.q[order]}.items():
            sums[name] = sums[name] + value if name in sums else np.array(value, dtype=np.float64)
    return _posterior({name: total / kept for name, total in sums.items()}, places, leniency)


def _posterior(
    means: dict[str, Floats], places: NDArray[np.unsignedinteger], leniency: NDArray[np.float32]
) -> Posterior:
    return Posterior(
        places=places,
        levels=means["levels"],
        estimate=means["m"],
        # The law of total variance: the mean of the variances, and the variance of the means.
        variance=means["1/D"] + np.maximum(means["m²"] - means["m"] ** 2, 0),
        location=float(means["μ"]),
        leniency=leniency,
        severity=means["s"],
        spread=means["a"],
        error=means["v"],
        reliability=means["1/v"],
        solution_variance=float(means["t2"]),
        severity_variance=float(means["ss2"]),
        spread_variance=float(means["sa2"]),
        typical_error=float(means["v0"]),
    )


class _Chain:
    """The unknowns, named as in the model, and one sweep over them."""

    def __init__(self, observations: Observations, seed: int) -> None:
        self.bits = np.random.PCG64(seed & (2**128 - 1))
        self.i, self.j = observations.solution, observations.juror
        self.solutions, self.jurors = len(observations.solutions), len(observations.jurors)
        self.z, self.r = observations.standardised, observations.precision
        self.rz = self.r * self.z
        self.n = observations.reviews_of_jurors().astype(np.float64)
        self.sum_r, self.sum_rz = self.per_juror(self.r), self.per_juror(self.rz)
        self.sum_rzz = self.per_juror(self.rz * self.z)
        self.is_constant = observations.constant_jurors()
        self.q = np.zeros(self.solutions)
        self.m = self.q
        self.s = self.per_juror(self.z) / self.n / 2
        self.a = np.ones(self.jurors)
        # The variances begin at the means of what is assumed of them beforehand.
        self.v0, self.t2, self.ss2, self.sa2, self.mu = 0.4, 1.08, 0.75, 0.12, 0.0
        self.v = np.full(self.jurors, self.v0)

    def per_juror(self, values: Floats) -> Floats:
        return np.bincount(self.j, values, self.jurors).astype(np.float64, copy=False)

    def uniforms(self, number: int) -> Floats:
        """Of each 64 random bits the highest 52, in the middle of their interval: never 0 and never 1."""
        bits: NDArray[np.uint64] = self.bits.random_raw(number)
        return ((bits >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52

    def sweep(self) -> None:
        u = self.uniforms(self.solutions + 3 * self.jurors + 5)
        of_solutions, of_jurors, of_all = np.split(u, [self.solutions, len(u) - 5])
        of_spread, of_severity, of_errors = of_jurors.reshape(3, self.jurors)
        self.draw_solutions(of_solutions)
        self.draw_jurors(of_spread, of_severity)
        self.draw_errors(of_errors, float(of_all[0]))
        self.draw_variances(of_all[1:])

    def draw_solutions(self, u: Floats) -> None:
        """q given the rest is normal: each review says (z - s)/a with precision a² r/v."""
        per_review = self.a[self.j] * self.r / self.v[self.j]
        self.D = 1 / self.t2 + np.bincount(self.i, per_review * self.a[self.j], self.solutions)
        self.m = np.bincount(self.i, per_review * (self.z - self.s[self.j]), self.solutions) / self.D
        self.q = self.m + ndtri(u) / np.sqrt(self.D)

    def draw_jurors(self, of_spread: Floats, of_severity: Floats) -> None:
        """(s, a) given q is a normal of two dimensions with a above 0: draw a from its margin, then s given a."""
        q = self.q[self.i]
        rq = self.r * q
        self.sum_rq, self.sum_rqq = self.per_juror(rq), self.per_juror(rq * q)
        self.sum_rzq = self.per_juror(rq * self.z)
        ss = self.sum_r / self.v + 1 / self.ss2
        sa = self.sum_rq / self.v
        towards_s = self.sum_rz / self.v + self.mu / self.ss2
        towards_a = self.sum_rzq / self.v + 1 / self.sa2
        precision = self.sum_rqq / self.v + 1 / self.sa2 - sa**2 / ss
        deviation = 1 / np.sqrt(precision)
        mean = (towards_a - sa * towards_s / ss) / precision
        # P(a > x) = Φ((mean - x)/deviation) / Φ(mean/deviation), solved for x in logarithms: no tail is too far.
        beyond = np.log(of_spread) + log_ndtr(mean / deviation)
        self.a = np.maximum(mean - deviation * ndtri_exp(beyond), SMALLEST_SPREAD)
        self.s = (towards_s - sa * self.a) / ss + ndtri(of_severity) / np.sqrt(ss)

    def draw_errors(self, u: Floats, of_typical: float) -> None:
        """v is inverse gamma. Who gave everything the same total has no residual, and would look perfectly reliable."""
        s, a = self.s, self.a
        squares = self.sum_rzz - 2 * s * self.sum_rz - 2 * a * self.sum_rzq
        squares = squares + s**2 * self.sum_r + 2 * s * a * self.sum_rq + a**2 * self.sum_rqq
        squares = np.maximum(squares, np.where(self.is_constant, self.n * self.v0, 0.0))
        self.v = (FREEDOM * self.v0 + squares) / 2 / gammaincinv((FREEDOM + self.n) / 2, u)
        shape = 2 + FREEDOM * self.jurors / 2
        self.v0 = float(gammaincinv(shape, of_typical) / (5 + FREEDOM / 2 * np.sum(1 / self.v)))

    def draw_variances(self, u: Floats) -> None:
        """The updates of a normal's mean and variance; that of sa2 passes over the constant of a's truncation."""
        self.t2 = _inverse_gamma(1.5 + self.solutions / 2, 0.54 + np.sum(self.q**2) / 2, u[0])
        self.mu = float(self.s.mean() + ndtri(u[1]) * np.sqrt(self.ss2 / self.jurors))
        self.ss2 = _inverse_gamma(1.5 + self.jurors / 2, 0.375 + np.sum((self.s - self.mu) ** 2) / 2, u[2])
        self.sa2 = _inverse_gamma(4 + self.jurors / 2, 0.36 + np.sum((self.a - 1) ** 2) / 2, u[3])

    def figures(self) -> dict[str, Floats | float]:
        """What is averaged over the draws."""
        return {
            "m": self.m,
            "m²": self.m**2,
            "1/D": 1 / self.D,
            "μ": self.mu,
            "s": self.s,
            "a": self.a,
            "v": self.v,
            "1/v": 1 / self.v,
            "t2": self.t2,
            "ss2": self.ss2,
            "sa2": self.sa2,
            "v0": self.v0,
        }


def _inverse_gamma(shape: float, scale: float, u: float) -> float:
    return float(scale / gammaincinv(shape, u))
