"""Who runs the platform, and who lost their second factor."""

from datetime import UTC, datetime

import click

from challenge_hub.access import OPERATOR
from challenge_hub.accounts import actions, proving
from challenge_hub.accounts.queries import any_person_with_mail
from challenge_hub.cli.frame import in_app, main
from challenge_hub.infrastructure.db import db
from challenge_hub.privacy import actions as privacy


@main.group()
def operator() -> None:
    """People who run the platform."""


@main.group()
def factor() -> None:
    """Second factors of people who lost theirs."""


@main.group()
def account() -> None:
    """Accounts of people who ask by letter."""


@account.command("delete")
@click.argument("mail")
@in_app
def delete_account(mail: str) -> None:
    """Delete the account of the person with this confirmed address, after making sure that it is them; the same as they
    could do under "My data".
    """
    privacy.delete_account(any_person_with_mail(mail), by=OPERATOR, now=datetime.now(UTC))
    db.session.commit()
    click.echo("The account is deleted. A last mail says so.")


@factor.command("reset")
@click.argument("mail")
@in_app
def reset_factor(mail: str) -> None:
    """Remove every second factor of the person with this confirmed address, after making sure that it is them."""
    proving.reset_factors(any_person_with_mail(mail), by=OPERATOR, now=datetime.now(UTC))
    db.session.commit()
    click.echo(f"{mail} has no second factor any more, and was told so by mail.")


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
