"""The trail: whether it is as it was written, taking it out, and removing what is over."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from challenge_hub.access import OPERATOR, Refused
from challenge_hub.audit import actions, queries
from challenge_hub.audit.rules import Fault, Pair, faults
from challenge_hub.cli.frame import in_app, main
from challenge_hub.infrastructure.db import db, only_reading

FEWEST_DAYS = 30
SHOWN = 20
SAID = {
    Fault.CHANGED: "is not as it was sealed, or a line before it was removed",
    Fault.MISSING: "is missing; only its seal is there",
    Fault.UNSEALED: "has no seal, though later lines have",
}


@main.group()
def audit() -> None:
    """The trail of who did what, and the seals upon it."""


@audit.command("verify")
@click.option("--expect", metavar="NUMBER:SEAL", help="a seal noted down earlier, to be found again")
@in_app
def verify_trail(expect: str | None) -> None:
    """Check every seal; say how far the chain reaches, and its last seal. Note that down elsewhere: with --expect it
    shows that the end was not taken off since. Ends with status 1 where anything is wrong.
    """
    with only_reading():
        head, many, waiting = queries.head(), 0, 0

        def sealed_stretch() -> Iterator[Pair]:
            nonlocal many, waiting
            for pair in queries.pairs():
                if pair.number > head.number:
                    waiting += 1
                else:
                    many += 1
                    yield pair

        broken = list(faults(sealed_stretch(), queries.start().seal))
        for one in broken[:SHOWN]:
            click.echo(f"Line {one.line} {SAID[one.fault]}.")
        if len(broken) > SHOWN:
            click.echo(f"And {len(broken) - SHOWN} more.")
        if expect and not _is_found(expect):
            raise click.ClickException("The seal that was expected is not upon that line.")
    if broken:
        raise click.ClickException("The trail is not as it was written.")
    removed = f"; earlier lines, up to {queries.start().number}, were removed in time" if queries.start().number else ""
    click.echo(f"{many} lines are as they were written{removed}. {waiting} wait for their seal.")
    if head.number:
        click.echo(f"{head.number}:{head.seal}")


def _is_found(expected: str) -> bool:
    number, _, seal = expected.partition(":")
    return number.isdigit() and bool(seal) and seal in (queries.seal_upon(int(number)), _cut_at(int(number)))


def _cut_at(number: int) -> str | None:
    start = queries.start()
    return start.seal if start.number == number else None


@audit.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@in_app
def export_trail(file: Path) -> None:
    """Write the whole trail into FILE, a line of JSON for each act, with its seal."""
    many = 0
    with only_reading(), file.open("x", encoding="utf-8") as out:
        for pair in queries.pairs():
            if pair.line is not None:
                line = {**pair.line, "at": pair.line["at"].isoformat(timespec="microseconds"), "seal": pair.seal}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                many += 1
    click.echo(f"{many} lines are in {file}.")


@audit.command("remove")
@click.option("--older-than", "days", type=click.IntRange(FEWEST_DAYS, 36500), required=True, help="days")
@click.option("--dry-run", is_flag=True, help="only say what would be removed")
@in_app
def remove_lines(days: int, dry_run: bool) -> None:
    """Remove sealed lines older than that many days. Their last seal is kept, so that the rest can be checked."""
    now = datetime.now(UTC)
    try:
        cut = actions.remove_lines_before(now - timedelta(days=days), by=OPERATOR, now=now)
    except Refused:
        raise click.ClickException("The trail is not as it was written; see challenge-hub audit verify.") from None
    if cut is None:
        click.echo("Nothing is that old.")
        return
    said = f"{cut.lines} lines, up to number {cut.up_to}"
    if dry_run:
        db.session.rollback()
        click.echo(f"{said}, would be removed.")
    else:
        db.session.commit()
        click.echo(f"{said}, were removed.")
