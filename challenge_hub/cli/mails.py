"""Mails that were not sent."""

from datetime import UTC, datetime

import click

from challenge_hub.cli.frame import LARGEST_NUMBER, in_app, main
from challenge_hub.infrastructure import outbox_queue as queue
from challenge_hub.infrastructure.db import db
from challenge_hub.settings import Settings


@main.group()
def outbox() -> None:
    """Mails that wait to be sent, and those that were given up."""


@outbox.command("list")
@in_app
def list_outbox() -> None:
    """What was not sent, the oldest first: number, kind, recipient, state, and what went wrong last."""
    if Settings.from_environment().mail_url is None:
        click.echo("MAIL_URL is not set: mails wait here and are not sent.")
    for row in queue.all_unsent_rows():
        to = row.mail or f"person {row.person_id}"
        when = f"next at {row.due_at:%Y-%m-%d %H:%M} UTC" if row.due_at else "no next attempt"
        state = f"{queue.state_of(row)}, {row.attempts} attempts, {when}"
        click.echo("\t".join([str(row.id), row.kind, to, state, row.last_error or ""]).rstrip())


@outbox.command("retry")
@click.argument("number", type=click.IntRange(1, LARGEST_NUMBER))
@in_app
def retry_mail(number: int) -> None:
    """Try a mail again from the beginning, also one that was given up."""
    queue.retry(number, now=datetime.now(UTC))
    db.session.commit()
    click.echo(f"Mail {number} is due now.")
