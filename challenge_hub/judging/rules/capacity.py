"""What is asked of the jurors, and whether they suffice: for all solutions beforehand, for each one afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

Pair = tuple[str, str]  # a juror and a solution


class AssignmentRefused(ValueError):
    """Wishes no assignment can be planned for.

    `reason` is a key in kebab-case, for which the catalogues hold the sentence; `facts` are the values that
    sentence needs, such as the juror and the offending limit.
    """

    def __init__(self, reason: str, **facts: object) -> None:
        named = ", ".join(f"{name}={value}" for name, value in facts.items())
        super().__init__(f"{reason} ({named})" if named else reason)
        self.reason = reason
        self.facts = facts


class Cause(StrEnum):
    """Why a solution lacks reviews."""

    CONFLICT = "conflict"
    CAP_REACHED = "cap-reached"
    TOO_FEW_JURORS = "too-few-jurors"
    NO_EXPERT = "no-expert"


@dataclass(frozen=True)
class Request:
    """What a plan is made from; ids are text.

    `jurors` holds each juror's own limit, None where there is none; `per_solution` how many reviews every solution
    shall have, None if each juror without a conflict of interest shall review it. `standing` is what was assigned
    before: it stays, whatever the conflicts and limits say today. It counts for a solution even where the juror
    has left the jury, and for a juror even where the solution was withdrawn. Conflicts of anybody or anything
    else are passed over. `experts` pairs jurors with the solutions whose theme they know; None where no expert is
    wished. `only` names for a solution the jurors of its panel, who alone may review it; what it does not name
    everybody may review. Refuses two-solutions-with-one-id, reviews-below-one and cap-below-zero.
    """

    solutions: Sequence[str]
    jurors: Mapping[str, int | None] = field(hash=False)
    per_solution: int | None
    conflicts: frozenset[Pair]
    standing: frozenset[Pair]
    seed: int
    experts: frozenset[Pair] | None = None
    only: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "solutions", tuple(sorted(self.solutions)))
        object.__setattr__(self, "jurors", MappingProxyType(dict(sorted(self.jurors.items()))))
        for solution, following in pairwise(self.solutions):
            if solution == following:
                raise AssignmentRefused("two-solutions-with-one-id", solution=solution)
        if self.per_solution is not None:
            _check_reviews(self.per_solution)
        for juror, cap in self.jurors.items():
            if cap is not None and cap < 0:
                raise AssignmentRefused("cap-below-zero", juror=juror, value=cap)

    def bars(self, juror: str, solution: str) -> bool:
        """Whether this juror must not have the solution: under a conflict of interest, or outside its panel."""
        return (juror, solution) in self.conflicts or juror not in self.only.get(solution, {juror})


@dataclass(frozen=True)
class Shortfall:
    """How many reviews a solution lacks, and why.

    `causes` counts the jurors who declared a conflict of interest, the jurors without one who have reached
    their own limit, and the jurors the jury would need besides all it has; causes that count none are left
    out. Together they are at least `missing`. Where an expert is missing they count experts: `NO_EXPERT` says that
    the jury has none for it.
    """

    solution: str
    missing: int
    causes: Mapping[Cause, int] = field(hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "causes", MappingProxyType({cause: n for cause, n in self.causes.items() if n}))


@dataclass(frozen=True)
class Capacity:
    """What the minutes of the jurors are good for.

    `needed` and `possible` count reviews. `jurors_missing` is how many more jurors such as these would do; None
    if no number would, because a single review takes longer than a juror has. `largest` is the largest number
    of reviews that every solution can get from the jurors there are.
    """

    needed: int
    possible: int
    jurors_missing: int | None
    largest: int

    @property
    def suffices(self) -> bool:
        return self.jurors_missing == 0


def capacity(
    *, solutions: int, per_solution: int, minutes_per_review: int, jurors: int, minutes_per_juror: int
) -> Capacity:
    """Compare the reviews a round needs with those its jurors have the minutes for.

    Nobody reviews a solution twice and nobody does part of a review; conflicts of interest are not yet known
    here. Without solutions nothing is needed, and `largest` is the number of jurors. Refuses reviews-below-one,
    minutes-below-one (for one review) and number-below-zero.
    """
    _check_reviews(per_solution)
    if minutes_per_review < 1:
        raise AssignmentRefused("minutes-below-one", value=minutes_per_review)
    for name, value in (("solutions", solutions), ("jurors", jurors), ("minutes_per_juror", minutes_per_juror)):
        if value < 0:
            raise AssignmentRefused("number-below-zero", name=name, value=value)
    needed = solutions * per_solution
    each = min(minutes_per_juror // minutes_per_review, solutions)
    possible = jurors * each
    return Capacity(
        needed=needed,
        possible=possible,
        jurors_missing=_jurors_missing(needed, per_solution, each, jurors),
        largest=min(jurors, possible // solutions) if solutions else jurors,
    )


def _check_reviews(per_solution: int) -> None:
    """Refuse reviews-below-one: less than one review for each solution."""
    if per_solution < 1:
        raise AssignmentRefused("reviews-below-one", value=per_solution)


def _jurors_missing(needed: int, per_solution: int, each: int, jurors: int) -> int | None:
    if needed == 0:
        return 0
    if each == 0:
        return None
    enough = max(per_solution, -(-needed // each))
    return max(0, enough - jurors)
