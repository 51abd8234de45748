"""The formal pre-check, for the organisers of a call."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls.queries import organised_call
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.files import answer_with
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.infrastructure.storage import storage
from challenge_hub.solutions import checking, checks
from challenge_hub.solutions.forms import AdmissionForm, FindingForm
from challenge_hub.solutions.rules.checking import may_admit_all
from challenge_hub.solutions.views.blueprint import bp


@bp.get("/calls/<key:slug>/pre-check")
@open_to(Role.SIGNED_IN)
def pre_check(slug: str) -> str:
    viewer, now = current_actor(), clock.now()
    call = organised_call(viewer, slug)
    page = checks.solutions_to_check(viewer, call, number=page_number())
    return render_template("solutions/pre_check.html", call=call, page=page, is_over=call.closes_at <= now)


@bp.route("/calls/<key:slug>/pre-check/solutions/<key:key>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def finding(slug: str, key: str) -> str | Response | tuple[str, int]:
    viewer, now = current_actor(), clock.now()
    call = organised_call(viewer, slug)
    line = checks.one_to_check(viewer, call, key)
    form = FindingForm(version=line.solution.newest)
    outcome = form.outcome_at(call.time_zone, now) if form.validate_on_submit() else None
    if outcome:
        checking.enter_finding(
            line.solution, call, outcome, version_seen=int(form.version.data or 0), by=viewer, now=now
        )
        db.session.commit()
        flash(gettext("Finding entered. The team is told by e-mail."), "success")
        return redirect(url_for(".pre_check", slug=slug))
    page = render_template(
        "solutions/finding.html",
        form=form,
        call=call,
        line=line,
        findings=checks.findings_about(viewer, line.solution.id),
        is_over=call.closes_at <= now,
    )
    return page, 422 if form.errors else 200


@bp.route("/calls/<key:slug>/pre-check/admission", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def admission(slug: str) -> str | Response:
    """Admit all that are complete: first the list of them, then the deed, to those on the list alone."""
    viewer, now = current_actor(), clock.now()
    call = organised_call(viewer, slug)
    form = AdmissionForm()
    if form.validate_on_submit():
        many = checking.admit_all(call, form.seen(), by=viewer, now=now)
        db.session.commit()
        flash(ngettext("%(num)s solution admitted.", "%(num)s solutions admitted.", many), "success")
        return redirect(url_for(".pre_check", slug=slug))
    decision = may_admit_all(is_over=call.closes_at <= now)
    lines = checks.ready_to_admit(viewer, call) if decision else []
    return render_template("solutions/admission.html", form=form, call=call, lines=lines, decision=decision)


@bp.get("/calls/<key:slug>/pre-check/solutions/<key:key>/files/<key:sha256>")
@open_to(Role.SIGNED_IN)
def checked_file(slug: str, key: str, sha256: str) -> Response:
    """A file of the version that counts, after the deadline, also before the public sees it."""
    viewer = current_actor()
    call = organised_call(viewer, slug)
    if clock.now() < call.closes_at:
        abort(404)
    found = checks.file_to_check(viewer, call, key, sha256)
    path = storage().path_of(found.sha256)
    return answer_with(path, name=found.name, media_type=found.media_type, max_age=0)
