"""Drafts, versions and files of a team, and the formal pre-check of the organisers."""

from typing import Any

from tests.cast import World

ROWS = """
# method endpoint own/foreign            visitor stranger member lead officer juror chair organiser operator
GET  solutions.begin             own       302 200 200 200 200 200 200 200 200
POST solutions.begin             own       403 422 422 422 422 422 422 422 422
GET  solutions.begin             foreign   302 200 200 200 200 200 200 200 200
POST solutions.begin             foreign   403 422 422 422 422 422 422 422 422
GET  solutions.overview          own       302 404 200 200 404 404 404 404 404
GET  solutions.overview          foreign   302 404 404 404 404 404 404 404 404
GET  solutions.edit              own       302 404 200 200 404 404 404 404 404
POST solutions.edit              own       403 404 422 422 404 404 404 404 404
GET  solutions.edit              foreign   302 404 404 404 404 404 404 404 404
POST solutions.edit              foreign   403 404 404 404 404 404 404 404 404
GET  solutions.files             own       302 404 200 200 404 404 404 404 404
POST solutions.files             own       403 404 422 422 404 404 404 404 404
GET  solutions.files             foreign   302 404 404 404 404 404 404 404 404
POST solutions.files             foreign   403 404 404 404 404 404 404 404 404
POST solutions.file_description  own       403 404 404 404 404 404 404 404 404
POST solutions.file_description  foreign   403 404 404 404 404 404 404 404 404
POST solutions.file_removal      own       403 404 404 404 404 404 404 404 404
POST solutions.file_removal      foreign   403 404 404 404 404 404 404 404 404
POST solutions.file_position     own       403 404 404 404 404 404 404 404 404
POST solutions.file_position     foreign   403 404 404 404 404 404 404 404 404
GET  solutions.own_file          own       302 404 404 404 404 404 404 404 404
GET  solutions.own_file          foreign   302 404 404 404 404 404 404 404 404
GET  solutions.submission        own       302 404 200 200 404 404 404 404 404
POST solutions.submission        own       403 404 422 422 404 404 404 404 404
GET  solutions.submission        foreign   302 404 404 404 404 404 404 404 404
POST solutions.submission        foreign   403 404 404 404 404 404 404 404 404
GET  solutions.withdrawal        own       302 404 200 200 404 404 404 404 404
POST solutions.withdrawal        own       403 404 302 302 404 404 404 404 404
GET  solutions.withdrawal        foreign   302 404 404 404 404 404 404 404 404
POST solutions.withdrawal        foreign   403 404 404 404 404 404 404 404 404
GET  solutions.receipt           own       302 404 200 200 404 404 404 404 404
GET  solutions.receipt           foreign   302 404 404 404 404 404 404 404 404
GET  solutions.adaptation        own       302 404 404 404 404 404 404 404 404
POST solutions.adaptation        own       403 404 404 404 404 404 404 404 404
GET  solutions.adaptation        foreign   302 404 404 404 404 404 404 404 404
POST solutions.adaptation        foreign   403 404 404 404 404 404 404 404 404
GET  solutions.adapted           own       404 *
GET  solutions.adapted           foreign   404 *
GET  solutions.adapted_file      own       404 *
GET  solutions.adapted_file      foreign   404 *
GET  solutions.pre_check         own       302 404 404 404 404 404 404 200 404
GET  solutions.pre_check         foreign   302 404 404 404 404 404 404 404 404
GET  solutions.finding           own       302 404 404 404 404 404 404 200 404
POST solutions.finding           own       403 404 404 404 404 404 404 422 404
GET  solutions.finding           foreign   302 404 404 404 404 404 404 404 404
POST solutions.finding           foreign   403 404 404 404 404 404 404 404 404
GET  solutions.admission         own       302 404 404 404 404 404 404 200 404
POST solutions.admission         own       403 404 404 404 404 404 404 403 404
GET  solutions.admission         foreign   302 404 404 404 404 404 404 404 404
POST solutions.admission         foreign   403 404 404 404 404 404 404 404 404
GET  solutions.checked_file      own       302 404 404 404 404 404 404 404 404
GET  solutions.checked_file      foreign   302 404 404 404 404 404 404 404 404
"""


FILES = ("solutions.own_file", "solutions.checked_file", "solutions.adapted_file")


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    call, key, file = {"slug": world.call.slug}, {"key": world.solution.key}, {"sha256": "0" * 64}
    if endpoint in ("solutions.pre_check", "solutions.admission"):
        return call
    if endpoint == "solutions.begin":
        return {**call, "key": world.challenge.key}
    if endpoint.startswith("solutions.file_") or endpoint in FILES:
        return {**call, **key, **file}
    return {**call, **key, "number": 1} if endpoint == "solutions.receipt" else {**call, **key}
