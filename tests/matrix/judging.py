"""The jury's room: for whoever has a seat, and for the organisers of this very call."""

from typing import Any

from challenge_hub.infrastructure.links import sign
from challenge_hub.judging.rules.jury import INVITATION
from tests.cast import World

ROWS = """
# method endpoint own/foreign            visitor stranger member lead officer juror chair organiser operator
GET  judging.jury                own       302 404 404 404 404 404 200 200 404
GET  judging.jury                foreign   302 404 404 404 404 404 404 404 404
POST judging.jury                own       403 404 404 404 404 404 422 422 404
POST judging.jury                foreign   403 404 404 404 404 404 404 404 404
POST judging.resend              own       403 404 404 404 404 404 403 403 404
POST judging.resend              foreign   403 404 404 404 404 404 404 404 404
POST judging.withdraw_invitation own       403 404 404 404 404 404 403 403 404
POST judging.withdraw_invitation foreign   403 404 404 404 404 404 404 404 404
GET  judging.replace             own       302 404 404 404 404 404 200 200 404
GET  judging.replace             foreign   302 404 404 404 404 404 404 404 404
POST judging.replace             own       403 404 404 404 404 404 422 422 404
POST judging.replace             foreign   403 404 404 404 404 404 404 404 404
GET  judging.plan                own       302 404 404 404 404 404 200 200 404
GET  judging.plan                foreign   302 404 404 404 404 404 404 404 404
POST judging.plan                own       403 404 404 404 404 404 422 422 404
POST judging.plan                foreign   403 404 404 404 404 404 404 404 404
POST judging.publish_plan        own       403 404 404 404 404 404 403 403 404
POST judging.publish_plan        foreign   403 404 404 404 404 404 404 404 404
POST judging.everything          own       403 404 404 404 404 404 403 403 404
POST judging.everything          foreign   403 404 404 404 404 404 404 404 404
GET  judging.progress            own       302 404 404 404 404 404 200 200 404
GET  judging.progress            foreign   302 404 404 404 404 404 404 404 404
GET  judging.remind              own       302 404 404 404 404 404 200 200 404
GET  judging.remind              foreign   302 404 404 404 404 404 404 404 404
POST judging.remind              own       403 404 404 404 404 404 403 403 404
POST judging.remind              foreign   403 404 404 404 404 404 404 404 404
GET  judging.ranking             own       302 404 404 404 404 404 200 200 404
GET  judging.ranking             foreign   302 404 404 404 404 404 404 404 404
GET  judging.sheets              own       302 404 404 404 404 404 200 200 404
GET  judging.sheets              foreign   302 404 404 404 404 404 404 404 404
GET  judging.conflicts           own       302 404 404 404 404 404 200 200 404
GET  judging.conflicts           foreign   302 404 404 404 404 404 404 404 404
GET  judging.lift                own       302 404 404 404 404 404 404 404 404
GET  judging.lift                foreign   302 404 404 404 404 404 404 404 404
POST judging.lift                own       403 404 404 404 404 404 404 404 404
POST judging.lift                foreign   403 404 404 404 404 404 404 404 404
GET  judging.close               own       302 404 404 404 404 404 200 200 404
GET  judging.close               foreign   302 404 404 404 404 404 404 404 404
POST judging.close               own       403 404 404 404 404 404 302 403 404
POST judging.close               foreign   403 404 404 404 404 404 404 404 404
GET  judging.reopen              own       302 404 404 404 404 404 200 200 404
GET  judging.reopen              foreign   302 404 404 404 404 404 404 404 404
POST judging.reopen              own       403 404 404 404 404 404 422 422 404
POST judging.reopen              foreign   403 404 404 404 404 404 404 404 404
GET  judging.solution            own       302 404 404 404 404 404 200 200 404
GET  judging.solution            foreign   302 404 404 404 404 404 404 404 404
GET  judging.file                own       302 404 404 404 404 404 404 404 404
GET  judging.file                foreign   302 404 404 404 404 404 404 404 404
GET  judging.desk                own       302 404 404 404 404 200 200 404 404
GET  judging.desk                foreign   302 404 404 404 404 404 404 404 404
GET  judging.declare             own       302 404 404 404 404 403 403 404 404
GET  judging.declare             foreign   302 404 404 404 404 404 404 404 404
POST judging.declare             own       403 404 404 404 404 403 403 404 404
POST judging.declare             foreign   403 404 404 404 404 404 404 404 404
GET  judging.review              own       302 404 404 404 404 404 404 404 404
GET  judging.review              foreign   302 404 404 404 404 404 404 404 404
POST judging.review              own       403 404 404 404 404 404 404 404 404
POST judging.review              foreign   403 404 404 404 404 404 404 404 404
GET  judging.hand_back           own       302 404 404 404 404 404 404 404 404
GET  judging.hand_back           foreign   302 404 404 404 404 404 404 404 404
POST judging.hand_back           own       403 404 404 404 404 404 404 404 404
POST judging.hand_back           foreign   403 404 404 404 404 404 404 404 404
GET  judging.invitation          own       200 *
POST judging.invitation          own       403 *
GET  judging.decline             own       200 *
POST judging.decline             own       403 *
"""


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    """The seat is the juror's, whose invitation is used up. Nothing is assigned, and no conflict is declared."""
    call, key, seat = {"slug": world.call.slug}, {"key": world.solution.key}, {"seat_id": world.seat.id}
    word = {"token": sign(INVITATION, juror=world.seat.id)}
    own = {
        "judging.resend": {**call, **seat},
        "judging.withdraw_invitation": {**call, **seat},
        "judging.replace": {**call, **seat},
        "judging.sheets": {**call, **key},
        "judging.solution": {**call, **key},
        "judging.review": {**call, **key},
        "judging.hand_back": {**call, **key},
        "judging.file": {**call, **key, "sha256": "0" * 64},
        "judging.lift": {**call, "conflict_id": 2**30},
        "judging.invitation": word,
        "judging.decline": word,
    }
    return own.get(endpoint, call)
