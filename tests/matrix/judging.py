"""The jury's room: for whoever has a seat, and for the organisers of this very call."""

from typing import Any

from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.links import sign
from challenge_hub.judging.panels import Panel
from challenge_hub.judging.rules.jury import INVITATION
from tests import factories as make
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
GET  judging.rounds              own       302 404 404 404 404 404 200 200 404
GET  judging.rounds              foreign   302 404 404 404 404 404 404 404 404
POST judging.rounds              own       403 404 404 404 404 404 403 302 404
POST judging.rounds              foreign   403 404 404 404 404 404 404 404 404
GET  judging.edit_round          own       302 404 404 404 404 404 200 200 404
GET  judging.edit_round          foreign   302 404 404 404 404 404 404 404 404
POST judging.edit_round          own       403 404 404 404 404 404 409 409 404
POST judging.edit_round          foreign   403 404 404 404 404 404 404 404 404
POST judging.drop_round          own       403 404 404 404 404 404 403 403 404
POST judging.drop_round          foreign   403 404 404 404 404 404 404 404 404
GET  judging.panels              own       302 404 404 404 404 404 200 200 404
GET  judging.panels              foreign   302 404 404 404 404 404 404 404 404
POST judging.panels              own       403 404 404 404 404 404 422 422 404
POST judging.panels              foreign   403 404 404 404 404 404 404 404 404
POST judging.panels_by_theme     own       403 404 404 404 404 404 403 302 404
POST judging.panels_by_theme     foreign   403 404 404 404 404 404 404 404 404
GET  judging.edit_panel          own       302 404 404 404 404 404 200 200 404
GET  judging.edit_panel          foreign   302 404 404 404 404 404 404 404 404
POST judging.edit_panel          own       403 404 404 404 404 404 422 422 404
POST judging.edit_panel          foreign   403 404 404 404 404 404 404 404 404
POST judging.drop_panel          own       403 404 404 404 404 404 403 302 404
POST judging.drop_panel          foreign   403 404 404 404 404 404 404 404 404
GET  judging.shortlist           own       302 404 404 404 404 404 404 404 404
GET  judging.shortlist           foreign   302 404 404 404 404 404 404 404 404
POST judging.shortlist           own       403 404 404 404 404 404 404 404 404
POST judging.shortlist           foreign   403 404 404 404 404 404 404 404 404
GET  judging.tandem              own       302 404 404 404 200 404 404 404 404
GET  judging.tandem              foreign   302 404 404 404 404 404 404 404 404
POST judging.tandem              own       403 404 404 404 422 404 404 404 404
POST judging.tandem              foreign   403 404 404 404 404 404 404 404 404
POST judging.release_tandem      own       403 404 404 404 403 404 404 404 404
POST judging.release_tandem      foreign   403 404 404 404 404 404 404 404 404
POST judging.empty_shortlist     own       403 404 404 404 404 404 404 404 404
POST judging.empty_shortlist     foreign   403 404 404 404 404 404 404 404 404
POST judging.tell_teams          own       403 404 404 404 404 404 404 404 404
POST judging.tell_teams          foreign   403 404 404 404 404 404 404 404 404
GET  judging.capacity            own       302 404 404 404 404 404 200 200 404
GET  judging.capacity            foreign   302 404 404 404 404 404 404 404 404
GET  judging.expertise           own       302 404 404 404 404 404 200 200 404
GET  judging.expertise           foreign   302 404 404 404 404 404 404 404 404
POST judging.expertise           own       403 404 404 404 404 404 302 302 404
POST judging.expertise           foreign   403 404 404 404 404 404 404 404 404
GET  judging.own_expertise       own       302 404 404 404 404 200 200 404 404
GET  judging.own_expertise       foreign   302 404 404 404 404 404 404 404 404
POST judging.own_expertise       own       403 404 404 404 404 302 302 404 404
POST judging.own_expertise       foreign   403 404 404 404 404 404 404 404 404
GET  judging.plan                own       302 404 404 404 404 404 200 200 404
GET  judging.plan                foreign   302 404 404 404 404 404 404 404 404
POST judging.plan                own       403 404 404 404 404 404 422 422 404
POST judging.plan                foreign   403 404 404 404 404 404 404 404 404
POST judging.publish_plan        own       403 404 404 404 404 404 403 403 404
POST judging.publish_plan        foreign   403 404 404 404 404 404 404 404 404
POST judging.everything          own       403 404 404 404 404 404 403 403 404
POST judging.everything          foreign   403 404 404 404 404 404 404 404 404
GET  judging.settle              own       302 404 404 404 404 404 404 404 404
GET  judging.settle              foreign   302 404 404 404 404 404 404 404 404
POST judging.settle              own       403 404 404 404 404 404 404 404 404
POST judging.settle              foreign   403 404 404 404 404 404 404 404 404
GET  judging.diagnostics         own       302 404 404 404 404 404 200 200 404
GET  judging.diagnostics         foreign   302 404 404 404 404 404 404 404 404
GET  judging.contenders          own       302 404 404 404 404 404 200 200 404
GET  judging.contenders          foreign   302 404 404 404 404 404 404 404 404
POST judging.contenders          own       403 404 404 404 404 404 422 422 404
POST judging.contenders          foreign   403 404 404 404 404 404 404 404 404
GET  judging.returned            own       302 404 404 404 404 404 200 200 404
GET  judging.returned            foreign   302 404 404 404 404 404 404 404 404
POST judging.replace_review      own       403 404 404 404 404 404 403 403 404
POST judging.replace_review      foreign   403 404 404 404 404 404 404 404 404
GET  judging.progress            own       302 404 404 404 404 404 200 200 404
GET  judging.progress            foreign   302 404 404 404 404 404 404 404 404
GET  judging.remind              own       302 404 404 404 404 404 200 200 404
GET  judging.remind              foreign   302 404 404 404 404 404 404 404 404
POST judging.remind              own       403 404 404 404 404 404 403 403 404
POST judging.remind              foreign   403 404 404 404 404 404 404 404 404
GET  judging.ranking             own       302 404 404 404 404 404 200 200 404
GET  judging.ranking             foreign   302 404 404 404 404 404 404 404 404
GET  judging.recompute           own       302 404 404 404 404 404 200 200 404
GET  judging.recompute           foreign   302 404 404 404 404 404 404 404 404
POST judging.recompute           own       403 404 404 404 404 404 302 302 404
POST judging.recompute           foreign   403 404 404 404 404 404 404 404 404
GET  judging.recompute_file      own       302 404 404 404 404 404 404 404 404
GET  judging.recompute_file      foreign   302 404 404 404 404 404 404 404 404
GET  judging.why                 own       302 404 404 404 404 404 404 404 404
GET  judging.why                 foreign   302 404 404 404 404 404 404 404 404
GET  judging.versions            own       302 404 404 404 404 404 200 200 404
GET  judging.versions            foreign   302 404 404 404 404 404 404 404 404
GET  judging.sheets              own       302 404 404 404 404 404 200 200 404
GET  judging.sheets              foreign   302 404 404 404 404 404 404 404 404
GET  judging.conflicts           own       302 404 404 404 404 404 200 200 404
GET  judging.conflicts           foreign   302 404 404 404 404 404 404 404 404
GET  judging.decide              own       302 404 404 404 404 404 404 404 404
GET  judging.decide              foreign   302 404 404 404 404 404 404 404 404
POST judging.decide              own       403 404 404 404 404 404 404 404 404
POST judging.decide              foreign   403 404 404 404 404 404 404 404 404
GET  judging.own_conflict        own       302 404 404 404 404 404 200 200 404
GET  judging.own_conflict        foreign   302 404 404 404 404 404 404 404 404
POST judging.own_conflict        own       403 404 404 404 404 404 422 422 404
POST judging.own_conflict        foreign   403 404 404 404 404 404 404 404 404
GET  judging.officer_conflict    own       302 404 404 404 200 404 404 404 404
GET  judging.officer_conflict    foreign   302 404 404 404 404 404 404 404 404
POST judging.officer_conflict    own       403 404 404 404 422 404 404 404 404
POST judging.officer_conflict    foreign   403 404 404 404 404 404 404 404 404
GET  judging.hints               own       302 404 404 404 404 404 200 200 404
GET  judging.hints               foreign   302 404 404 404 404 404 404 404 404
GET  judging.hint                own       302 404 404 404 404 404 200 200 404
GET  judging.hint                foreign   302 404 404 404 404 404 404 404 404
POST judging.hint                own       403 404 404 404 404 404 422 422 404
POST judging.hint                foreign   403 404 404 404 404 404 404 404 404
GET  judging.copies              own       302 404 404 404 404 404 404 404 404
GET  judging.copies              foreign   302 404 404 404 404 404 404 404 404
GET  judging.redact              own       302 404 404 404 404 404 404 404 404
GET  judging.redact              foreign   302 404 404 404 404 404 404 404 404
POST judging.redact              own       403 404 404 404 404 404 404 404 404
POST judging.redact              foreign   403 404 404 404 404 404 404 404 404
POST judging.release_copy        own       403 404 404 404 404 404 404 404 404
POST judging.release_copy        foreign   403 404 404 404 404 404 404 404 404
POST judging.add_redacted_file   own       403 404 404 404 404 404 404 404 404
POST judging.add_redacted_file   foreign   403 404 404 404 404 404 404 404 404
POST judging.remove_redacted_file own      403 404 404 404 404 404 404 404 404
POST judging.remove_redacted_file foreign  403 404 404 404 404 404 404 404 404
GET  judging.redacted_file       own       302 404 404 404 404 404 404 404 404
GET  judging.redacted_file       foreign   302 404 404 404 404 404 404 404 404
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
GET  judging.own_order           own       302 404 404 404 404 404 404 404 404
GET  judging.own_order           foreign   302 404 404 404 404 404 404 404 404
POST judging.put_in_order        own       403 404 404 404 404 403 403 404 404
POST judging.put_in_order        foreign   403 404 404 404 404 404 404 404 404
POST judging.take_back_order     own       403 404 404 404 404 403 403 404 404
POST judging.take_back_order     foreign   403 404 404 404 404 404 404 404 404
GET  judging.hand_back           own       302 404 404 404 404 404 404 404 404
GET  judging.hand_back           foreign   302 404 404 404 404 404 404 404 404
POST judging.hand_back           own       403 404 404 404 404 404 404 404 404
POST judging.hand_back           foreign   403 404 404 404 404 404 404 404 404
GET  judging.tables              own       302 404 404 404 404 404 200 200 404
GET  judging.tables              foreign   302 404 404 404 404 404 404 404 404
POST judging.tables              own       403 404 404 404 404 404 302 302 404
POST judging.tables              foreign   403 404 404 404 404 404 404 404 404
GET  judging.codes               own       302 404 404 404 404 404 200 200 404
GET  judging.codes               foreign   302 404 404 404 404 404 404 404 404
GET  judging.board               own       302 404 404 404 404 404 200 200 404
GET  judging.board               foreign   302 404 404 404 404 404 404 404 404
GET  judging.papers              own       302 404 404 404 404 404 200 200 404
GET  judging.papers              foreign   302 404 404 404 404 404 404 404 404
GET  judging.enter_paper         own       302 404 404 404 404 404 200 200 404
GET  judging.enter_paper         foreign   302 404 404 404 404 404 404 404 404
POST judging.enter_paper         own       403 404 404 404 404 404 403 403 404
POST judging.enter_paper         foreign   403 404 404 404 404 404 404 404 404
GET  judging.tour                own       302 404 404 404 404 200 200 404 404
GET  judging.tour                foreign   302 404 404 404 404 404 404 404 404
GET  judging.table               own       302 404 404 404 404 404 404 404 404
GET  judging.table               foreign   302 404 404 404 404 404 404 404 404
POST judging.table               own       403 404 404 404 404 404 404 404 404
POST judging.table               foreign   403 404 404 404 404 404 404 404 404
GET  judging.invitation          own       200 *
GET  judging.invitation          foreign   200 *
POST judging.invitation          own       403 *
POST judging.invitation          foreign   403 *
GET  judging.decline             own       200 *
GET  judging.decline             foreign   200 *
POST judging.decline             own       403 *
POST judging.decline             foreign   403 *
"""


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    """The seat is the juror's, whose invitation is used up. Nothing is assigned, and no conflict is declared; everybody
    has an address at example.org, which hints at one. No round is anonymised, so there are no copies.
    No ranking is stored, so nothing is too close to call.
    """
    call, key, seat = {"slug": world.call.slug}, {"key": world.solution.key}, {"seat_id": world.seat.id}
    word = {"token": sign(INVITATION, juror=world.seat.id)}
    if endpoint in ("judging.tandem", "judging.release_tandem"):
        make.a_round(world.call, number=2, has_shortlist=True, tandem_with_id=world.municipality.id)
        return {**call, "number": 2}
    own = {
        "judging.edit_round": {**call, "number": 1},
        "judging.settle": {**call, "after": 1},
        "judging.drop_round": {**call, "number": 1},
        "judging.shortlist": {**call, "number": 1},
        "judging.empty_shortlist": {**call, "number": 1},
        "judging.tell_teams": {**call, "number": 1},
        "judging.resend": {**call, **seat},
        "judging.withdraw_invitation": {**call, **seat},
        "judging.replace": {**call, **seat},
        "judging.expertise": {**call, **seat},
        "judging.sheets": {**call, **key},
        "judging.why": {**call, **key},
        "judging.solution": {**call, **key},
        "judging.replace_review": {**call, **key},
        "judging.review": {**call, **key},
        "judging.table": {**call, **key},
        "judging.enter_paper": {**call, **seat},
        "judging.hand_back": {**call, **key},
        "judging.file": {**call, **key, "sha256": "0" * 64},
        "judging.decide": {**call, "conflict_id": 2**30},
        "judging.hint": {**call, **key, **seat},
        "judging.redact": {**call, **key},
        "judging.release_copy": {**call, **key},
        "judging.add_redacted_file": {**call, **key},
        "judging.remove_redacted_file": {**call, **key, "sha256": "0" * 64},
        "judging.redacted_file": {**call, **key, "sha256": "0" * 64},
        "judging.invitation": word,
        "judging.decline": word,
    }
    if endpoint in ("judging.edit_panel", "judging.drop_panel"):
        return {**call, "panel_id": _panel(world).id}
    return own.get(endpoint, call)


def _panel(world: World) -> Panel:
    panel = Panel(round_id=world.round.id, position=1, name="Town")
    db.session.add(panel)
    db.session.flush()
    return panel
