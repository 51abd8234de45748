"""/.well-known/security.txt: where to report a weakness, in the form of RFC 9116."""

from datetime import timedelta

from flask import Flask, abort, current_app

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.guards import open_to
from challenge_hub.settings import Settings

HOLDS_FOR = timedelta(days=180)
"""The RFC wants less than a year."""


def prepare_security_contact(app: Flask) -> None:
    @app.get("/.well-known/security.txt")
    @open_to(Role.ANYONE)
    def security_contact() -> tuple[str, int, dict[str, str]]:
        settings: Settings = current_app.extensions["settings"]
        mail = settings.security_mail or settings.operator_mail
        if not mail:
            abort(404)
        until = (clock.now() + HOLDS_FOR).strftime("%Y-%m-%dT00:00:00Z")
        lines = (
            f"Contact: mailto:{mail}",
            f"Expires: {until}",
            "Preferred-Languages: de, en",
            f"Canonical: {settings.base_url}/.well-known/security.txt",
        )
        return "\n".join(lines) + "\n", 200, {"Content-Type": "text/plain; charset=utf-8"}
