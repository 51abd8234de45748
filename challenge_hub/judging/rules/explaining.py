"""What stands behind a place: each sheet's share, what evening out severity changed, and the place without a juror."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.calls.rules.scoring import ESTIMATED, Scoring
from challenge_hub.judging.rules.computing import Computed
from challenge_hub.judging.rules.diagnostics import places_without
from challenge_hub.judging.rules.sheets import Sheet
from challenge_hub.judging.rules.tally import tally

Pair = tuple[str, str]
"""Juror and solution."""


@dataclass(frozen=True)
class Share:
    """What one sheet does in the estimate of its solution. `weight` is its share of what the sheets say together;
    `severity` how many points less than the mean juror its juror gives; `effect` how many points evening that out adds.
    """

    weight: float
    severity: float
    effect: float


def shares(computed: Computed) -> Mapping[Pair, Share]:
    """Return the share of every sheet; none where nothing was drawn.

    With the means of what was drawn, an estimate is Σ w (z - s) / D; its part -w s / D is what severity costs, and
    the same with the sign turned is what evening it out gives back.
    """
    observations, posterior = computed.estimated.observations, computed.estimated.posterior
    if observations is None or posterior is None:
        return {}
    i, j = observations.solution, observations.juror
    severity = -posterior.leniency.astype(np.float64).mean(axis=0)
    towards = posterior.spread[j] * observations.precision * posterior.reliability[j]
    information = towards * posterior.spread[j]
    size = len(observations.solutions)
    whole = np.bincount(i, information, size)
    effect = towards * severity[j] / (1 / posterior.solution_variance + whole)[i]
    columns = (information / whole[i], severity[j], effect * observations.points_per_deviation)
    columns = (columns[0], columns[1] * observations.points_per_deviation, columns[2])
    return {
        (observations.jurors[juror], observations.solutions[solution]): Share(*figures)
        for juror, solution, *figures in zip(j.tolist(), i.tolist(), *(c.tolist() for c in columns), strict=True)
    }


def places_if_left_out(computed: Computed, sheets: Iterable[Sheet], scoring: Scoring) -> Mapping[Pair, int | None]:
    """For every sheet the place of its solution if all sheets of its juror were missing; None without a place then.

    Of an estimate this is a hint from the means of what was drawn; of an exact method it is the place.
    """
    if scoring.method in ESTIMATED:
        return places_without(computed.estimated)
    return _exactly(computed, list(sheets), scoring)


def _exactly(computed: Computed, sheets: Sequence[Sheet], scoring: Scoring) -> dict[Pair, int | None]:
    by_solution, by_juror = defaultdict(list), defaultdict(list)
    for sheet in sheets:
        by_solution[sheet.solution].append(sheet)
        by_juror[sheet.juror].append(sheet.solution)
    totals = {standing.solution: Fraction(standing.total) for standing in computed.ranking.standings}
    found: dict[Pair, int | None] = {}
    for juror, solutions in by_juror.items():
        changed = {s: _total(s, [one for one in by_solution[s] if one.juror != juror], scoring) for s in solutions}
        left = [total for total in {**totals, **changed}.values() if total is not None]
        figures = np.sort(np.array([float(total) for total in left]))
        for solution, total in changed.items():
            better = len(figures) - np.searchsorted(figures, float(total), "right") if total is not None else None
            found[juror, solution] = None if better is None else int(better) + 1
    return found


def _total(solution: str, sheets: Sequence[Sheet], scoring: Scoring) -> Fraction | None:
    try:
        counted = tally(solution, sheets, scoring)
    except ScoringRefused:  # too few are left to drop the highest and the lowest
        return None
    return counted.total if counted else None
