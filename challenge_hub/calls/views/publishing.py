"""Publishing a call, suspending, resuming and cancelling it, deleting a draft: each with a page to confirm it."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from challenge_hub.access import Decision, Role
from challenge_hub.calls import actions, queries, shown, stored
from challenge_hub.calls.forms import ReasonForm
from challenge_hub.calls.labels import FIELDS, SECTIONS
from challenge_hub.calls.models import Call
from challenge_hub.calls.rules.changes import CallState, may_cancel, may_resume, may_suspend
from challenge_hub.calls.rules.publication import SECTION_OF, may_drop_draft, missing_for_publication
from challenge_hub.calls.views.blueprint import bp
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.guards import current_actor, open_to

Answer = str | Response | tuple[str, int]

STOPS: Mapping[str, tuple[Callable[..., Any], Callable[[CallState], Decision], LazyString]] = {
    "suspension": (actions.suspend_call, may_suspend, _("The call is suspended.")),
    "resumption": (actions.resume_call, may_resume, _("The call goes on.")),
    "cancellation": (actions.cancel_call, may_cancel, _("The call is cancelled.")),
}


def _call_of(slug: str) -> Call:
    find = queries.call_to_change if request.method == "POST" else queries.organised_call
    return find(current_actor(), slug)


@bp.route("/calls/<key:slug>/organise/publication", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def publish(slug: str) -> Answer:
    call = _call_of(slug)
    form = PageForm()
    if form.validate_on_submit():
        actions.publish_call(call, by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("The call is public."), "success")
        return redirect(url_for(".show", slug=call.slug))
    missing = missing_for_publication(stored.publication_facts(call, clock.now()))
    facts = {section: _facts(call, section) for section in SECTIONS}
    words = {"sections": SECTIONS, "section_of": SECTION_OF, "missing": missing, "facts": facts}
    return render_template("calls/publish.html", call=call, form=form, **words)


def _facts(call: Call, section: str) -> list[tuple[LazyString, Mapping[str, str]]]:
    values = stored.values_of(call, section)
    return [(FIELDS[field], shown.in_both_languages(field, values, call.time_zone)) for field in values]


@bp.route("/calls/<key:slug>/organise/suspension", methods=["GET", "POST"], defaults={"what": "suspension"})
@bp.route("/calls/<key:slug>/organise/resumption", methods=["GET", "POST"], defaults={"what": "resumption"})
@bp.route("/calls/<key:slug>/organise/cancellation", methods=["GET", "POST"], defaults={"what": "cancellation"})
@open_to(Role.SIGNED_IN)
def stop(slug: str, what: str) -> Answer:
    act, may, done = STOPS[what]
    call = _call_of(slug)
    decision = may(stored.state_of(call, results_published=False))
    form = ReasonForm()
    if form.is_submitted():
        decision.require()
    if form.validate_on_submit():
        act(call, form.values()["reason"], by=current_actor(), now=clock.now())
        db.session.commit()
        flash(str(done), "success")
        return redirect(url_for(".organise", slug=call.slug))
    page = render_template("calls/stop.html", call=call, form=form, what=what, decision=decision)
    return page, 422 if form.wrong() else 200


@bp.route("/calls/<key:slug>/organise/deletion", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def drop(slug: str) -> Answer:
    call = _call_of(slug)
    form = PageForm()
    if form.validate_on_submit():
        actions.drop_draft(call, by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("The draft is deleted."), "success")
        return redirect(url_for("pages.me"))
    decision = may_drop_draft(is_published=call.published_at is not None)
    return render_template("calls/drop.html", call=call, form=form, decision=decision)
