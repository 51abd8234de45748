"""Who was to review what, in a recompute file: published plans by drawn numbers, and whether sheets lie within."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from challenge_hub.judging.rules.capacity import Pair
from challenge_hub.judging.rules.sheets import Sheet


@dataclass(frozen=True)
class GivenOut:
    """A plan as it was published; `pairs` are juror and solution. `reviews_per_solution`: none where everybody reviews
    everything; `contenders_for`: further reviews for those who contend for so many places; `fresh_only`: by jurors who
    had not reviewed the solution. The `seed` is there once the results are out.
    """

    number: int
    seed: int | None
    reviews_per_solution: int | None
    contenders_for: int | None
    wants_expert: bool
    fresh_only: bool
    pairs: Sequence[Pair]


@dataclass(frozen=True)
class Allocation:
    """The plans of a round in order, what was given `singly` besides (a replacement, a table at a live expo), and the
    most reviews jurors take (`caps`, where there are any). `damaged` are plans whose hash is another.
    """

    plans: Sequence[GivenOut] = ()
    singly: Sequence[Pair] = ()
    caps: Mapping[str, int] | None = None
    damaged: Sequence[int] = ()

    @property
    def pairs(self) -> set[Pair]:
        return {pair for plan in self.plans for pair in plan.pairs}.union(self.singly)

    @property
    def jurors(self) -> set[str]:
        return {juror for juror, _ in self.pairs}


@dataclass(frozen=True)
class Checked:
    """What of an assignment can be said from a file: sheets `outside` it, solutions for which fewer reviews were given
    out than the `wanted`, and jurors to whom more was given than they take.
    """

    reviews: int
    outside: Sequence[Pair]
    wanted: int | None
    short: int
    above_cap: Sequence[str]
    damaged: Sequence[int]

    @property
    def is_confirmed(self) -> bool:
        return not self.outside and not self.damaged


def written(allocation: Allocation, jurors: Mapping[str, str], solutions: Mapping[str, str]) -> dict[str, Any]:
    """Put it down under the numbers drawn; pairs stand in the order of these."""

    def numbered(pairs: Iterable[Pair]) -> list[list[str]]:
        return sorted([jurors[juror], solutions[solution]] for juror, solution in pairs)

    plans = [{**vars(plan), "pairs": numbered(plan.pairs)} for plan in allocation.plans]
    caps = {jurors[juror]: most for juror, most in (allocation.caps or {}).items()}
    return {
        "plans": [{**plan, "sha256": _hash(plan)} for plan in plans],
        "singly": numbered(allocation.singly),
        "caps": dict(sorted(caps.items())),
    }


def read_allocation(found: Mapping[str, Any]) -> Allocation:
    """Read what `written` wrote; what it lacks raises KeyError or TypeError."""
    plans, damaged = [], []
    for row in found["plans"]:
        told = {name: value for name, value in row.items() if name != "sha256"}
        if row["sha256"] != _hash(told):
            damaged.append(int(row["number"]))
        plans.append(GivenOut(**{**told, "pairs": _pairs(told["pairs"])}))
    return Allocation(plans, _pairs(found["singly"]), dict(found["caps"]), damaged)


def checked(allocation: Allocation, sheets: Iterable[Sheet], solutions: Iterable[str]) -> Checked:
    """Compare the sheets with what was given out. Whether the seed leads to these pairs cannot be told from a file:
    that needs the conflicts of interest and the order of names, and neither is in it.
    """
    pairs = allocation.pairs
    given, loads = Counter(solution for _, solution in pairs), Counter(juror for juror, _ in pairs)
    wanted = max((plan.reviews_per_solution or 0 for plan in allocation.plans), default=0) or None
    return Checked(
        reviews=len(pairs),
        outside=sorted({(sheet.juror, sheet.solution) for sheet in sheets} - pairs),
        wanted=wanted,
        short=sum(given[solution] < (wanted or 0) for solution in solutions),
        above_cap=sorted(juror for juror, most in (allocation.caps or {}).items() if loads[juror] > most),
        damaged=allocation.damaged,
    )


def _pairs(rows: Iterable[Sequence[str]]) -> list[Pair]:
    return [(str(juror), str(solution)) for juror, solution in rows]


def _hash(plan: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(plan, sort_keys=True).encode()).hexdigest()
