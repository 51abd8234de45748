"""Pages kept for visitors without a session, until anybody changes anything.

The key of a kept page holds the number of the newest line of the trail: every act adds one, so no page outlives a
change, in whichever process it was made. Time makes pages old too (a phase begins, a day ends), hence the minute.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, g, request
from flask_caching import Cache
from werkzeug.wrappers import Response

MINUTE = 60
LONGEST_ADDRESS = 300

View = TypeVar("View", bound=Callable[..., Any])


def kept(view: View) -> View:
    """Mark a view whose page is the same for every visitor without a session. Never one with a form that posts."""
    view.kept = True  # type: ignore[attr-defined]
    return view


def prepare_page_cache(app: Flask, version: Callable[[], int]) -> None:
    """Answer from what is kept, keep what was built. `version` gives a number that grows with every change."""
    cache = Cache(app, config={"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": MINUTE, "CACHE_THRESHOLD": 500})

    @app.before_request
    def _from_cache() -> Response | None:
        if not _wanted(app):
            return None
        key = f"{version()} {request.full_path}"
        body = cache.get(key)
        if body is not None:
            return app.response_class(body, mimetype="text/html")
        g.page_key = key
        return None

    @app.after_request
    def _keep(response: Response) -> Response:
        # A page that repeats its nonce, or holds a form with its token, belongs to one visitor.
        is_for_all = "nonce" not in g and "csrf_token" not in g and "Set-Cookie" not in response.headers
        if "page_key" in g and response.status_code == 200 and is_for_all:
            cache.set(g.page_key, response.get_data())
        return response


def _wanted(app: Flask) -> bool:
    view = app.view_functions.get(request.endpoint or "")
    is_plain = request.method == "GET" and not request.cookies and len(request.full_path) <= LONGEST_ADDRESS
    return is_plain and getattr(view, "kept", False)
