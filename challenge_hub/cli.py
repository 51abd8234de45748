"""challenge-hub: the commands of operators and newcomers. Each says what it did, or in one sentence why not."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from flask_migrate import upgrade
from granian import Granian
from granian.constants import Interfaces

from challenge_hub import demo as demonstration
from challenge_hub.access import OPERATOR
from challenge_hub.app import create_app
from challenge_hub.infrastructure.db import db
from challenge_hub.pages import actions as pages
from challenge_hub.pages import queries as reports
from challenge_hub.settings import Settings

FOLDER_OF_DEMO = Path("var/demo")


@click.group()
@click.version_option(package_name="challenge-hub")
def main() -> None:
    """Challenge Hub: calls, challenges, solutions, juries, results."""


def in_app(command: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command inside the app that the environment describes."""

    @wraps(command)
    def inside(*args: Any, **kwargs: Any) -> Any:
        with create_app().app_context():
            return command(*args, **kwargs)

    return inside


@main.command()
@click.option("--port", default=8000, show_default=True, help="Where to listen on this machine.")
@click.option("--host", default="127.0.0.1", show_default=True, help="An address of this machine alone.")
@click.option("--reset", is_flag=True, help="Begin anew; everything the demo holds is removed.")
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER_OF_DEMO, show_default=True)
@click.option("--only-prepare", is_flag=True, help="Fill the database and stop.")
def demo(port: int, host: str, reset: bool, folder: Path, only_prepare: bool) -> None:
    """Show everything with a real event, on this machine alone."""
    demonstration.refuse_unless_loopback(host)
    if reset:
        demonstration.begin_anew(folder)
    demonstration.prepare_environment(folder, port)
    with create_app().app_context():
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
        log_access=False,
    ).serve()


@main.command()
@in_app
def migrate() -> None:
    """Bring the database to the tables this version needs."""
    upgrade()
    click.echo("The database is up to date.")


@main.group()
def barriers() -> None:
    """Barriers that people have reported."""


@barriers.command("list")
@in_app
def list_barriers() -> None:
    """What waits for an answer, the most urgent first."""
    for report in reports.all_open_reports():
        click.echo(f"{report.id}\tanswer by {report.due_at:%Y-%m-%d}\t{report.mail or 'no address'}\t{report.page or ''}")
        click.echo(f"\t{report.message}")


@barriers.command("answered")
@click.argument("number", type=int)
@in_app
def answered_barrier(number: int) -> None:
    """Note that a report was answered."""
    pages.answer_barrier(reports.any_report(number), by=OPERATOR, now=datetime.now(UTC))
    db.session.commit()
    click.echo(f"Report {number} is answered.")


if __name__ == "__main__":
    sys.exit(main())
