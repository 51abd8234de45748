"""Showing, serving, sending, and bringing the database up to date."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import click
from flask_migrate import upgrade
from granian import Granian
from granian.constants import Interfaces

from challenge_hub.app import worker_of
from challenge_hub.cli.frame import in_app, main, running_app, told_plainly
from challenge_hub.cli.packages import take_in
from challenge_hub.demo import environment, story
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.worker import PAUSE
from challenge_hub.judging.actions.rankings import missing_asked
from challenge_hub.settings import Settings

FOLDER_OF_DEMO = Path("var/demo")
THREADS = 64
"""Requests a process holds at once. Many may wait for a slow sender; the pool says how many use the database."""


@main.command()
@click.option("--port", default=8000, show_default=True, help="Where to listen on this machine.")
@click.option("--host", default="127.0.0.1", show_default=True, help="An address of this machine alone.")
@click.option("--reset", is_flag=True, help="Begin anew; everything the demo holds is removed.")
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER_OF_DEMO, show_default=True)
@click.option("--only-prepare", is_flag=True, help="Fill the database and stop.")
@told_plainly
def demo(port: int, host: str, reset: bool, folder: Path, only_prepare: bool) -> None:
    """Show everything with a real event, on this machine alone."""
    environment.refuse_unless_loopback(host)
    environment.refuse_taken_port(host, port)
    if reset:
        environment.begin_anew(folder)
    environment.prepare_environment(folder, port)
    with running_app():
        upgrade()
        take_in(environment.EXAMPLE)
        story.fill(datetime.now(UTC))
        db.session.commit()
    if only_prepare:
        return
    click.echo(f"\n  Challenge Hub: http://localhost:{port}   (stop with Ctrl+C)\n")
    _serve("challenge_hub.demo.app:create_demo_app", host, port, workers=1)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the platform and send its mails; put a proxy that buffers requests in front of it."""
    _serve("challenge_hub.app:create_serving_app", host, port, workers=Settings.from_environment().workers)


def _serve(app: str, host: str, port: int, *, workers: int) -> None:
    Granian(
        app,
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=THREADS,
        log_access=False,
    ).serve()


@main.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
@told_plainly
def worker(once: bool) -> None:
    """Send mails, beside a server or without one. Any number may run at once."""
    with running_app() as app:
        working = worker_of(app)
        if once:
            click.echo(f"Worked on {working.once()} mails.")
            return
        click.echo("Working; stop with Ctrl+C.")
        working.work(Event(), pause=PAUSE)


@main.command()
@in_app
def migrate() -> None:
    """Bring the database to the tables this version needs, and have missing rankings computed."""
    upgrade()
    missing_asked(clock.now())
    db.session.commit()
    click.echo("The database is up to date.")
