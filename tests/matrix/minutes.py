"""Minutes: the jury reads every edition, chair and organisers write and publish, everybody reads what is public."""

from datetime import timedelta
from typing import Any

from challenge_hub.infrastructure.db import db
from challenge_hub.minutes import actions
from challenge_hub.minutes.models import MinutesEdition, SignedMinutes
from challenge_hub.minutes.queries.editions import minutes_room
from tests.cast import SPRING, World, actor

ROWS = """
# method endpoint own/foreign        visitor stranger member lead officer juror chair organiser operator
GET  minutes.editions     own       302 404 404 404 404 200 200 200 404
GET  minutes.editions     foreign   302 404 404 404 404 404 404 404 404
POST minutes.editions     own       403 404 404 404 404 422 422 422 404
POST minutes.editions     foreign   403 404 404 404 404 404 404 404 404
GET  minutes.edition      own       302 404 404 404 404 200 200 200 404
GET  minutes.edition      foreign   302 404 404 404 404 404 404 404 404
GET  minutes.edition_json own       302 404 404 404 404 200 200 200 404
GET  minutes.edition_json foreign   302 404 404 404 404 404 404 404 404
GET  minutes.edition_pdf  own       302 404 404 404 404 200 200 200 404
GET  minutes.edition_pdf  foreign   302 404 404 404 404 404 404 404 404
GET  minutes.publish      own       302 404 404 404 404 404 200 200 404
GET  minutes.publish      foreign   302 404 404 404 404 404 404 404 404
POST minutes.publish      own       403 404 404 404 404 404 422 422 404
POST minutes.publish      foreign   403 404 404 404 404 404 404 404 404
GET  minutes.unpublish    own       302 404 404 404 404 404 200 200 404
GET  minutes.unpublish    foreign   302 404 404 404 404 404 404 404 404
POST minutes.unpublish    own       403 404 404 404 404 404 422 422 404
POST minutes.unpublish    foreign   403 404 404 404 404 404 404 404 404
GET  minutes.signed       own       302 404 404 404 404 404 200 200 404
GET  minutes.signed       foreign   302 404 404 404 404 404 404 404 404
POST minutes.signed       own       403 404 404 404 404 404 422 422 404
POST minutes.signed       foreign   403 404 404 404 404 404 404 404 404
GET  minutes.scan         own       302 404 404 404 404 404 404 404 404
GET  minutes.scan         foreign   302 404 404 404 404 404 404 404 404
GET  minutes.show         own       404 *
GET  minutes.show         foreign   404 *
GET  minutes.show_json    own       404 *
GET  minutes.show_json    foreign   404 *
GET  minutes.show_pdf     own       404 *
GET  minutes.show_pdf     foreign   404 *
"""


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    """An edition of a closed round that is not public; its signed copy lies nowhere."""
    call = {"slug": world.call.slug}
    world.round.closed_at = SPRING
    db.session.flush()
    edition = _edition(world)
    if endpoint == "minutes.editions":
        return call
    if endpoint == "minutes.scan":
        sha256 = "0" * 64
        db.session.add(SignedMinutes(edition_id=edition.id, sha256=sha256, name="signed.pdf", uploaded_at=SPRING))
        db.session.flush()
        return {**call, "number": 1, "sha256": sha256}
    return {**call, "number": 1}


def _edition(world: World) -> MinutesEdition:
    organiser = actor(world["organiser"])
    room = minutes_room(organiser, world.call.slug, SPRING + timedelta(hours=1))
    return actions.write(room, remarks="", reason="", by=organiser, now=SPRING)
