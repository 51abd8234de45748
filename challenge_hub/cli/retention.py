"""What is over goes."""

from datetime import UTC, datetime

import click

from challenge_hub.cli.frame import in_app, main
from challenge_hub.infrastructure.db import db
from challenge_hub.privacy.retention import run


@main.command()
@click.option("--dry-run", is_flag=True, help="only say what would go")
@in_app
def retention(dry_run: bool) -> None:
    """Remove what is older than the settings and calls say; offer files of calls to the archive. The worker does the
    same once a day.
    """
    done = run(datetime.now(UTC))
    if dry_run:
        db.session.rollback()
    else:
        db.session.commit()
    for line in done:
        click.echo(f"{line.many}\t{line.kind}")
    click.echo("Nothing was changed." if dry_run else "Done.")
