"""challenge-hub: the commands of operators and newcomers. Each says what it did, or in one sentence why not."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from textwrap import indent
from typing import Any

import click
from flask_migrate import upgrade
from granian import Granian
from granian.constants import Interfaces
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

from challenge_hub import demo as demonstration
from challenge_hub.access import OPERATOR, Refused
from challenge_hub.app import create_app
from challenge_hub.call_packages import queries as packages
from challenge_hub.call_packages.actions import Outcome, import_package
from challenge_hub.call_packages.exports import export_call
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.storage import storage
from challenge_hub.pages import actions as pages
from challenge_hub.pages import queries as reports
from challenge_hub.settings import Settings

FOLDER_OF_DEMO = Path("var/demo")
LARGEST_NUMBER = 2**31 - 1
THREADS = 8
"""Requests a process works on at once; each may hold a connection to the database."""

Command = Callable[..., Any]


@click.group()
@click.version_option(package_name="challenge-hub")
def main() -> None:
    """Challenge Hub: calls, challenges, solutions, juries, results."""


def told_plainly(command: Command) -> Command:
    """A refusal is told in sentences, one a line, and ends with status 1; nothing half done remains."""

    @wraps(command)
    def telling(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except Refused as refused:
            raise click.ClickException(str(refused)) from None
        except SQLAlchemyError as error:
            cause = str(getattr(error, "orig", error)).splitlines()[0]
            hint = "Is it running, up to date (challenge-hub migrate), and free of another import?"
            raise click.ClickException(f"The database does not do this: {cause}. {hint}") from None
        except OSError as error:
            where = f": {error.filename}" if error.filename else ""
            raise click.ClickException(f"{error.strerror or error}{where}") from None
        except NotFound:
            raise click.ClickException("There is nothing of that name or number.") from None

    return telling


def in_app(command: Command) -> Command:
    """Run a command inside the app that the environment describes."""

    @wraps(command)
    def inside(*args: Any, **kwargs: Any) -> Any:
        with running_app():
            return command(*args, **kwargs)

    return told_plainly(inside)


@contextmanager
def running_app() -> Iterator[None]:
    """The app without a server; its connections are closed at the end, for no fork or exit may inherit them."""
    with create_app().app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


@main.command()
@click.option("--port", default=8000, show_default=True, help="Where to listen on this machine.")
@click.option("--host", default="127.0.0.1", show_default=True, help="An address of this machine alone.")
@click.option("--reset", is_flag=True, help="Begin anew; everything the demo holds is removed.")
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER_OF_DEMO, show_default=True)
@click.option("--only-prepare", is_flag=True, help="Fill the database and stop.")
@told_plainly
def demo(port: int, host: str, reset: bool, folder: Path, only_prepare: bool) -> None:
    """Show everything with a real event, on this machine alone."""
    demonstration.refuse_unless_loopback(host)
    demonstration.refuse_taken_port(host, port)
    if reset:
        demonstration.begin_anew(folder)
    demonstration.prepare_environment(folder, port)
    with running_app():
        upgrade()
        _import(demonstration.EXAMPLE)
    if only_prepare:
        return
    click.echo(f"\n  Challenge Hub: http://localhost:{port}   (stop with Ctrl+C)\n")
    _serve(host, port, workers=1)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the platform; put a proxy that buffers requests in front of it."""
    _serve(host, port, workers=Settings.from_environment().workers)


def _serve(host: str, port: int, *, workers: int) -> None:
    Granian(
        "challenge_hub.app:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=THREADS,
        log_access=False,
    ).serve()


@main.command()
@in_app
def migrate() -> None:
    """Bring the database to the tables this version needs."""
    upgrade()
    click.echo("The database is up to date.")


@main.command("import")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@in_app
def import_(file: Path) -> None:
    """Take in a call package: all of it, or nothing. The same package again changes nothing."""
    _import(file)


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


def _import(file: Path) -> None:
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


@main.group()
def barriers() -> None:
    """Barriers that people have reported."""


@barriers.command("list")
@in_app
def list_barriers() -> None:
    """What waits for an answer, the most urgent first."""
    for report in reports.all_open_reports():
        due = f"answer by {report.due_at:%Y-%m-%d}"
        click.echo(f"{report.id}\t{due}\t{report.mail or 'no address'}\t{report.page or ''}")
        click.echo(indent(report.message, "\t"))


@barriers.command("answered")
@click.argument("number", type=click.IntRange(1, LARGEST_NUMBER))
@in_app
def answered_barrier(number: int) -> None:
    """Note that a report was answered."""
    pages.answer_barrier(reports.any_report(number), by=OPERATOR, now=datetime.now(UTC))
    db.session.commit()
    click.echo(f"Report {number} is answered.")


@barriers.command("erase")
@click.argument("number", type=click.IntRange(1, LARGEST_NUMBER))
@in_app
def erase_barrier(number: int) -> None:
    """Erase an answered report for good, when the periods for complaints have passed."""
    pages.erase_barrier(reports.any_report(number), by=OPERATOR, now=datetime.now(UTC))
    db.session.commit()
    click.echo(f"Report {number} is erased.")


if __name__ == "__main__":
    sys.exit(main())
