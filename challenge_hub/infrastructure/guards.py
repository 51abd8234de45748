"""Who may knock. Every view carries exactly one `open_to`; a test fails for a view without it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, current_app, g, redirect, request, url_for

from challenge_hub.access import Actor, Refused, Role

View = Callable[..., Any]

SIGN_IN = "accounts.sign_in"
"""The page a visitor is led to from a door that opens to people with an account."""


def prepare_guards(app: Flask, who_asks: Callable[[], Actor]) -> None:
    """`who_asks` finds out, once a request, who is behind it."""
    app.extensions["who_asks"] = who_asks

    @app.context_processor
    def _the_viewer() -> dict[str, Any]:
        return {"viewer": current_actor()}


def current_actor() -> Actor:
    """Who asks: found out once a request."""
    if "actor" not in g:
        g.actor = current_app.extensions["who_asks"]()
    actor: Actor = g.actor
    return actor


def open_to(role: Role) -> Callable[[View], View]:
    """Let in who holds the role. Visitors at a door for people with an account are led to the sign-in; what they typed
    is given back. For everybody else the page does not exist.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            actor = current_actor()
            if actor.has(role):
                return view(*args, **kwargs)
            if actor.has(Role.SIGNED_IN):
                abort(404)
            if request.method not in ("GET", "HEAD"):
                raise Refused("signed-out")
            return redirect(url_for(SIGN_IN, next=request.full_path.rstrip("?")))

        guarded.open_to = role  # type: ignore[attr-defined]  # read by the test that walks all views
        return guarded

    return guard
