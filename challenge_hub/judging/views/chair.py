"""What chair and organisers look at and decide: sheets, the end of a round."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.judging.actions import closing
from challenge_hub.judging.forms import ReopenForm
from challenge_hub.judging.queries import plans, seats
from challenge_hub.judging.queries import sheets as sheet_queries
from challenge_hub.judging.queries.rooms import criteria_of, jury_room
from challenge_hub.judging.views.blueprint import asked_round, bp
from challenge_hub.results import queries as results


@bp.get("/calls/<key:slug>/jury/ranking/<key:key>")
@open_to(Role.SIGNED_IN)
def sheets(slug: str, key: str) -> str:
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    solution, found = sheet_queries.sheets_for(room, key)
    return render_template(
        "judging/sheets.html", room=room, solution=solution, sheets=found, criteria=criteria_of(room.judged)
    )


@bp.route("/calls/<key:slug>/jury/closing", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def close(slug: str) -> str | Response:
    """Lists what is not finished before it asks."""
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    if request.method == "POST":
        closing.close_round(room, by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The round is closed."), "success")
        return redirect(url_for(".ranking", slug=slug))
    waiting = [line for line in plans.progress_for(room).jurors if line[1] < line[2]]
    has_chair = seats.has_chair(room.call.id)
    return render_template("judging/close.html", room=room, waiting=waiting, has_chair=has_chair)


@bp.route("/calls/<key:slug>/jury/reopening", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def reopen(slug: str) -> str | Response | tuple[str, int]:
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    form = ReopenForm()
    if form.validate_on_submit():
        is_published = results.has_results(viewer, room.call.id, clock.now())
        closing.reopen_round(room, reason=str(form.reason.data), is_published=is_published, by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The round is open again."), "success")
        return redirect(url_for(".progress", slug=slug))
    return render_template("judging/reopen.html", room=room, form=form), 422 if form.errors else 200
