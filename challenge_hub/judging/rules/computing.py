"""The ranking of a round by whatever method its settings name, with the range of places beside it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from challenge_hub.calls.rules.scoring import ESTIMATED, Blank, Method, Scoring, TieRule, settings_hash
from challenge_hub.judging.rules.adjusted import (
    PUBLICATION_SWEEPS,
    WORKING_SWEEPS,
    Adjusted,
    SolutionEstimate,
    adjusted,
)
from challenge_hub.judging.rules.live import live
from challenge_hub.judging.rules.observations import Number, Scale, Score
from challenge_hub.judging.rules.own_order import own_orders
from challenge_hub.judging.rules.places import Ranking, Standing, ranking
from challenge_hub.judging.rules.sheets import Sheet, exact_points, weighty_criteria

FINEST = Decimal("0.000001")
"""An estimate is kept to so fine a step; its place follows from the unrounded one."""


@dataclass(frozen=True)
class Computed:
    """A ranking, and what was estimated of solutions and jurors beside it or for it."""

    ranking: Ranking
    estimated: Adjusted


def compute(
    sheets: Iterable[Sheet],
    solutions: Iterable[str],
    scoring: Scoring,
    *,
    sweeps: int = WORKING_SWEEPS,
) -> Computed:
    """Rank `solutions` (ids) by their `sheets` as `scoring` says; the same input in any order gives the same output.

    Exact methods give the places; the range beside them is that of the adjusted estimate from the same scores, widened
    where it would leave out the place. The estimated methods give places, points (in the rubric's units) and range at
    once. All chance comes from the seed of the settings. Refuses as `ranking` and `observe` do.
    """
    sheets, solutions = list(sheets), sorted(solutions)
    counted = ranking(sheets, solutions, _exact(scoring))
    estimated = _estimated(_that_count(sheets, counted), solutions, scoring, sweeps)
    if scoring.method in ESTIMATED:
        standings = _by_estimate(counted.standings, estimated)
        return Computed(Ranking(standings, counted.not_reviewed, (), settings_hash(scoring)), estimated)
    standings = tuple(_with_range(counted.standings, estimated))
    return Computed(replace(counted, standings=standings), estimated)


def ranking_alone(sheets: Iterable[Sheet], solutions: Iterable[str], scoring: Scoring) -> Ranking:
    """The ranking as it is published, and no range of places where the method needs none. Refuses likewise."""
    if scoring.method in ESTIMATED:
        return compute(sheets, solutions, scoring, sweeps=PUBLICATION_SWEEPS).ranking
    return ranking(sheets, solutions, scoring)


def _exact(scoring: Scoring) -> Scoring:
    """The settings by which sheets are counted up: for an estimated method those of the plain mean beside it."""
    if scoring.method not in ESTIMATED:
        return scoring
    return replace(scoring, method=Method.MEAN, total_places=None, tie_rules=(TieRule.SHARE,), tie_criterion=None)


def _that_count(sheets: Iterable[Sheet], counted: Ranking) -> list[Sheet]:
    counts = {
        (standing.solution, sheet.juror)
        for standing in counted.standings
        for sheet in standing.sheets
        if sheet.total is not None
    }
    return [sheet for sheet in sheets if (sheet.solution, sheet.juror) in counts]


def _estimated(sheets: Sequence[Sheet], solutions: Sequence[str], scoring: Scoring, sweeps: int) -> Adjusted:
    scores = list(_scores(sheets, scoring))
    lowest = min(scoring.scale_min, Decimal(0)) if scoring.blank is Blank.ZERO else scoring.scale_min
    scale: Scale = (lowest, scoring.scale_max)
    weights: Mapping[str, Number] = scoring.weights
    if scoring.method is Method.LIVE:
        numbers = {(juror, solution): value for juror, solution, _, value in scores}
        scores, weights, scale = live(numbers, own_orders(sheets), scale)
    return adjusted(scores, weights, scale, seed=scoring.seed, sweeps=sweeps, solutions=solutions)


def _scores(sheets: Iterable[Sheet], scoring: Scoring) -> Iterator[Score]:
    for sheet in sheets:
        for criterion in weighty_criteria(scoring):
            points = exact_points(sheet, criterion, scoring)
            if points is not None:
                yield sheet.juror, sheet.solution, criterion, points


def _with_range(standings: Iterable[Standing], estimated: Adjusted) -> Iterator[Standing]:
    ranges = {entry.solution: entry for entry in estimated.solutions}
    for standing in standings:
        found, place = ranges[standing.solution], standing.place
        low, high = min(found.place_low, place), max(found.place_high, place)
        yield replace(standing, place_low=low, place_high=high)


def _by_estimate(standings: Iterable[Standing], estimated: Adjusted) -> tuple[Standing, ...]:
    """Estimates best first, by id where they are equal."""
    counted = {standing.solution: standing for standing in standings}
    level = Counter(entry.place for entry in estimated.solutions)
    return tuple(_estimate(counted[entry.solution], entry, level[entry.place] > 1) for entry in estimated.solutions)


def _estimate(standing: Standing, entry: SolutionEstimate, shared: bool) -> Standing:
    points = Decimal(entry.estimate).quantize(FINEST, ROUND_HALF_UP).normalize() + 0
    return replace(
        standing,
        place=entry.place,
        shared=shared,
        decided_by=TieRule.SHARE if shared else None,
        total=points,
        place_low=entry.place_low,
        place_high=entry.place_high,
    )
