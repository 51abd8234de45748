"""Whether a ranking can be made again from its file: the same, the same but for chance, or another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

import numpy as np

from challenge_hub.calls.rules.scoring import ESTIMATED
from challenge_hub.judging.rules.adjusted import SolutionEstimate
from challenge_hub.judging.rules.computing import compute
from challenge_hub.judging.rules.recompute_assignment import Checked, checked
from challenge_hub.judging.rules.recompute_file import LISTED, RANGE, Listed, Recomputable, listed
from challenge_hub.judging.rules.versions import Rows, Version, version_of

RUNS = 4
"""So many chains with seeds of their own show how much of an estimate is chance."""
DEVIATIONS = 6.0
"""So many standard deviations of that chance an estimate may differ."""
OF_THE_ESTIMATE = frozenset({"place", "shared", "decided_by", "total", *RANGE})
ROUNDING = 2e-6

Chains = Sequence[Mapping[str, SolutionEstimate]]


class Sameness(StrEnum):
    """How a recomputed figure stands to the one in the file."""

    EQUAL = "equal"
    WITHIN_CHANCE = "within-monte-carlo-error"
    DIFFERS = "differs"


@dataclass(frozen=True)
class Recomputed:
    """The list made again, the best first. `figures` judges places and points, `ranges` the ranges of places; `changed`
    names the solutions where either differs by more than chance. `assignment` is none where the file has none.
    """

    places: Rows
    has_its_settings: bool
    figures: Sameness
    ranges: Sameness
    changed: Sequence[str]
    assignment: Checked | None = None

    @property
    def is_confirmed(self) -> bool:
        is_within = self.assignment is None or self.assignment.is_confirmed
        return is_within and self.has_its_settings and Sameness.DIFFERS not in (self.figures, self.ranges)


def recomputed(file: Recomputable) -> Recomputed:
    """Make the ranking again and compare it with the list in the file.

    What an exact method gives has to be equal in every digit. An estimate, and any range of places, hangs on the order
    in which jurors and solutions are drawn, and the file has numbered them anew: it may differ by chance. How much that
    is, further chains with other seeds show. Where the method could not be applied, that has to be so again.
    """
    found = file.allocation
    assignment = checked(found, file.sheets, file.places) if found and found.pairs else None
    return replace(_ranked_again(file), assignment=assignment)


def _ranked_again(file: Recomputable) -> Recomputed:
    version = version_of(file.sheets, file.places, file.scoring, sweeps=file.computation.sweeps)
    if version.fault or file.computation.fault:
        verdict = Sameness.EQUAL if version.fault == file.computation.fault else Sameness.DIFFERS
        return Recomputed({}, file.has_its_settings, verdict, verdict, ())
    return _compared(file, _listed(file, version))


def _compared(file: Recomputable, places: Mapping[str, Listed]) -> Recomputed:
    keys = [*places, *sorted(file.places.keys() - places.keys())]
    pairs = {key: (file.places.get(key, {}), places.get(key, {})) for key in keys}
    exact = [name for name in LISTED if name not in RANGE and not (_estimates(file) and name in OF_THE_ESTIMATE)]
    figures = {key: _same(exact, *pair) for key, pair in pairs.items()}
    ranges = {key: _same(RANGE, *pair) for key, pair in pairs.items()}
    estimates = {key: _same(("place", "total"), *pair) for key, pair in pairs.items()} if _estimates(file) else {}
    if Sameness.DIFFERS in (*ranges.values(), *estimates.values()) and places.keys() == file.places.keys():
        chance = _Chance(file, places)
        ranges = {key: ranges[key] if _is_equal(ranges[key]) else chance.of_range(key, *pairs[key]) for key in keys}
        estimates = {key: chance.of_estimate(key, *pairs[key]) for key in estimates}
    changed = [key for key in keys if Sameness.DIFFERS in (figures[key], ranges[key], estimates.get(key))]
    worst = _worst([*figures.values(), *estimates.values()])
    return Recomputed(places, file.has_its_settings, worst, _worst(list(ranges.values())), changed)


def _estimates(file: Recomputable) -> bool:
    return file.scoring.method in ESTIMATED


def _listed(file: Recomputable, version: Version) -> dict[str, Listed]:
    rows = {key: dict(listed(row)) for key, row in version.places.items()}
    for draw in version.draws:
        # A ticket hangs on the name of its solution, and that is not in the file: its own draw counts.
        drawn = file.drawn.get(draw["place"], ())
        if sorted(drawn) == sorted(draw["drawn"]):
            for turn, key in enumerate(drawn):
                rows[key]["place"] = draw["place"] + turn
    return dict(sorted(rows.items(), key=lambda item: (item[1]["place"] or len(rows) + 1, item[0])))


def _same(names: Sequence[str], told: Mapping[str, Any], found: Mapping[str, Any]) -> Sameness:
    if not told or not found:
        return Sameness.DIFFERS
    return Sameness.EQUAL if all(told[name] == found[name] for name in names) else Sameness.DIFFERS


def _is_equal(verdict: Sameness) -> bool:
    return verdict is Sameness.EQUAL


def _worst(verdicts: Sequence[Sameness]) -> Sameness:
    for verdict in (Sameness.DIFFERS, Sameness.WITHIN_CHANCE):
        if verdict in verdicts:
            return verdict
    return Sameness.EQUAL


class _Chance:
    """What other seeds make of the same sheets."""

    def __init__(self, file: Recomputable, places: Mapping[str, Listed]) -> None:
        scorings = [replace(file.scoring, seed=file.scoring.seed + turn) for turn in range(RUNS)]
        found = [compute(file.sheets, file.places, one, sweeps=file.computation.sweeps) for one in scorings]
        self.chains: Chains = [{entry.solution: entry for entry in one.estimated.solutions} for one in found]
        self.totals = {key: float(row["total"]) for key, row in places.items() if row["total"] is not None}
        keys = list(self.chains[0])
        table = np.array([[chain[key].estimate for key in keys] for chain in self.chains])
        own = table.var(axis=0, ddof=1) if keys else np.zeros(0)
        widest = np.sqrt(np.maximum(own, own.mean() if keys else 0))
        self.allowed = dict(zip(keys, (DEVIATIONS * widest + ROUNDING).tolist(), strict=True))

    def of_estimate(self, key: str, told: Listed, found: Listed) -> Sameness:
        """Points may differ by chance, and a place by as many as are that close."""
        if (told["place"], told["total"]) == (found["place"], found["total"]):
            return Sameness.EQUAL
        if key not in self.allowed or told["total"] is None or told["place"] is None:
            return Sameness.DIFFERS
        own, allowed = self.totals[key], self.allowed[key]
        close = sum(abs(total - own) <= allowed + self.allowed[other] for other, total in self.totals.items()) - 1
        is_near = abs(float(Decimal(told["total"])) - own) <= allowed
        return Sameness.WITHIN_CHANCE if is_near and abs(told["place"] - found["place"]) <= close else Sameness.DIFFERS

    def of_range(self, key: str, told: Listed, found: Listed) -> Sameness:
        """The ends of a range lie among those of the chains, or one place in fifty beside them."""
        if key not in self.allowed or None in (told["place_low"], told["place_high"], found["place"]):
            return Sameness.DIFFERS
        slack = 1 + len(self.totals) // 50
        lows = [min(chain[key].place_low, found["place"]) for chain in self.chains]
        highs = [max(chain[key].place_high, found["place"]) for chain in self.chains]
        is_low_near = min(lows) - slack <= told["place_low"] <= max(lows) + slack
        is_high_near = min(highs) - slack <= told["place_high"] <= max(highs) + slack
        return Sameness.WITHIN_CHANCE if is_low_near and is_high_near else Sameness.DIFFERS
