"""Who runs the platform."""

from datetime import UTC, datetime

import click

from challenge_hub.access import OPERATOR
from challenge_hub.accounts import actions
from challenge_hub.accounts.queries import any_person_with_mail
from challenge_hub.cli.frame import in_app, main
from challenge_hub.infrastructure.db import db


@main.group()
def operator() -> None:
    """People who run the platform."""


@operator.command("grant")
@click.argument("mail")
@in_app
def grant_operator(mail: str) -> None:
    """Let the person with this confirmed address run the platform."""
    actions.make_operator(any_person_with_mail(mail), by=OPERATOR, now=datetime.now(UTC))
    db.session.commit()
    click.echo(f"{mail} runs the platform now.")


@operator.command("revoke")
@click.argument("mail")
@in_app
def revoke_operator(mail: str) -> None:
    """Take that back."""
    actions.dismiss_operator(any_person_with_mail(mail), by=OPERATOR, now=datetime.now(UTC))
    db.session.commit()
    click.echo(f"{mail} does not run the platform any more.")
