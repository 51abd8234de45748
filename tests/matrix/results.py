"""Results: everybody reads them; chair and organisers prepare, teams get feedback, officers decide what follows."""

from typing import Any

from challenge_hub.calls.models import Prize
from challenge_hub.infrastructure.db import db
from tests.cast import World

ROWS = """
# method endpoint own/foreign          visitor stranger member lead officer juror chair organiser operator
GET  results.show            own       200 *
GET  results.show            foreign   200 *
GET  results.sheets          own       404 *
GET  results.sheets          foreign   404 *
GET  results.summary         own       404 *
GET  results.summary         foreign   404 *
GET  results.awards          own       302 404 404 404 404 404 200 200 404
GET  results.awards          foreign   302 404 404 404 404 404 404 404 404
POST results.awards          own       403 404 404 404 404 404 422 422 404
POST results.awards          foreign   403 404 404 404 404 404 404 404 404
GET  results.release         own       302 404 404 404 404 404 200 200 404
GET  results.release         foreign   302 404 404 404 404 404 404 404 404
POST results.release         own       403 404 404 404 404 404 200 200 404
POST results.release         foreign   403 404 404 404 404 404 404 404 404
POST results.hand_over       own       403 404 404 404 404 404 404 404 404
POST results.hand_over       foreign   403 404 404 404 404 404 404 404 404
POST results.send_back       own       403 404 404 404 404 404 302 302 404
POST results.send_back       foreign   403 404 404 404 404 404 404 404 404
GET  results.feedback_choice own       302 404 404 404 404 404 200 200 404
GET  results.feedback_choice foreign   302 404 404 404 404 404 404 404 404
POST results.feedback_choice own       403 404 404 404 404 404 302 302 404
POST results.feedback_choice foreign   403 404 404 404 404 404 404 404 404
GET  results.correction      own       302 404 404 404 404 404 404 404 404
GET  results.correction      foreign   302 404 404 404 404 404 404 404 404
POST results.correction      own       403 404 404 404 404 404 404 404 404
POST results.correction      foreign   403 404 404 404 404 404 404 404 404
POST results.release_correction own    403 404 404 404 404 404 404 404 404
POST results.release_correction foreign 403 404 404 404 404 404 404 404 404
POST results.return_correction own     403 404 404 404 404 404 302 302 404
POST results.return_correction foreign 403 404 404 404 404 404 404 404 404
GET  results.objection       own       302 404 200 200 404 404 404 404 404
GET  results.objection       foreign   302 404 404 404 404 404 404 404 404
POST results.objection       own       403 404 422 422 404 404 404 404 404
POST results.objection       foreign   403 404 404 404 404 404 404 404 404
GET  results.objections      own       302 404 404 404 404 404 200 200 404
GET  results.objections      foreign   302 404 404 404 404 404 404 404 404
GET  results.answer_objection own      302 404 404 404 404 404 404 404 404
GET  results.answer_objection foreign  302 404 404 404 404 404 404 404 404
POST results.answer_objection own      403 404 404 404 404 404 404 404 404
POST results.answer_objection foreign  403 404 404 404 404 404 404 404 404
GET  results.feedback        own       302 404 404 404 404 404 404 404 404
GET  results.feedback        foreign   302 404 404 404 404 404 404 404 404
GET  results.follow_up       own       302 404 404 404 200 404 404 404 404
GET  results.follow_up       foreign   302 404 404 404 404 404 404 404 404
POST results.follow_up       own       403 404 404 404 422 404 404 404 404
POST results.follow_up       foreign   403 404 404 404 404 404 404 404 404
GET  results.prize           own       302 404 404 404 200 404 404 404 404
GET  results.prize           foreign   302 404 404 404 404 404 404 404 404
POST results.prize           own       403 404 404 404 422 404 404 404 404
POST results.prize           foreign   403 404 404 404 404 404 404 404 404
POST results.confirm_prize   own       403 404 404 404 404 404 404 404 404
POST results.confirm_prize   foreign   403 404 404 404 404 404 404 404 404
GET  results.overview        own       302 404 404 404 404 404 404 200 404
GET  results.overview        foreign   302 404 404 404 404 404 404 404 404
GET  results.reminder        own       302 404 404 404 404 404 404 200 404
GET  results.reminder        foreign   302 404 404 404 404 404 404 404 404
POST results.reminder        own       403 404 404 404 404 404 404 403 404
POST results.reminder        foreign   403 404 404 404 404 404 404 404 404
"""


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    call, with_key = {"slug": world.call.slug}, {"slug": world.call.slug, "key": world.solution.key}
    keyed = {"results.sheets", "results.feedback_choice", "results.feedback", "results.follow_up", "results.objection"}
    if endpoint in ("results.prize", "results.confirm_prize"):
        facts = {"kind": "honour", "giver": "Town", "decider": "municipality"}
        db.session.add(Prize(call_id=world.call.id, position=1, name={"en": "Town's own"}, **facts))
        db.session.flush()
        return {**call, "position": 1}
    if endpoint == "results.answer_objection":
        return {**call, "objection_id": 2**30}
    if endpoint in ("results.correction", "results.release_correction", "results.return_correction"):
        return {**call, "number": 1}
    return with_key if endpoint in keyed else call
