"""The sitting jury: for whoever holds a declared seat; chair and organisers write down what happens."""

from typing import Any

from challenge_hub.infrastructure.db import db
from tests.cast import World
from tests.deliberation.sittings import a_sitting, a_trial

ROWS = """
# method endpoint own/foreign            visitor stranger member lead officer juror chair organiser operator
GET  deliberation.sittings       own       302 404 404 404 404 200 200 200 404
GET  deliberation.sittings       foreign   302 404 404 404 404 404 404 404 404
POST deliberation.sittings       own       403 404 404 404 404 403 422 422 404
POST deliberation.sittings       foreign   403 404 404 404 404 404 404 404 404
GET  deliberation.sitting        own       302 404 404 404 404 200 200 200 404
GET  deliberation.sitting        foreign   302 404 404 404 404 404 404 404 404
GET  deliberation.calendar       own       302 404 404 404 404 200 200 200 404
GET  deliberation.calendar       foreign   302 404 404 404 404 404 404 404 404
GET  deliberation.change         own       302 404 404 404 404 404 200 200 404
GET  deliberation.change         foreign   302 404 404 404 404 404 404 404 404
POST deliberation.change         own       403 404 404 404 404 404 422 422 404
POST deliberation.change         foreign   403 404 404 404 404 404 404 404 404
GET  deliberation.attendance     own       302 404 404 404 404 404 200 200 404
GET  deliberation.attendance     foreign   302 404 404 404 404 404 404 404 404
POST deliberation.mark           own       403 404 404 404 404 404 403 403 404
POST deliberation.mark           foreign   403 404 404 404 404 404 404 404 404
GET  deliberation.item           own       302 404 404 404 404 200 200 200 404
GET  deliberation.item           foreign   302 404 404 404 404 404 404 404 404
POST deliberation.call_item      own       403 404 404 404 404 404 302 302 404
POST deliberation.call_item      foreign   403 404 404 404 404 404 404 404 404
POST deliberation.move_item      own       403 404 404 404 404 404 302 302 404
POST deliberation.move_item      foreign   403 404 404 404 404 404 404 404 404
POST deliberation.arrange        own       403 404 404 404 404 404 302 302 404
POST deliberation.arrange        foreign   403 404 404 404 404 404 404 404 404
GET  deliberation.resolve        own       302 404 404 404 404 404 200 200 404
GET  deliberation.resolve        foreign   302 404 404 404 404 404 404 404 404
POST deliberation.resolve        own       403 404 404 404 404 404 422 422 404
POST deliberation.resolve        foreign   403 404 404 404 404 404 404 404 404
POST deliberation.take_back      own       403 404 404 404 404 404 403 403 404
POST deliberation.take_back      foreign   403 404 404 404 404 404 404 404 404
GET  deliberation.close          own       302 404 404 404 404 404 200 200 404
GET  deliberation.close          foreign   302 404 404 404 404 404 404 404 404
POST deliberation.close          own       403 404 404 404 404 404 302 403 404
POST deliberation.close          foreign   403 404 404 404 404 404 404 404 404
GET  deliberation.trial          own       302 404 404 404 404 200 200 200 404
GET  deliberation.trial          foreign   302 404 404 404 404 404 404 404 404
POST deliberation.set_up_trial   own       403 404 404 404 404 404 403 403 404
POST deliberation.set_up_trial   foreign   403 404 404 404 404 404 404 404 404
POST deliberation.drop_trial     own       403 404 404 404 404 404 403 403 404
POST deliberation.drop_trial     foreign   403 404 404 404 404 404 404 404 404
POST deliberation.begin_trial    own       403 404 404 404 404 404 403 403 404
POST deliberation.begin_trial    foreign   403 404 404 404 404 404 404 404 404
POST deliberation.end_trial      own       403 404 404 404 404 404 302 302 404
POST deliberation.end_trial      foreign   403 404 404 404 404 404 404 404 404
GET  deliberation.example        own       302 404 404 404 404 404 200 200 404
GET  deliberation.example        foreign   302 404 404 404 404 404 404 404 404
POST deliberation.example        own       403 404 404 404 404 404 403 403 404
POST deliberation.example        foreign   403 404 404 404 404 404 404 404 404
POST deliberation.drop_example   own       403 404 404 404 404 404 403 403 404
POST deliberation.drop_example   foreign   403 404 404 404 404 404 404 404 404
GET  deliberation.try_out        own       302 404 404 404 404 200 200 404 404
GET  deliberation.try_out        foreign   302 404 404 404 404 404 404 404 404
POST deliberation.try_out        own       403 404 404 404 404 422 422 404 404
POST deliberation.try_out        foreign   403 404 404 404 404 404 404 404 404
GET  deliberation.wording        own       302 404 404 404 404 404 200 200 404
GET  deliberation.wording        foreign   302 404 404 404 404 404 404 404 404
POST deliberation.wording        own       403 404 404 404 404 404 422 422 404
POST deliberation.wording        foreign   403 404 404 404 404 404 404 404 404
GET  deliberation.versions       own       302 404 404 404 404 200 200 200 404
GET  deliberation.versions       foreign   302 404 404 404 404 404 404 404 404
"""


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    """A sitting with the world's solution on its agenda, and a trial that is under way. Nobody has come yet."""
    call = {"slug": world.call.slug}
    if endpoint in ("deliberation.sittings", "deliberation.set_up_trial"):
        return call | ({} if endpoint.endswith("sittings") else _with_trial(world))
    if "trial" in endpoint or endpoint.rpartition(".")[2] in ("wording", "versions"):
        return call | _with_trial(world)
    if endpoint.rpartition(".")[2] in ("example", "drop_example", "try_out"):
        trial = a_trial(world)
        return {**call, "example_id": trial.examples[0].id}
    sitting = a_sitting(world)
    db.session.flush()
    more = {
        "mark": {"seat_id": world.seat.id},
        "item": {"item_number": 1},
        "call_item": {"item_number": 1},
        "move_item": {"item_number": 1},
        "take_back": {"resolution_number": 1},
    }
    return {**call, "number": sitting.number, **more.get(endpoint.rpartition(".")[2], {})}


def _with_trial(world: World) -> dict[str, Any]:
    a_trial(world)
    return {}
