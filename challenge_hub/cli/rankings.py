"""Rankings made again from what they were made of."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.cli.frame import main, told_plainly
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
