"""Submitting and withdrawing: what is missing, the button, the receipt."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Refused, Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.text import render
from challenge_hub.solutions import actions, own
from challenge_hub.solutions.contents import missing_in
from challenge_hub.solutions.forms import SubmissionForm, WithdrawalForm
from challenge_hub.solutions.rules.content import fingerprint
from challenge_hub.solutions.shown import versions_of
from challenge_hub.solutions.tandem import open_tandems
from challenge_hub.solutions.views.blueprint import bp

CODES = {"newer-edit": 409, "solution-is-incomplete": 422}
"""Refusals that are about what was typed, not about a right."""


@bp.get("/calls/<key:slug>/solutions/<key:key>/overview")
@open_to(Role.SIGNED_IN)
def overview(slug: str, key: str) -> str:
    """How it stands with a solution, for its team."""
    viewer, now = current_actor(), clock.now()
    solution = own.own_solution(viewer, slug, key)
    call = solution.challenge.call
    state = own.draft_of(viewer, solution)
    return render_template(
        "solutions/overview.html",
        solution=solution,
        call=call,
        state=state,
        versions=versions_of(viewer, solution.id),
        fingerprint=fingerprint(state.content),
        in_time=own.in_time(solution, call, now),
        tandem=any(found.solution.id == solution.id for found in open_tandems(viewer, now)),
        may_withdraw=own.may_take_back(viewer, solution, call, now),
    )


@bp.route("/calls/<key:slug>/solutions/<key:key>/submission", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def submission(slug: str, key: str) -> str | Response | tuple[str, int]:
    """The whole content as it would be handed in, and what is missing. A refusal shows it all again."""
    viewer, now, refused = current_actor(), clock.now(), None
    solution = own.own_solution(viewer, slug, key)
    form = SubmissionForm()
    if form.validate_on_submit():
        try:
            version = actions.submit(solution, fingerprint_seen=str(form.fingerprint.data), by=viewer, now=now)
            receipt = url_for(".receipt", slug=slug, key=solution.key, number=version.number)
            db.session.commit()
            return redirect(receipt)
        except Refused as found:
            db.session.rollback()
            solution, refused = own.own_solution(viewer, slug, key), found.reason
    call, state = solution.challenge.call, own.draft_of(viewer, solution)
    page = render_template(
        "solutions/submission.html",
        form=form,
        solution=solution,
        call=call,
        state=state,
        refused=refused,
        description=render({state.content.language: state.content.description}),
        findings=missing_in(state.content, call),
        fingerprint=fingerprint(state.content),
        decision=own.readiness(viewer, solution, call, state, now),
    )
    return page, CODES.get(refused, 403) if refused else 422 if form.errors else 200


@bp.route("/calls/<key:slug>/solutions/<key:key>/withdrawal", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def withdrawal(slug: str, key: str) -> str | Response:
    viewer, now = current_actor(), clock.now()
    solution = own.own_solution(viewer, slug, key)
    form = WithdrawalForm()
    if form.validate_on_submit():
        actions.withdraw(solution, by=viewer, now=now)
        db.session.commit()
        flash(gettext("Solution withdrawn. Until the deadline you can submit it again."), "success")
        return redirect(url_for(".overview", slug=slug, key=key))
    call = solution.challenge.call
    decision = own.may_take_back(viewer, solution, call, now)
    return render_template("solutions/withdrawal.html", form=form, solution=solution, call=call, decision=decision)


@bp.get("/calls/<key:slug>/solutions/<key:key>/receipts/<int:number>")
@open_to(Role.SIGNED_IN)
def receipt(slug: str, key: str, number: int) -> str:
    viewer = current_actor()
    solution = own.own_solution(viewer, slug, key)
    version = own.own_version(viewer, solution, number)
    in_time = own.in_time(solution, solution.challenge.call, clock.now())
    return render_template("solutions/receipt.html", solution=solution, version=version, in_time=in_time)
