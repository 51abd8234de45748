"""How one juror has used the scale so far: for the juror alone, as a mirror and not as a judgement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from challenge_hub.judging.rules.reviewing import steps

PARTS = 5
"""A scale too wide for a button at each point is shown in so many parts of one width."""

SHADES = 4


@dataclass(frozen=True)
class Part:
    """A part of the scale. From `low` on, up to the next part; the last one includes the end of the scale."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Use:
    """For one criterion: how often points fell into each part, how dark each count is shown (0 to 4), and the mean of
    the points (None without any).
    """

    counts: tuple[int, ...]
    shades: tuple[int, ...]
    mean: Decimal | None


def parts_of_scale(scale_min: Decimal, scale_max: Decimal) -> tuple[Part, ...]:
    """One part for each step of a scale with buttons (`low` and `high` are equal), else five of the same width."""
    single = steps(scale_min, scale_max)
    if single:
        return tuple(Part(step, step) for step in single)
    width = (scale_max - scale_min) / PARTS
    return tuple(Part(scale_min + n * width, scale_min + (n + 1) * width) for n in range(PARTS))


def use_of_scale(
    given: Iterable[tuple[int, Decimal, int]], criteria: Iterable[int], parts: tuple[Part, ...]
) -> Mapping[int, Use]:
    """For each criterion (id) how its points lie on the scale. `given`: criterion, points, how often.

    Points between two steps count for the lower one.
    """
    found: dict[int, list[tuple[Decimal, int]]] = {criterion: [] for criterion in criteria}
    for criterion, points, times in given:
        if criterion in found:
            found[criterion].append((points, times))
    return {criterion: _use(lines, parts) for criterion, lines in found.items()}


def _use(lines: list[tuple[Decimal, int]], parts: tuple[Part, ...]) -> Use:
    counts = [0] * len(parts)
    for points, times in lines:
        counts[max((n for n, part in enumerate(parts) if part.low <= points), default=0)] += times
    number = sum(counts)
    most = max(counts, default=0)
    shades = tuple(-(-SHADES * count // most) if most else 0 for count in counts)
    total = sum((points * times for points, times in lines), Decimal(0))
    return Use(tuple(counts), shades, (total / number).quantize(Decimal("0.1")) if number else None)
