"""What is measured of one event, and the schedule that gives the last third of the reviews to the contenders."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import kendalltau

from challenge_hub.judging.rules.adjusted import Adjusted, adjusted
from challenge_hub.judging.rules.capacity import Pair
from challenge_hub.judging.rules.contenders import BATCHES, contenders

from .events import HIGH, LOW, Event, Floats


@dataclass(frozen=True)
class Outcome:
    """How well a method did: τ-b with the truth, the share of hits of the best, and what the pick lacks of the best."""

    tau: float
    hit: float
    regret: float


def outcome(event: Event, estimate: Floats) -> Outcome:
    """Where several share the first place, hit and regret are the mean over them."""
    first = np.flatnonzero(estimate == estimate.max())
    hit = float(np.mean(first == event.quality.argmax()))
    regret = float(np.mean(event.quality.max() - event.quality[first]))
    return Outcome(float(kendalltau(event.quality, estimate).statistic), hit, regret)


def run(event: Event, pairs: Sequence[Pair]) -> Adjusted:
    return adjusted(event.scores(pairs), event.weights, (LOW, HIGH), seed=event.seed)


def estimates(result: Adjusted) -> Floats:
    """In the order of the ids, which is that of the event."""
    return np.array([entry.estimate for entry in sorted(result.solutions, key=lambda entry: entry.solution)])


def covered(event: Event, result: Adjusted) -> float:
    """The share of solutions whose true place lies in its range."""
    true = np.empty(event.kind.solutions, dtype=int)
    true[np.argsort(-event.quality)] = np.arange(1, event.kind.solutions + 1)
    ranges = sorted((entry.solution, entry.place_low, entry.place_high) for entry in result.solutions)
    return float(np.mean([low <= place <= high for place, (_, low, high) in zip(true, ranges, strict=True)]))


def lowered_by_raising(event: Event, pairs: Sequence[Pair], before: Adjusted, tries: int) -> int:
    """Raise a score, by a point and then to the top in turn, each time from the same scores; count how often its
    solution fell.
    """
    chance = np.random.default_rng(event.seed + 1)
    scores = event.scores(pairs)
    below = [at for at, (*_, value) in enumerate(scores) if value < HIGH]
    place = {entry.solution: entry.place for entry in before.solutions}
    fell = 0
    for turn, at in enumerate(chance.choice(below, tries, replace=False)):
        juror, solution, criterion, value = scores[at]
        raised = [*scores[:at], (juror, solution, criterion, HIGH if turn % 2 else float(value) + 1), *scores[at + 1 :]]
        after = adjusted(raised, event.weights, (LOW, HIGH), seed=event.seed)
        fell += {entry.solution: entry.place for entry in after.solutions}[solution] > place[solution]
    return fell


def scheduled(event: Event, reviews: int) -> list[Pair]:
    """One review less for everybody; as many reviews as that saves go to the contenders, in batches."""
    pairs = event.assigned(reviews - 1)
    left = event.kind.solutions * reviews - len(pairs)
    for turn in range(BATCHES):
        batch = left * (turn + 1) // BATCHES - left * turn // BATCHES
        chosen = contenders(run(event, pairs), k=1, per_solution=reviews, batch=batch)
        for contender in chosen:
            pair = freest(event, pairs, contender.solution)
            if pair is not None:
                pairs.append(pair)
    return pairs


def freest(event: Event, pairs: Sequence[Pair], solution: str) -> Pair | None:
    """The juror with the least load who has neither reviewed the solution nor a conflict of interest."""
    load = Counter(juror for juror, _ in pairs)
    allowed = [(juror, solution) for juror in event.jurors if (juror, solution) not in {*pairs, *event.conflicts}]
    return min(allowed, key=lambda pair: (load[pair[0]], pair[0]), default=None)
