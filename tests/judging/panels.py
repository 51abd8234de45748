"""Made-up panels for tests of the adjusted method: scores from a stream of chance with a seed."""

from collections.abc import Sequence

import numpy as np

from challenge_hub.judging.rules.observations import Score

SCALE = (1, 10)
WEIGHTS = {"impact": 2, "novelty": 1, "design": 1}


def panel(seed: int, solutions: int = 12, jurors: int = 6, reviews: int = 3) -> list[Score]:
    """Every solution is scored on three criteria by a few jurors of different severity."""
    chance = np.random.default_rng(seed)
    quality, severity = chance.normal(size=solutions), 0.7 * chance.normal(size=jurors)
    scores: list[Score] = []
    for at in range(solutions):
        for turn in range(reviews):
            juror = (at + turn * (1 + at // jurors)) % jurors
            for criterion in WEIGHTS:
                latent = quality[at] + severity[juror] + 0.6 * chance.normal()
                scores.append((f"j{juror}", f"s{at:02}", criterion, float(np.clip(np.rint(5.5 + 1.7 * latent), 1, 10))))
    return list({score[:3]: score for score in scores}.values())


def one_criterion(rows: dict[str, Sequence[tuple[str, float]]]) -> list[Score]:
    """Scores with the single criterion "overall" from {juror: [(solution, value), …]}."""
    return [(juror, solution, "overall", value) for juror, row in rows.items() for solution, value in row]
