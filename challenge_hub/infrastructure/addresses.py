"""What may stand in an address, and the address of the page that is being shown.

Keys are small letters, digits and hyphens; anything else is no address of ours.
"""

import re
from collections.abc import Callable
from urllib.parse import urlencode

from flask import Flask, request, url_for
from werkzeug.routing import BaseConverter

KEY = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class KeyConverter(BaseConverter):
    """<key:slug> in a route."""

    regex = KEY


def prepare_addresses(app: Flask) -> None:
    app.url_map.converters["key"] = KeyConverter


def own_address(wanted: str | None) -> str | None:
    """An address of our own that somebody asked to go on to; None for anything that could lead elsewhere."""
    return wanted if wanted and re.match(r"/(de|en)/[^\\\s]*\Z", wanted) else None


def this_page(endpoint: str, *, language: str, build: Callable[..., str] = url_for, **changes: str | None) -> str:
    """The address of this page in a language, its query kept but for the changes; None leaves a word out.

    `build` makes the path as `url_for` does. What a visitor typed into the query never reaches it: there some words
    have a meaning of their own.
    """
    asked = [(name, value) for name, value in request.args.items(multi=True) if name not in changes]
    asked += [(name, value) for name, value in changes.items() if value is not None]
    path = build(endpoint, **{**(request.view_args or {}), "language": language})
    path = path.partition("?")[0]  # what a blueprint carries on by itself stands in `asked` already
    return f"{path}?{urlencode(asked)}" if asked else path
