"""Who may knock. Every view carries exactly one `open_to`; a test fails for a view without it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort

from challenge_hub.access import VISITOR, Actor, Role

View = Callable[..., Any]


def current_actor() -> Actor:
    """Who asks. Until people can sign in, everybody is a visitor."""
    return VISITOR


def open_to(role: Role) -> Callable[[View], View]:
    """Let in who holds the role; for everybody else the page does not exist."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_actor().has(role):
                abort(404)
            return view(*args, **kwargs)

        guarded.open_to = role  # type: ignore[attr-defined]  # read by the test that walks all views
        return guarded

    return guard
