"""The two who stand between a draft and the public: the colleague who signs, and the organiser of the call."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.challenges.actions import drafts, gate
from challenge_hub.challenges.forms import DecisionForm
from challenge_hub.challenges.queries import posing
from challenge_hub.challenges.rules.gate import may_cosign, may_decide
from challenge_hub.challenges.views.blueprint import bp
from challenge_hub.challenges.views.preview import preview_of, title_of
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to

Answer = str | Response | tuple[str, int]


@bp.route("/calls/<key:slug>/challenges/<key:key>/cosignature", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def cosign(slug: str, key: str) -> Answer:
    viewer, now = current_actor(), clock.now()
    challenge = posing.challenge_of(viewer, slug, key)
    form = DecisionForm()
    if form.validate_on_submit():
        seen = form.revision_seen
        if form.is_no:
            gate.send_back(challenge, form.reason.data or "", revision_seen=seen, by=viewer, now=now)
            flash(gettext("Sent back. Your reason is in the mail."), "success")
        else:
            gate.cosign(challenge, revision_seen=seen, by=viewer, now=now)
            flash(gettext("Signed. Now the organiser of the call decides."), "success")
        db.session.commit()
        return redirect(url_for(".state", slug=slug, key=key))
    may = may_cosign(
        is_cosigner=challenge.cosigner_id == viewer.person_id,
        is_submitter=challenge.submitted_by == viewer.person_id,
        stage=challenge.stage,
        same_text=True,
    )
    context = {"title": title_of(challenge), "preview": preview_of(challenge), "may_cosign": may, "form": form}
    return render_template("challenges/cosign.html", challenge=challenge, **context), 422 if form.errors else 200


@bp.route("/calls/<key:slug>/challenges/<key:key>/publication", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def publish(slug: str, key: str) -> Answer:
    viewer, now = current_actor(), clock.now()
    challenge = posing.challenge_at_gate(viewer, slug, key)
    form = DecisionForm()
    if form.validate_on_submit():
        seen = form.revision_seen
        if form.is_no:
            gate.return_challenge(challenge, form.reason.data or "", revision_seen=seen, by=viewer, now=now)
            flash(gettext("Returned. Your reason is in the mail."), "success")
            db.session.commit()
            return redirect(url_for("pages.me"))
        gate.publish(challenge, revision_seen=seen, by=viewer, now=now)
        in_public = challenge.call.published_at is not None
        address = url_for(".show", slug=slug, key=challenge.key) if in_public else url_for("pages.me")
        db.session.commit()
        flash(gettext("The challenge is published."), "success")
        return redirect(address)
    may = may_decide(is_organiser=True, stage=challenge.stage, same_text=True)
    may = may and drafts.takes(challenge.call, now)
    context = {"title": title_of(challenge), "preview": preview_of(challenge), "may_decide": may, "form": form}
    return render_template("challenges/publish.html", challenge=challenge, **context), 422 if form.errors else 200
