"""Whether a ranking is certain enough for a prize: between the last that gets it and the first that does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.judging.rules.adjusted import Adjusted, Draws

CLEAR = 0.90
LIKELY = 0.80
OUT = 0.10


class Verdict(StrEnum):
    """How sure the order at a boundary is."""

    CLEAR = "clear"
    LIKELY = "likely"
    TOO_CLOSE = "too-close"


@dataclass(frozen=True)
class Boundary:
    """What is known at the boundary after place `k`; solutions best first.

    `probability` is that of the k-th standing before the next one. `settled` are in the top k with 90 % or more;
    `open` are neither that nor out with 90 % or more: where the verdict is too close, they are the tie group.
    """

    k: int
    verdict: Verdict
    probability: float
    settled: tuple[str, ...]
    open: tuple[str, ...]


def boundary(result: Adjusted, k: int, order: Sequence[str] | None = None) -> Boundary:
    """Judge the boundary between place `k` and the next; `order` is that of the method, best first, where the estimate
    only stands beside it.

    Where no solution comes after place k everybody is settled and the verdict clear. Where it is too close, the k-th
    and the next one belong to the group whatever their probabilities, and where all totals are equal everybody does.
    Refuses boundary-below-one.
    """
    return boundary_in(result.draws(), k, order or [entry.solution for entry in result.solutions])


def boundary_in(draws: Draws, k: int, order: Sequence[str]) -> Boundary:
    """The same among the solutions of some draws: those of a theme; `order` has them all, best first."""
    if k < 1:
        raise ScoringRefused("boundary-below-one", value=k)
    if k >= len(order):
        return Boundary(k, Verdict.CLEAR, 1.0, tuple(order), ())
    probability = draws.before(order[k - 1], order[k])
    verdict = verdict_for(probability)
    in_top = draws.in_top(k)
    is_open = {solution for solution, share in in_top.items() if OUT < share < CLEAR}
    if verdict is Verdict.TOO_CLOSE:
        is_open.update(order if draws.places is None else order[k - 1 : k + 1])
    settled = tuple(solution for solution in order if in_top[solution] >= CLEAR and solution not in is_open)
    return Boundary(k, verdict, probability, settled, tuple(solution for solution in order if solution in is_open))


def verdict_for(probability: float) -> Verdict:
    """From .90 on clear, from .80 on likely, below too close to call."""
    if probability >= CLEAR:
        return Verdict.CLEAR
    return Verdict.LIKELY if probability >= LIKELY else Verdict.TOO_CLOSE
