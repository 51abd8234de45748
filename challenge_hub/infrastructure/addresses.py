"""What may stand in an address: keys of small letters, digits and hyphens. Anything else is no address of ours."""

from flask import Flask
from werkzeug.routing import BaseConverter

KEY = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class KeyConverter(BaseConverter):
    """<key:slug> in a route."""

    regex = KEY


def prepare_addresses(app: Flask) -> None:
    app.url_map.converters["key"] = KeyConverter
