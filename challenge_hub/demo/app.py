"""create_demo_app: the ordinary app, with doors, a mailbox, and a worker that fills it."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from challenge_hub.app import FOLLOWERS, LOOPBACK, WORKS, create_app
from challenge_hub.demo import views
from challenge_hub.demo.people import PEOPLE
from challenge_hub.infrastructure.db import LANGUAGES
from challenge_hub.infrastructure.mail_transport import Folder
from challenge_hub.infrastructure.worker import Worker
from challenge_hub.settings import Settings

PAUSE = 1.0
"""A newcomer who waits for a mail looks into the mailbox at once."""


def create_demo_app() -> Flask:
    """What the server of `challenge-hub demo` loads."""
    app = open_doors(create_app())
    demo_worker(app).start(pause=PAUSE)
    return app


def open_doors(app: Flask) -> Flask:
    """Add what only the demonstration has. An app that is known under the name of another machine is refused."""
    settings: Settings = app.extensions["settings"]
    if urlsplit(settings.base_url).hostname not in LOOPBACK:
        raise SystemExit("The demo runs on this machine only.")
    app.extensions["demo_mailbox"] = settings.data_dir / "mailbox"
    app.register_blueprint(views.bp, url_prefix=f"/<any({', '.join(LANGUAGES)}):language>/demo")

    @app.context_processor
    def _doors() -> dict[str, Any]:
        return {"demo_doors": PEOPLE}

    return app


def demo_worker(app: Flask) -> Worker:
    """Mails go into the mailbox, whatever the settings say."""
    return Worker(app, Folder(app.extensions["demo_mailbox"]), FOLLOWERS, WORKS)
