"""Objections to the results: filed by a team, decided by organisers or chair."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.results import objecting, queries, room
from challenge_hub.results import objections as questions
from challenge_hub.results.forms import AnswerForm, ObjectionForm
from challenge_hub.results.rules import ObjectionOutcome, may_object
from challenge_hub.results.views.blueprint import bp
from challenge_hub.solutions.contents import title_of
from challenge_hub.solutions.own import own_solution


@bp.route("/calls/<key:slug>/solutions/<key:key>/objection", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def objection(slug: str, key: str) -> str | Response | tuple[str, int]:
    """What the team objected to and what became of it; or the form, as long as there is time."""
    viewer, now = current_actor(), clock.now()
    solution = own_solution(viewer, slug, key)
    if not solution.newest:
        raise NotFound
    call, found, form = solution.challenge.call, questions.objection_to(solution.id), ObjectionForm()
    if form.validate_on_submit():
        objecting.file_objection(solution, call, str(form.text.data), by=viewer, now=now)
        db.session.commit()
        flash(gettext("Your objection is filed. The organisers get a mail; you get one when it is decided."), "success")
        return redirect(url_for(".objection", slug=slug, key=key))
    answer = may_object(
        is_in_team=True,
        results_are_public=queries.has_results(viewer, call.id, now),
        until=call.objections_until,
        has_objected=found is not None,
        now=now,
    )
    facts = {"call": call, "solution": solution, "title": title_of(solution.id), "found": found}
    page = render_template("results/objection.html", **facts, answer=answer, form=form)
    return page, 422 if form.errors else 200


@bp.get("/calls/<key:slug>/awards/objections")
@open_to(Role.SIGNED_IN)
def objections(slug: str) -> str:
    viewer = current_actor()
    call = room.call_to_award(viewer, slug)
    return render_template("results/objections.html", call=call, lines=questions.objections_seen(viewer, call))


@bp.route("/calls/<key:slug>/awards/objections/<int:objection_id>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def answer_objection(slug: str, objection_id: int) -> str | Response | tuple[str, int]:
    viewer = current_actor()
    call = room.call_to_award(viewer, slug)
    line, form = questions.objection_seen(viewer, call, objection_id), AnswerForm()
    if form.validate_on_submit():
        outcome = ObjectionOutcome(form.outcome.data)
        answer = str(form.answer.data)
        objecting.answer_objection(line.objection, call, outcome, answer=answer, by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The decision is kept, and the team gets a mail."), "success")
        return redirect(url_for(".objections", slug=slug))
    page = render_template("results/answer_objection.html", call=call, line=line, form=form)
    return page, 422 if form.errors else 200
