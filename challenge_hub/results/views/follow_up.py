"""The municipality's own decision about a solution: what follows, and why. A record beside the jury's."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls import queries as calls
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.results import follow_ups, queries
from challenge_hub.results.forms import FollowUpForm
from challenge_hub.results.rules import Outcome
from challenge_hub.results.views.blueprint import bp
from challenge_hub.solutions.contents import title_of


@bp.route("/calls/<key:slug>/solutions/<key:key>/follow-up", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def follow_up(slug: str, key: str) -> str | Response | tuple[str, int]:
    viewer, now = current_actor(), clock.now()
    solution, challenge = queries.solution_to_follow_up(viewer, slug, key)
    call = calls.visible_call(viewer, slug)
    form = FollowUpForm()
    if form.validate_on_submit():
        outcome = Outcome(form.outcome.data)
        follow_ups.decide(solution, challenge, outcome, reason=form.texts("reason"), by=viewer, now=now)
        db.session.commit()
        flash(gettext("The decision is recorded and public."), "success")
        return redirect(url_for("solutions.show", slug=slug, key=key))
    page = render_template(
        "results/follow_up.html",
        call=call,
        key=key,
        title=title_of(solution.id),
        form=form,
        earlier=queries.follow_ups_of(viewer, solution.id),
        has_results=queries.has_results(viewer, call.id, now),
    )
    return page, 422 if form.errors else 200
