"""Who may knock. Every view carries exactly one `open_to`; a test fails for a view without it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, current_app, g, redirect, request, url_for

from challenge_hub.access import Actor, Lack, Refused, Role, as_visitor

View = Callable[..., Any]

SIGN_IN = "accounts.sign_in"
"""The page a visitor is led to from a door that opens to people with an account."""

WAYS_ON = {None: SIGN_IN, Lack.PROOF: "accounts.second_step", Lack.FACTOR: "accounts.factors"}
"""Where somebody is led who lacks something, from a door that asks for it."""

PROVE_AGAIN = "accounts.prove_again"


def prepare_guards(app: Flask, who_asks: Callable[[], Actor], proved_lately: Callable[[], bool]) -> None:
    """`who_asks` finds out, once a request, who is behind it; `proved_lately` whether they showed it a moment ago."""
    app.extensions["who_asks"] = who_asks
    app.extensions["proved_lately"] = proved_lately

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
    """Let in who holds the role. Visitors at a door for people with an account are led to the sign-in, and who lacks a
    second factor to where it is shown or set up; what they typed is given back. For everybody else the page does not
    exist.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            actor = current_actor()
            if actor.has(role):
                if actor.lack and role is Role.ANYONE:
                    g.actor = as_visitor(actor)
                return view(*args, **kwargs)
            if actor.has(Role.SIGNED_IN) or role is Role.HALF:
                abort(404)
            if request.method not in ("GET", "HEAD"):
                raise Refused(f"lacks-{actor.lack}" if actor.lack else "signed-out")
            return redirect(url_for(WAYS_ON[actor.lack], next=request.full_path.rstrip("?")))

        guarded.open_to = role  # type: ignore[attr-defined]  # read by the test that walks all views
        return guarded

    return guard


def proved_lately(view: View) -> View:
    """Let in who showed a moment ago who they are, by signing in or once more; others are asked for it first."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if current_app.extensions["proved_lately"]():
            return view(*args, **kwargs)
        if request.method not in ("GET", "HEAD"):
            raise Refused("prove-again")
        return redirect(url_for(PROVE_AGAIN, next=request.full_path.rstrip("?")))

    return guarded
