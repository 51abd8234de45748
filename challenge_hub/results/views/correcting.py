"""Correcting a published ranking: one prepares it with a reason, another releases it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls.queries import any_round
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.results import correcting, published, room
from challenge_hub.results.forms import CorrectionForm, ReleaseForm, SendBackForm
from challenge_hub.results.views.blueprint import bp


@bp.route("/calls/<key:slug>/awards/corrections/<int:number>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def correction(slug: str, number: int) -> str | Response | tuple[str, int]:
    """What the newest ranking of a round would change in the published one; the correction that waits."""
    viewer = current_actor()
    call = room.call_to_award(viewer, slug)
    judged = any_round(call.id, number)
    found, form = correcting.proposal_for(judged), CorrectionForm()
    if form.validate_on_submit():
        reason, seen = str(form.reason.data), form.seen.data or ""
        correcting.prepare_correction(call, judged, reason=reason, seen=seen, by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("Prepared. Somebody else of chair and organisers releases the correction now."), "success")
        return redirect(url_for(".correction", slug=slug, number=number))
    form.seen.data = found.sha256
    facts = {"call": call, "judged": judged, "found": found, "form": form, "send_back": SendBackForm(formdata=None)}
    page = render_template(
        "results/correction.html",
        **facts,
        release=ReleaseForm(formdata=None, seen=found.sha256),
        titles=published.titles_in(found.published.id),
        has_conflict=correcting.has_conflict(viewer, judged),
        is_mine=found.waiting is not None and found.waiting.prepared_by == viewer.person_id,
    )
    return page, 422 if form.errors else 200


@bp.post("/calls/<key:slug>/awards/corrections/<int:number>/release")
@open_to(Role.SIGNED_IN)
def release_correction(slug: str, number: int) -> Response:
    viewer, form = current_actor(), ReleaseForm()
    call = room.call_to_award(viewer, slug)
    judged = any_round(call.id, number)
    correcting.release_correction(call, judged, seen=form.seen.data or "", by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("The correction is published, and the teams concerned get a mail."), "success")
    return redirect(url_for(".show", slug=slug))


@bp.post("/calls/<key:slug>/awards/corrections/<int:number>/return")
@open_to(Role.SIGNED_IN)
def return_correction(slug: str, number: int) -> Response:
    viewer, form = current_actor(), SendBackForm()
    call = room.call_to_award(viewer, slug)
    judged = any_round(call.id, number)
    if not form.validate_on_submit():
        flash(gettext("Say what should be changed."), "error")
        return redirect(url_for(".correction", slug=slug, number=number))
    correcting.return_correction(call, judged, reason=str(form.reason.data), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("Sent back with your reason."), "success")
    return redirect(url_for(".correction", slug=slug, number=number))
