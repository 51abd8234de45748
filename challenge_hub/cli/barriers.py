"""Barriers that people have reported."""

from datetime import UTC, datetime
from textwrap import indent

import click

from challenge_hub.access import OPERATOR
from challenge_hub.cli.frame import LARGEST_NUMBER, in_app, main
from challenge_hub.infrastructure.db import db
from challenge_hub.pages import actions as pages
from challenge_hub.pages import queries as reports


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
