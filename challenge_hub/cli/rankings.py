"""Rankings made again from what they were made of."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.cli.frame import main, told_plainly
from challenge_hub.judging.rules.recompute_assignment import Checked
from challenge_hub.judging.rules.recompute_file import Recomputable, read
from challenge_hub.judging.rules.recomputing import Recomputed, Sameness, recomputed

WORDS = {
    Sameness.EQUAL: "equal",
    Sameness.WITHIN_CHANCE: "equal within Monte Carlo error",
    Sameness.DIFFERS: "different",
}


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@told_plainly
def recompute(file: Path) -> None:
    """Make a ranking again from its recompute file, and say whether it is the same. Needs no database."""
    try:
        found = read(json.loads(file.read_bytes()))
    except (ScoringRefused, ValueError):
        raise click.ClickException(f"{file.name} is no recompute file, or it is damaged.") from None
    result = recomputed(found)
    for line in _report(found, result):
        click.echo(line)
    if not result.is_confirmed:
        raise click.exceptions.Exit(1)


def _report(found: Recomputable, result: Recomputed) -> Iterator[str]:
    made = found.computation
    programs = ", ".join(f"{name} {version}" for name, version in sorted(made.programs.items()))
    yield f"Version {made.number}, computed {made.computed_at} with {programs}."
    yield f"Method {found.scoring.method}, seed {found.scoring.seed}, {made.sweeps} sweeps, {len(found.sheets)} sheets."
    if made.fault:
        yield f"Nothing was ranked: {made.fault}."
    for key, row in result.places.items():
        if row["place"] is None:
            yield f"   –  {key}  not reviewed"
        else:
            yield f"{row['place']:>4}  {key}  {row['total']} points, places {row['place_low']} to {row['place_high']}"
    yield f"Settings and their hash: {'equal' if result.has_its_settings else 'different'}."
    yield f"Places and points: {WORDS[result.figures]}."
    yield f"Ranges of places: {WORDS[result.ranges]}."
    if result.changed:
        yield f"Different: {', '.join(result.changed)}."
    yield from _assignment(found, result.assignment)


def _assignment(found: Recomputable, told: Checked | None) -> Iterator[str]:
    """What the file proves of who reviewed what, and what it cannot."""
    if found.allocation is None or told is None:
        yield "Assignment: not in this file."
        return
    for plan in found.allocation.plans:
        seed = "seed not told before the results" if plan.seed is None else f"seed {plan.seed}"
        hash_ = "different" if plan.number in told.damaged else "equal"
        yield f"Plan {plan.number}: {seed}, {len(plan.pairs)} reviews given out, hash {hash_}."
    yield f"Given one by one: {len(found.allocation.singly)} reviews."
    if told.outside:
        outside = ", ".join(f"{juror} on {solution}" for juror, solution in told.outside)
        yield f"Sheets outside the assignment: {outside}."
    else:
        yield "Every sheet lies within the assignment."
    if told.wanted:
        yield f"Solutions with fewer than the {told.wanted} reviews wanted: {told.short}."
    if told.above_cap:
        yield f"More than they take now: {', '.join(told.above_cap)}."
    if found.allocation.plans:
        yield "Not proved: that the seed leads to these pairs. It takes conflicts of interest and names: they stay out."
