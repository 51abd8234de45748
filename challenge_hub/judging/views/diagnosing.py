"""What chair and organisers look at before they trust a ranking: each juror, single reviews, the event."""

from flask import render_template
from werkzeug.exceptions import NotFound

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.judging.flagged import FLAGGED
from challenge_hub.judging.queries import diagnosing as queries
from challenge_hub.judging.queries.rankings import ranking_seen
from challenge_hub.judging.queries.rooms import jury_room
from challenge_hub.judging.views.blueprint import asked_round, bp

JURORS_ON_A_PAGE = 25


@bp.get("/calls/<key:slug>/jury/diagnostics")
@open_to(Role.SIGNED_IN)
def diagnostics(slug: str) -> str:
    """From the stored ranking alone; nothing is computed here."""
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    seen, number = ranking_seen(room), page_number()
    if seen.ranking is None:
        return render_template("judging/diagnostics.html", room=room, seen=seen, page=None)
    page = queries.jurors_page(room, seen.ranking, number, size=JURORS_ON_A_PAGE)
    if number > max(1, page.pages):
        raise NotFound
    event = queries.event_seen(room, seen.ranking)
    return render_template("judging/diagnostics.html", room=room, seen=seen, page=page, event=event, flagged=FLAGGED)
