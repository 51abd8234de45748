"""What is kept of oneself: everybody has their own alone."""

from typing import Any

from tests.cast import World

ROWS = """
# method endpoint own/foreign      visitor stranger member lead officer juror chair organiser operator
GET  privacy.mine        own       302 200 200 200 200 200 200 200 200
POST privacy.ask_export  own       403 302 302 302 302 302 302 302 302
GET  privacy.export      own       302 404 404 404 404 404 404 404 404
GET  privacy.deletion    own       302 200 200 200 200 200 200 200 200
POST privacy.deletion    own       403 422 422 422 422 422 422 422 422
"""


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    return {}
