"""The organiser's overview: where the call stands, what is late, who is waited for."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls import queries as calls
from challenge_hub.calls.rules.phases import Phase
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.results import reminders
from challenge_hub.results.rules import may_remind
from challenge_hub.results.standing import last_reminder, people_with_drafts, standing_of, unsubmitted_teams
from challenge_hub.results.views.blueprint import bp
from challenge_hub.results.waiting import Due, waiting_for


@bp.get("/calls/<key:slug>/overview")
@open_to(Role.SIGNED_IN)
def overview(slug: str) -> str:
    now = clock.now()
    call = calls.organised_call(current_actor(), slug)
    standing = standing_of(call)
    due = Due(call.opens_at, call.closes_at, call.ends_at, call.feedback_by)
    waiting = waiting_for(standing, due, now)
    return render_template("results/overview.html", call=call, standing=standing, waiting=waiting)


@bp.route("/calls/<key:slug>/overview/reminder", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def reminder(slug: str) -> str | Response:
    """Shows to whom the mail would go; sends it when confirmed."""
    viewer, now = current_actor(), clock.now()
    call = calls.organised_call(viewer, slug)
    if request.method == "POST":
        many = reminders.remind_teams(call, by=viewer, now=now)
        db.session.commit()
        flash(ngettext("A mail goes to %(num)s person.", "Mails go to %(num)s people.", many), "success")
        return redirect(url_for(".overview", slug=slug))
    people = {person for person, _ in people_with_drafts(call.id)}
    last = last_reminder(call.id)
    return render_template(
        "results/reminder.html",
        call=call,
        teams=unsubmitted_teams(call.id),
        people=len(people),
        decision=may_remind(is_open=call.phase(now) is Phase.OPEN, last=last, people=len(people), now=now),
    )
