"""A ranking with all it was made from, as a file: settings, versions, sheets by drawn numbers, and the list."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.calls.rules.scoring import Scoring, settings_hash, settings_of
from challenge_hub.judging.rules.recompute_assignment import Allocation, read_allocation, written
from challenge_hub.judging.rules.sheets import Sheet

FORMAT = "challenge-hub-recompute-2"
OLDER = "challenge-hub-recompute-1"
"""It had no assignment."""
RANGE = ("place_low", "place_high")
LISTED = (
    "place", *RANGE, "shared", "decided_by", "reviews", "total", "mean", "mean_place", "low", "high", "criterion_means",
)  # fmt: skip
"""What the list says of a solution."""

Listed = Mapping[str, Any]


@dataclass(frozen=True)
class Computation:
    """How a version was computed; `programs` are versions by name."""

    number: int
    is_interim: bool
    computed_at: str
    sweeps: int
    settings_hash: str
    fault: str | None
    programs: Mapping[str, str]


@dataclass(frozen=True)
class Recomputable:
    """What a file says, ready to be computed again; `drawn` are the lots by the place they were drawn for. Older files
    know of no `allocation`.
    """

    computation: Computation
    scoring: Scoring
    sheets: Sequence[Sheet]
    places: Mapping[str, Listed]
    drawn: Mapping[int, Sequence[str]]
    allocation: Allocation | None = None

    @property
    def has_its_settings(self) -> bool:
        """Whether the settings are those whose hash was frozen."""
        return settings_hash(self.scoring) == self.computation.settings_hash


def recompute_file(
    computation: Computation,
    scoring: Scoring,
    sheets: Sequence[Sheet],
    places: Mapping[str, Listed],
    draws: Iterable[Mapping[str, Any]],
    allocation: Allocation,
    *,
    seed: int,
) -> dict[str, Any]:
    """Put everything down as JSON has it. Jurors and solutions carry numbers drawn from `seed`, which is not kept, and
    sheets stand in the order of these numbers: nothing in the file tells who is who, or who was invited first.
    """
    chance = random.Random(seed)  # noqa: S311 - the seed is of the system's own chance, and not kept
    jurors = _numbers("juror", {sheet.juror for sheet in sheets} | allocation.jurors, chance)
    solutions = _numbers("solution", places, chance)
    numbered = [(solutions[sheet.solution], jurors[sheet.juror], sheet) for sheet in sheets]
    rows = [{"solution": solutions[key], **listed(figures)} for key, figures in places.items()]
    return {
        "format": FORMAT,
        "version": vars(computation),
        "settings": settings_of(scoring),
        "sheets": [
            {"solution": solution, "juror": juror, **_given(sheet)}
            for solution, juror, sheet in sorted(numbered, key=lambda one: one[:2])
        ],
        "list": sorted(rows, key=lambda row: (row["place"] or len(rows) + 1, row["solution"])),
        "assignment": written(allocation, jurors, solutions),
        "lots": [{"place": draw["place"], "drawn": [solutions[key] for key in draw["drawn"]]} for draw in draws],
    }


def read(found: Any) -> Recomputable:
    """Read what `recompute_file` wrote. Refuses with recompute-file-broken."""
    try:
        return _read(found)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as broken:
        raise ScoringRefused("recompute-file-broken") from broken


def listed(figures: Mapping[str, Any]) -> Listed:
    """What the list says of a solution, every figure as its shortest text."""
    return {name: as_text(figures.get(name)) for name in LISTED}


def as_text(value: Any) -> Any:
    """A decimal figure as text in its shortest form, also inside a mapping; anything else as it is."""
    if isinstance(value, Mapping):
        return {name: as_text(None if one is None else Decimal(one)) for name, one in value.items()}
    return f"{value.normalize() + 0:f}" if isinstance(value, Decimal) else value


def _given(sheet: Sheet) -> dict[str, Any]:
    own = {} if sheet.own_place is None else {"own_place": sheet.own_place}
    return {"points": {name: as_text(value) for name, value in sheet.points.items()}, **own}


def _numbers(word: str, keys: Iterable[str], chance: random.Random) -> dict[str, str]:
    keys = sorted(keys)
    digits, drawn = len(str(len(keys))), chance.sample(range(1, len(keys) + 1), len(keys))
    return {key: f"{word}-{number:0{digits}}" for key, number in zip(keys, drawn, strict=True)}


def _read(found: Any) -> Recomputable:
    if found["format"] not in (FORMAT, OLDER):
        raise ScoringRefused("recompute-file-broken")
    return Recomputable(
        Computation(**found["version"]),
        _scoring(dict(found["settings"])),
        [
            Sheet(
                one["juror"],
                one["solution"],
                {name: None if value is None else Decimal(value) for name, value in one["points"].items()},
                one.get("own_place"),
            )
            for one in found["sheets"]
        ],
        {row["solution"]: {name: row[name] for name in LISTED} for row in found["list"]},
        {lot["place"]: list(lot["drawn"]) for lot in found["lots"]},
        read_allocation(found["assignment"]) if found["format"] == FORMAT else None,
    )


def _scoring(settings: dict[str, Any]) -> Scoring:
    if settings.pop("settings_version") != 1:
        raise ScoringRefused("recompute-file-broken")
    lowest, highest = settings.pop("scale")
    settings["weights"] = {name: Decimal(weight) for name, weight in settings["weights"].items()}
    settings["tie_rules"] = tuple(settings["tie_rules"])
    return Scoring(**settings, scale_min=Decimal(lowest), scale_max=Decimal(highest))
