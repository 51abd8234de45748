"""What is known of people, for the data protection officer."""

import click

from challenge_hub.cli.frame import in_app, main
from challenge_hub.infrastructure.db import LANGUAGES
from challenge_hub.privacy import record
from challenge_hub.settings import Settings


@main.command()
@click.option("--language", type=click.Choice(LANGUAGES), default="de", show_default=True)
@in_app
def privacy(language: str) -> None:
    """Print the record of processing (Verzeichnis von Verarbeitungstätigkeiten) as Markdown, with the annexes of a
    contract on processing and the threshold sheet.
    """
    click.echo(record.written(language, Settings.from_environment()))
