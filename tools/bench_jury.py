"""make bench-jury: the jury's methods on made-up events whose truth is known, and what they cost in CPU seconds.

Everything comes from fixed seeds, so two runs print the same figures, times aside. Exits with 1 when a figure misses
its limit.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from challenge_hub.judging.rules.assignment import plan
from challenge_hub.judging.rules.ranking import rank
from tools.jury.events import CALIBRATED, HIGH, LOW, PARTIAL, Kind, event
from tools.jury.large import large_request
from tools.jury.measures import Outcome, covered, estimates, lowered_by_raising, outcome, run, scheduled
from tools.jury.methods import Method, mean, median, oracle, trimmed, z_score

SEEDS = (1, 2, 3)
APART = 100_000  # between the seeds of two series: no event is in both
OTHERS: dict[str, Method] = {"mean": mean, "median": median, "z-score": z_score, "oracle": oracle}
# Solutions, reviews, criteria, jurors, and the seconds of CPU aimed at; three times as many fail.
SIZES = ((60, 3, 5, 12, 0.2), (1_000, 5, 6, 100, 1.0), (10_000, 5, 5, 1_000, 6.0))
# Solutions, jurors, reviews, and the seconds of CPU aimed at for a plan with experts, conflicts and limits.
LARGE = (5_000, 500, 5, 3.0)
JURIES = (8, 12, 15, 20)


@dataclass
class Series:
    """What was found in all events of one kind, by method."""

    outcomes: dict[str, list[Outcome]] = field(default_factory=dict)
    covered: list[float] = field(default_factory=list)
    fell: int = 0
    raised: int = 0

    def add(self, method: str, found: Outcome) -> None:
        self.outcomes.setdefault(method, []).append(found)

    def tau(self, method: str) -> float:
        return float(np.mean([found.tau for found in self.outcomes[method]]))

    def hit(self, method: str) -> float:
        return float(np.mean([found.hit for found in self.outcomes[method]]))

    def regret(self, method: str) -> float:
        return float(np.mean([found.regret for found in self.outcomes[method]]))


@dataclass(frozen=True)
class Figure:
    """One line of the verdict."""

    name: str
    value: float
    limit: str
    holds: bool


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one seed, fewer events: for a look, not for a claim")
    parser.add_argument("--juries", action="store_true", help="also other sizes of the jury; reported, without limits")
    options = parser.parse_args()
    seeds, events = (SEEDS[:1], 30) if options.quick else (SEEDS, 100)
    partial, calibrated, contended = Series(), Series(), Series()
    for seed in seeds:
        before = len(partial.covered)
        compare(PARTIAL, partial, OTHERS, seed * APART, events, raising=2)
        compare(CALIBRATED, calibrated, {**OTHERS, "trimmed": trimmed}, seed * APART, events // 2)
        contend(PARTIAL, contended, seed * APART, events // 2)
        tau = {name: np.mean([o.tau for o in found[before:]]) for name, found in partial.outcomes.items()}
        print(f"seed {seed}: adjusted is {tau['adjusted'] / tau['oracle']:.4f} of the oracle", flush=True)
    table("60 solutions, 12 jurors, 3 reviews each", partial)
    table("calibrated panel: 30 solutions, 9 jurors, everybody reviews everything", calibrated)
    table("the same 180 reviews: 3 for everybody, or the last third for the contenders", contended)
    if options.juries:
        other_juries(events)
    times = seconds(SIZES[:2] if options.quick else SIZES)
    return verdict([*quality(partial, calibrated, contended), *times, planned(*LARGE)])


def compare(kind: Kind, into: Series, others: dict[str, Method], first: int, events: int, raising: int = 0) -> None:
    for seed in range(first, first + events):
        made = event(kind, seed)
        pairs = made.assigned(kind.reviews)
        result = run(made, pairs)
        into.add("adjusted", outcome(made, estimates(result)))
        into.covered.append(covered(made, result))
        for name, method in others.items():
            into.add(name, outcome(made, method(made, pairs)))
        if raising:
            into.fell += lowered_by_raising(made, pairs, result, raising)
            into.raised += raising


def contend(kind: Kind, into: Series, first: int, events: int) -> None:
    for seed in range(first, first + events):
        made = event(kind, seed)
        into.add("uniform", outcome(made, estimates(run(made, made.assigned(3)))))
        into.add("contenders", outcome(made, estimates(run(made, scheduled(made, 3)))))


def other_juries(events: int) -> None:
    for jurors in JURIES:
        series = Series()
        compare(replace(PARTIAL, jurors=jurors), series, OTHERS, APART * 9, events)
        table(f"60 solutions, {jurors} jurors, 3 reviews each", series)


def table(title: str, series: Series) -> None:
    number = len(next(iter(series.outcomes.values())))
    print(f"\n{title}; {number} events")
    print(f"{'':12}{'tau-b':>8}{'hit':>8}{'regret':>8}")
    for name in sorted(series.outcomes, key=series.tau):
        print(f"{name:12}{series.tau(name):8.3f}{series.hit(name):8.2f}{series.regret(name):8.3f}")


def quality(partial: Series, calibrated: Series, contended: Series) -> list[Figure]:
    ours, plain, best = partial.tau("adjusted"), partial.tau("mean"), partial.tau("oracle")
    coverage = float(np.mean(partial.covered))
    fell = partial.fell / partial.raised
    gain = calibrated.tau("adjusted") - calibrated.tau("mean")
    hits = contended.hit("contenders") - contended.hit("uniform")
    regret = contended.regret("contenders") / contended.regret("uniform")
    return [
        at_least("tau, as a part of the oracle's", ours / best, 0.965),
        at_least("gap from mean to oracle closed", (ours - plain) / (best - plain), 0.65),
        at_least("tau above that of z-scores", ours - partial.tau("z-score"), 0.02),
        at_least("tau above that of the mean, calibrated", gain, -0.01),
        Figure("90 % ranges hold the truth", coverage, "0.86 to 0.97", 0.86 <= coverage <= 0.97),
        Figure(f"raising lowers the place ({partial.raised} raised)", fell, "at most 0.01", fell <= 0.01),
        at_least("winner hit, contenders less uniform", hits, 0.05),
        Figure("winner regret, contenders / uniform", regret, "at most 0.75", regret <= 0.75),
    ]


def at_least(name: str, value: float, limit: float) -> Figure:
    return Figure(name, value, f"at least {limit}", value >= limit)


def seconds(sizes: Sequence[tuple[int, int, int, int, float]]) -> list[Figure]:
    return [timed(*size) for size in sizes]


def timed(solutions: int, reviews: int, criteria: int, jurors: int, aim: float) -> Figure:
    """CPU seconds of one call with 1,200 sweeps; of two, the less disturbed."""
    chance = np.random.default_rng(1)
    panels, quality = jurors // reviews, chance.normal(size=solutions)
    points = quality[:, None, None] + chance.normal(size=(solutions, reviews, criteria))
    values = np.clip(np.rint(5.5 + 2 * points), LOW, HIGH).tolist()
    chosen = chance.integers(0, panels, (solutions, reviews)) + np.arange(reviews) * panels
    scores = [
        (f"j{chosen[i, turn]}", f"s{i}", f"c{c}", values[i][turn][c])
        for i in range(solutions)
        for turn in range(reviews)
        for c in range(criteria)
    ]
    weights = {f"c{c}": 1 for c in range(criteria)}
    taken = min(cpu(lambda: rank(scores, weights, (LOW, HIGH))) for _ in range(2))
    name = f"CPU seconds, {solutions:,} × {reviews} × {criteria}"
    return Figure(name, taken, f"{aim} aimed at, at most {3 * aim:.1f}", taken <= 3 * aim)


def planned(solutions: int, jurors: int, reviews: int, aim: float) -> Figure:
    """CPU seconds of one plan of assignments."""
    request = large_request(solutions, jurors, reviews, tight=True)
    taken = cpu(lambda: plan(request))
    name = f"CPU seconds, plan {solutions:,} × {reviews}, {jurors} jurors"
    return Figure(name, taken, f"{aim} aimed at, at most {3 * aim:.1f}", taken <= 3 * aim)


def cpu(call: Callable[[], object]) -> float:
    begun = time.process_time()
    call()
    return time.process_time() - begun


def verdict(figures: Sequence[Figure]) -> int:
    print()
    for figure in figures:
        print(f"{figure.name:44}{figure.value:9.4f}   {figure.limit:30}{'PASS' if figure.holds else 'FAIL'}")
    holds = all(figure.holds for figure in figures)
    print("PASS" if holds else "FAIL")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
