"""Where sign-in services send people back to: one address without a language, for it is registered there."""

from urllib.parse import urlencode

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.accounts import attempts
from challenge_hub.infrastructure.guards import open_to
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.settings import Settings


def prepare_return(app: Flask) -> None:
    @app.get("/sign-in/return/<int(max=2147483647):number>")
    @open_to(Role.ANYONE)
    def sign_in_return(number: int) -> Response:
        """On to the page in the language in which somebody set out, with all that the service sent along."""
        attempt = attempts.present()
        language = attempt.language if attempt else page_language()
        there = url_for("accounts.returned", number=number, language=language)
        query = urlencode(list(request.args.items(multi=True)))
        return redirect(f"{there}?{query}" if query else there)


def address_back(number: int) -> str:
    """The address to register at the service with this number."""
    settings: Settings = current_app.extensions["settings"]
    return f"{settings.base_url}/sign-in/return/{number}"
