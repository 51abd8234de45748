"""What is kept of oneself: everybody has their own alone. The file of a call is its organisers' business."""

from typing import Any

from tests.cast import World

ROWS = """
# method endpoint own/foreign      visitor stranger member lead officer juror chair organiser operator
GET  privacy.mine        own       302 200 200 200 200 200 200 200 200
POST privacy.ask_export  own       403 302 302 302 302 302 302 302 302
GET  privacy.export      own       302 404 404 404 404 404 404 404 404
GET  privacy.deletion    own       302 200 200 200 200 200 200 200 200
POST privacy.deletion    own       403 422 422 422 422 422 422 422 422
GET  privacy.call        own       200 *
GET  privacy.call        foreign   200 *
GET  privacy.file        own       302 404 404 404 404 404 404 200 404
GET  privacy.file        foreign   302 404 404 404 404 404 404 404 404
POST privacy.file        own       403 404 404 404 404 404 404 422 404
POST privacy.file        foreign   403 404 404 404 404 404 404 404 404
POST privacy.case        own       403 404 404 404 404 404 404 403 404
POST privacy.case        foreign   403 404 404 404 404 404 404 404 404
GET  privacy.research    own       302 404 404 404 404 404 404 200 404
GET  privacy.research    foreign   302 404 404 404 404 404 404 404 404
POST privacy.research    own       403 404 404 404 404 404 404 422 404
POST privacy.research    foreign   403 404 404 404 404 404 404 404 404
POST privacy.take_research own     403 404 404 404 404 404 404 404 404
POST privacy.take_research foreign 403 404 404 404 404 404 404 404 404
"""


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    if endpoint == "privacy.take_research":
        return {"slug": world.call.slug, "number": 2**30}
    of_call = ("privacy.file", "privacy.case", "privacy.call", "privacy.research")
    return {"slug": world.call.slug} if endpoint in of_call else {}
