"""A call seen by those who organise it: begin one, its overview, its history."""

import secrets

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls import announced, opening, queries, stored
from challenge_hub.calls.fields import choices_of
from challenge_hub.calls.forms import NewCallForm
from challenge_hub.calls.labels import SECTIONS
from challenge_hub.calls.rules.publication import SECTION_OF, may_open_call, missing_for_publication
from challenge_hub.calls.views.blueprint import bp
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.pagination import page_number

SEEDS = 2**31


@bp.route("/calls/new", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def new() -> str | Response | tuple[str, int]:
    viewer = current_actor()
    mine = {one.id: one.name for one in queries.organisations_to_act_for(viewer)}
    form = NewCallForm()
    form.organisation.choices = choices_of(mine)
    decision = may_open_call(is_confirmed=viewer.is_confirmed, acts_for_organisation=bool(mine))
    if form.is_submitted():
        decision.require()
    if form.validate_on_submit():
        call = opening.open_call(
            _beginning(form), organisation_id=form.organisation.data, may_act=True, by=viewer, now=clock.now()
        )
        db.session.commit()
        flash(gettext("The draft is there. Nobody else sees it until you publish it."), "success")
        return redirect(url_for(".organise", slug=call.slug))
    return render_template("calls/new.html", form=form, decision=decision), 422 if form.wrong() else 200


def _beginning(form: NewCallForm) -> opening.Beginning:
    typed = form.values()
    return opening.Beginning(
        format=typed["format"],
        title={typed["language"]: typed["title"]},
        language=typed["language"],
        time_zone=typed["time_zone"],
        opens_at=typed["opens_at"],
        closes_at=typed["closes_at"],
        ends_at=typed["ends_at"],
        seed=secrets.randbelow(SEEDS),
    )


@bp.get("/calls/<key:slug>/organise")
@open_to(Role.SIGNED_IN)
def organise(slug: str) -> str:
    call = queries.organised_call(current_actor(), slug)
    missing = missing_for_publication(stored.publication_facts(call, clock.now()))
    return render_template(
        "calls/organise.html",
        call=call,
        sections=SECTIONS,
        missing={section: [key for key in missing if SECTION_OF[key] == section] for section in SECTIONS},
        state=stored.state_of(call, results_published=False),
        is_ready=not missing,
    )


@bp.get("/calls/<key:slug>/organise/history")
@open_to(Role.SIGNED_IN)
def history(slug: str) -> str:
    viewer = current_actor()
    call = queries.organised_call(viewer, slug)
    page = announced.history_of(viewer, call.id, number=page_number())
    return render_template("calls/history.html", call=call, page=page, verbs=current_app.extensions["verbs"])
