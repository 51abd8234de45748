"""What is kept of a computed ranking, as plain figures, and how one version differs from another."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.calls.rules.rounding import shown
from challenge_hub.calls.rules.scoring import ESTIMATED, Scoring, points_possible, settings_hash
from challenge_hub.judging.rules.capacity import Pair
from challenge_hub.judging.rules.closeness import Boundary, boundary, boundary_in
from challenge_hub.judging.rules.computing import Computed, compute
from challenge_hub.judging.rules.diagnostics import (
    LeftOut,
    agreement,
    decided_share,
    expected_tau,
    straight_lining,
    surprises,
    variance_parts,
    without_each_juror,
)
from challenge_hub.judging.rules.explaining import places_if_left_out, shares
from challenge_hub.judging.rules.parts import bridging_pairs
from challenge_hub.judging.rules.places import Standing
from challenge_hub.judging.rules.sheets import Sheet

Rows = Mapping[str, Mapping[str, Any]]
Themes = Mapping[str, Collection[str]]
MOST_BOUNDARIES = 10


@dataclass(frozen=True)
class Version:
    """A ranking as it is kept: `places` by solution (id), the rest as the columns of its row."""

    places: Rows
    review_count: int
    settings: Mapping[str, Any]
    settings_hash: str
    fault: str | None = None
    draws: Sequence[Mapping[str, Any]] = ()
    jurors: Sequence[Mapping[str, Any]] = ()
    parts: Sequence[Mapping[str, Any]] = ()
    event: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Moved:
    """A solution whose place differs between two versions; None: it had or has none."""

    solution: int
    before: int | None
    after: int | None


def version_of(
    sheets: Sequence[Sheet],
    solutions: Iterable[str],
    scoring: Scoring,
    *,
    sweeps: int,
    barred: frozenset[Pair] = frozenset(),
    themes: Themes = MappingProxyType({}),
) -> Version:
    """Compute a ranking and put down what is kept of it. Where the method cannot be applied, only why not. Reviews of
    `barred` pairs (juror, solution) are not proposed. `themes`: the solutions of each theme (id) that has a prize.
    """
    lowest, highest = points_possible(scoring)
    settings = {"method": scoring.method, "points_min": str(lowest), "points_max": str(highest), "seed": scoring.seed}
    frozen: dict[str, Any] = {"settings": settings, "settings_hash": settings_hash(scoring)}
    try:
        computed = compute(sheets, solutions, scoring, sweeps=sweeps)
    except ScoringRefused as refused:
        return Version({}, 0, fault=refused.reason, **frozen)
    return Version(
        places=_places(computed, sheets, scoring),
        review_count=sum(standing.reviews for standing in computed.ranking.standings),
        draws=[{"seed": draw.seed, "place": draw.place, "drawn": list(draw.drawn)} for draw in computed.ranking.draws],
        jurors=_jurors(computed, sheets),
        parts=[{"jurors": list(part.jurors), "solutions": list(part.solutions)} for part in computed.estimated.parts],
        event={**_event(computed, themes), "bridges": _bridges(computed, sheets, barred)},
        **frozen,
    )


def difference(before: Mapping[int, int | None], after: Mapping[int, int | None]) -> list[Moved]:
    """What moved between two versions (places by solution), the best place first."""
    moved = [
        Moved(solution, before.get(solution), after.get(solution))
        for solution in before.keys() | after.keys()
        if before.get(solution) != after.get(solution)
    ]
    last = len(before) + len(after) + 1
    return sorted(moved, key=lambda one: (one.after or last, one.before or last, one.solution))


def audience_of(hidden: Iterable[int]) -> str:
    """The fingerprint of a circle of readers: of the solutions (ids) that it may know nothing of."""
    return hashlib.sha256(repr(sorted(hidden)).encode()).hexdigest()


def _bound(one: Boundary) -> dict[str, Any]:
    plain = {"k": one.k, "verdict": one.verdict, "probability": one.probability}
    return {**plain, "open": list(one.open), "settled": list(one.settled)}


def _bounds_among(computed: Computed, solutions: Collection[str]) -> list[dict[str, Any]]:
    """The boundaries in the ranking of a theme: of its solutions among each other."""
    order = [solution for solution in _order(computed) if solution in solutions]
    draws = computed.estimated.draws(order)
    return [_bound(boundary_in(draws, k, order)) for k in range(1, min(MOST_BOUNDARIES, len(order)) + 1)]


def _order(computed: Computed) -> list[str]:
    return [standing.solution for standing in computed.ranking.standings]


def _places(computed: Computed, sheets: Sequence[Sheet], scoring: Scoring) -> Rows:
    behind, without = shares(computed), places_if_left_out(computed, sheets, scoring)
    rows: dict[str, Mapping[str, Any]] = {}
    for standing in computed.ranking.standings:
        solution = standing.solution
        parts = [_sheet(one.juror, one.total, scoring) for one in standing.sheets]
        for part in parts:
            pair = (part["juror"], solution)
            share = behind.get(pair)
            part["without"] = without.get(pair)
            part |= vars(share) if share else {}
        rows[solution] = {**_figures(standing, scoring), "sheets": parts}
    for solution in computed.ranking.not_reviewed:
        rows[solution] = {"shared": False, "reviews": 0, "criterion_means": {}, "sheets": []}
    return rows


def _sheet(juror: str, total: Decimal | None, scoring: Scoring) -> dict[str, Any]:
    return {"juror": juror, "total": None if total is None else str(shown(total, scoring.sheet_places))}


def _figures(standing: Standing, scoring: Scoring) -> dict[str, Any]:
    is_estimate = scoring.method in ESTIMATED
    plain = ("place", "shared", "decided_by", "place_low", "place_high", "reviews", "mean_place")
    means = standing.criterion_means.items()
    return {
        **{name: getattr(standing, name) for name in plain},
        "total": standing.total if is_estimate else shown(standing.total, scoring.total_places),
        "mean": shown(standing.mean, None),
        "low": shown(standing.low, scoring.sheet_places),
        "high": shown(standing.high, scoring.sheet_places),
        "criterion_means": {key: None if mean is None else str(shown(mean, None)) for key, mean in means},
    }


def _jurors(computed: Computed, sheets: Sequence[Sheet]) -> list[dict[str, Any]]:
    agrees, moves = agreement(computed.estimated), without_each_juror(computed.estimated, 1)
    scores = [(s.juror, s.solution, c, v) for s in sheets for c, v in s.points.items() if v is not None]
    straight, left_out = straight_lining(scores), {found.juror: _moves(found) for found in moves}
    return [
        {**vars(juror), "agreement": agrees.get(juror.juror), "is_straight": juror.juror in straight}
        | left_out.get(juror.juror, {"moves": 0})
        for juror in computed.estimated.jurors
    ]


def _moves(found: LeftOut) -> dict[str, Any]:
    """What leaving out the juror changes: by how many places at most and of which solution, and who comes first."""
    return {"moves": found.places, "farthest": found.farthest, "entering": list(found.entering)}


def _bridges(computed: Computed, sheets: Sequence[Sheet], barred: frozenset[Pair]) -> list[Sequence[str]]:
    """A review for each separate group that would join it to the largest."""
    if len(computed.estimated.parts) < 2:
        return []
    return [list(pair) for pair in bridging_pairs([(s.juror, s.solution) for s in sheets], barred)]


def _event(computed: Computed, themes: Themes) -> dict[str, Any]:
    """What the estimate says of the event: parts of the differences, expected agreement, how close the first places."""
    found, parts = expected_tau(computed.estimated), variance_parts(computed.estimated)
    reach = min(MOST_BOUNDARIES, len(computed.estimated.solutions))
    bounds = [boundary(computed.estimated, k, _order(computed)) for k in range(1, reach + 1)]
    return {
        "variance": vars(parts) if parts else {},
        "tau": {str(reviews): tau for reviews, tau in (found or {}).items()},
        "boundaries": [{**_bound(one), "decided": decided_share(computed.estimated, one.k)} for one in bounds],
        "themes": {theme: _bounds_among(computed, solutions) for theme, solutions in sorted(themes.items())},
        "surprises": [vars(one) for one in surprises(computed.estimated)],
    }
