"""The frame of every command: the app around it, and refusals told in sentences."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

from challenge_hub.access import Refused
from challenge_hub.app import create_app
from challenge_hub.call_packages.rules.faults import PackageRefused
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.i18n import speaking

LARGEST_NUMBER = 2**31 - 1
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
            try:
                return command(*args, **kwargs)
            except PackageRefused:
                raise
            except Refused as refused:  # its sentence is known only here, inside the app
                with speaking("en"):
                    raise click.ClickException(str(sentence_for(refused.reason))) from None

    return told_plainly(inside)


@contextmanager
def running_app() -> Iterator[Flask]:
    """The app without a server; its connections are closed at the end, for no fork or exit may inherit them."""
    app = create_app()
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()
