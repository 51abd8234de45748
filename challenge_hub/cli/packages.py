"""Calls as packages: in, out, and made."""

from datetime import UTC, datetime
from pathlib import Path

import click

from challenge_hub.access import OPERATOR
from challenge_hub.call_packages import queries as packages
from challenge_hub.call_packages.actions import Outcome, import_package
from challenge_hub.call_packages.exports import export_call
from challenge_hub.cli.frame import in_app, main, told_plainly
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.storage import storage


@main.command("import")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@in_app
def import_(file: Path) -> None:
    """Take in a call package: all of it, or nothing. The same package again changes nothing."""
    take_in(file)


@main.command()
@click.argument("call")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@in_app
def export(call: str, file: Path) -> None:
    """Write the call with this address as a call package. It holds every sheet: keep it safe."""
    _write(file, export_call(call, storage=storage()))


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@told_plainly
def pack(folder: Path, file: Path) -> None:
    """Check a folder with the files of a call package, and make the package of it."""
    _write(file, packages.pack(folder))


def take_in(file: Path) -> None:
    """Import a package, and say so."""
    click.echo(f"Reading {file.name} …")
    package = packages.read_package(file)
    kept = storage()
    with kept.all_or_nothing():
        found = import_package(package, by=OPERATOR, now=datetime.now(UTC), storage=kept, progress=_tell)
        db.session.commit()
    sentence = {
        Outcome.IMPORTED: "Imported the call “{}”.",
        Outcome.UNCHANGED: "The call “{}” is here already and the same; nothing was changed.",
    }
    click.echo(sentence[found.outcome].format(found.call.slug))


def _tell(table: str, done: int, total: int) -> None:
    if total:
        click.echo(f"  {table}: {done} of {total}")


def _write(file: Path, content: bytes) -> None:
    """The file appears whole or not at all."""
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(file)
    click.echo(f"Wrote {file} ({len(content)} bytes).")
