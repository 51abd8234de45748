"""For the organisers of a call: all its teams, and handing a lead over."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import is_organiser
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.solutions import queries as solutions
from challenge_hub.teams import guardians, leading, lists, queries, waiting
from challenge_hub.teams.forms import PlainForm
from challenge_hub.teams.views.blueprint import bp


@bp.get("/calls/<key:slug>/teams/all")
@open_to(Role.SIGNED_IN)
def every(slug: str) -> str:
    call = _organised(slug)
    page = lists.all_teams(call.id, number=page_number())
    handed_in = solutions.teams_with_solutions([row.id for row in page.items])
    wishes = [wish for wish in waiting.lead_wishes(call.id) if wish.is_enough]
    consents = guardians.consents_of_teams([row.id for row in page.items], clock.now())
    return render_template(
        "teams/every.html", call=call, page=page, handed_in=handed_in, wishes=wishes, consents=consents
    )


@bp.route("/calls/<key:slug>/lead-requests", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def lead_requests(slug: str) -> str | Response:
    call = _organised(slug)
    form = PlainForm()
    if form.validate_on_submit():
        team = lists.team_in_call(call.id, request.form.get("team", ""))
        wanted = request.form.get("wanted", "")
        leading.hand_over(team, int(wanted) if wanted.isdecimal() else 0, by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("The lead of the team %(name)s is handed over.", name=team.name), "success")
        return redirect(url_for(".lead_requests", slug=slug))
    return render_template("teams/lead_requests.html", call=call, wishes=waiting.lead_wishes(call.id), form=form)


def _organised(slug: str) -> Call:
    """A published call for those who organise it; for everybody else this page does not exist."""
    call = queries.published_call(current_actor(), slug)
    if not is_organiser(current_actor(), call.id):
        abort(404)
    return call
