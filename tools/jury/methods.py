"""What the adjusted method is compared with: the usual averages, z-scores, and an oracle that knows the jurors."""

from collections.abc import Callable, Sequence

import numpy as np

from challenge_hub.judging.rules.capacity import Pair

from .events import MIDDLE, POINTS, WEIGHTS, Event, Floats

Method = Callable[[Event, Sequence[Pair]], Floats]


def totals(event: Event, pairs: Sequence[Pair]) -> Floats:
    """The weighted total of each review over the criteria given, as a solution × juror table; nan without a review."""
    table = np.full(event.points.shape[:2], np.nan)
    for juror, solution in pairs:
        i, j = int(solution[1:]), int(juror[1:])
        given = ~np.isnan(event.points[i, j])
        table[i, j] = np.average(event.points[i, j][given], weights=np.array(WEIGHTS)[given])
    return table


def mean(event: Event, pairs: Sequence[Pair]) -> Floats:
    return np.asarray(np.nanmean(totals(event, pairs), axis=1))


def median(event: Event, pairs: Sequence[Pair]) -> Floats:
    return np.asarray(np.nanmedian(totals(event, pairs), axis=1))


def trimmed(event: Event, pairs: Sequence[Pair]) -> Floats:
    """Without one highest and one lowest; of three reviews the median is left."""
    rows = (np.sort(row[~np.isnan(row)])[1:-1] for row in totals(event, pairs))
    return np.array([row.mean() for row in rows])


def z_score(event: Event, pairs: Sequence[Pair]) -> Floats:
    """Every juror's totals brought to mean 0 and deviation 1, then averaged."""
    table = totals(event, pairs)
    deviation = np.nanstd(table, axis=0)
    above = table - np.nanmean(table, axis=0)
    scaled = np.divide(above, deviation, out=np.zeros_like(above), where=deviation > 0)
    return np.asarray(np.nanmean(np.where(np.isnan(table), np.nan, scaled), axis=1))


def oracle(event: Event, pairs: Sequence[Pair]) -> Floats:
    """The best estimate from the same scores by somebody who knows each juror, but no solution."""
    kind, weights = event.kind, np.array(WEIGHTS)
    towards, precision = np.zeros(kind.solutions), np.ones(kind.solutions)
    for juror, solution in pairs:
        i, j = int(solution[1:]), int(juror[1:])
        if event.careless[j]:
            continue
        given = ~np.isnan(event.points[i, j])
        w = weights[given] / weights[given].sum()
        latent = (event.points[i, j][given] - MIDDLE) / POINTS - event.leaning[j][given]
        variance = kind.halo**2 + np.sum(w**2) * event.noise[j] ** 2
        towards[i] += event.spread[j] / variance * (w @ latent - event.severity[j])
        precision[i] += event.spread[j] ** 2 / variance
    return towards / precision
