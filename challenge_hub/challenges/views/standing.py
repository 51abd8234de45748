"""Where a challenge stands, for those who pose it: submitting it, giving it up, and saying how it ended."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Decision, Refused, Role
from challenge_hub.challenges.actions import closing, drafts, gate
from challenge_hub.challenges.forms import ClosingForm, SubmitForm
from challenge_hub.challenges.models import Challenge
from challenge_hub.challenges.queries import posing, questions
from challenge_hub.challenges.queries.public import versions_of
from challenge_hub.challenges.rules.closing import Closing, may_close
from challenge_hub.challenges.rules.gate import may_submit, may_unpublish, may_withdraw
from challenge_hub.challenges.views.blueprint import bp
from challenge_hub.challenges.views.preview import preview_of, title_of
from challenge_hub.challenges.words import CLOSINGS, MISSING_PEOPLE, PARTS, STAGES
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.typed import SelectChoice
from challenge_hub.solutions import queries as solutions

Answer = str | Response | tuple[str, int]


@bp.get("/calls/<key:slug>/challenges/<key:key>/state")
@open_to(Role.SIGNED_IN)
def state(slug: str, key: str) -> str:
    viewer = current_actor()
    challenge = posing.challenge_of(viewer, slug, key)
    is_public, is_answered = challenge.published_at is not None, solutions.is_answered(challenge.id)
    return render_template(
        "challenges/state.html",
        challenge=challenge,
        title=title_of(challenge),
        stages=STAGES,
        closings=CLOSINGS,
        call_takes=drafts.takes(challenge.call, clock.now()),
        missing=gate.missing_in(challenge),
        versions=versions_of(viewer, challenge),
        open_questions=questions.open_questions_about(challenge),
        answered=questions.answered_about(challenge),
        may_withdraw=may_withdraw(is_officer=True, is_public=is_public, is_answered=is_answered),
        may_unpublish=may_unpublish(has_part=True, is_public=is_public, is_answered=is_answered),
        may_close=_may_close(challenge, Closing.PURSUED),
    )


@bp.route("/calls/<key:slug>/challenges/<key:key>/submission", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def submit(slug: str, key: str) -> Answer:
    viewer, now = current_actor(), clock.now()
    challenge = posing.challenge_of(viewer, slug, key)
    form = SubmitForm()
    if form.validate_on_submit():
        gate.submit(challenge, revision_seen=form.revision_seen, by=viewer, now=now)
        db.session.commit()
        flash(gettext("Submitted. You can follow here what becomes of it."), "success")
        return redirect(url_for(".state", slug=slug, key=key))
    lacking = gate.missing_in(challenge)
    cosigner = (challenge.draft or {}).get("shared", {}).get("cosigner")
    may = may_submit(
        stage=challenge.stage, call_takes=drafts.takes(challenge.call, now), missing=lacking,
        submitter=viewer.person_id, cosigner=cosigner, same_text=True,
    )  # fmt: skip
    return render_template(
        "challenges/submit.html", challenge=challenge, title=title_of(challenge), form=form, may_submit=may,
        missing=lacking, parts=PARTS, missing_people=MISSING_PEOPLE, preview=preview_of(challenge),
    )  # fmt: skip


@bp.route("/calls/<key:slug>/challenges/<key:key>/withdrawal", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def withdraw(slug: str, key: str) -> Answer:
    viewer = current_actor()
    challenge = posing.challenge_of(viewer, slug, key)
    is_answered = solutions.is_answered(challenge.id)
    form = PageForm()
    if form.validate_on_submit():
        drafts.withdraw(challenge, is_answered=is_answered, by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The challenge is withdrawn, and its draft is deleted."), "success")
        return redirect(url_for("pages.me"))
    is_public = challenge.published_at is not None
    may = may_withdraw(is_officer=True, is_public=is_public, is_answered=is_answered)
    return render_template(
        "challenges/withdraw.html", challenge=challenge, title=title_of(challenge), form=form, may_withdraw=may
    )


@bp.route("/calls/<key:slug>/challenges/<key:key>/unpublishing", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def unpublish(slug: str, key: str) -> Answer:
    viewer = current_actor()
    challenge = posing.challenge_with_part(viewer, slug, key)
    is_answered = solutions.is_answered(challenge.id)
    form = PageForm()
    if form.validate_on_submit():
        gate.unpublish(challenge, is_answered=is_answered, by=viewer, now=clock.now())
        is_officer, _ = posing.rights_to(viewer, challenge)
        db.session.commit()
        flash(gettext("The challenge is not public any more. Its text is kept as a draft."), "success")
        return redirect(url_for(".state", slug=slug, key=key) if is_officer else url_for("pages.me"))
    may = may_unpublish(has_part=True, is_public=True, is_answered=is_answered)
    return render_template("challenges/unpublish.html", challenge=challenge, form=form, may_unpublish=may)


@bp.route("/calls/<key:slug>/challenges/<key:key>/closing", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def close(slug: str, key: str) -> Answer:
    viewer = current_actor()
    challenge = posing.challenge_of(viewer, slug, key)
    form, reason_is_missing = ClosingForm(), False
    if form.validate_on_submit():
        try:
            closing.close(challenge, Closing(str(form.closing.data)), form.reason(), by=viewer, now=clock.now())
        except Refused as refused:
            if refused.reason != "closing-without-reason":
                raise
            reason_is_missing = True
        else:
            db.session.commit()
            flash(gettext("It is public now what becomes of the challenge."), "success")
            return redirect(url_for(".state", slug=slug, key=key))
    form.closing.choices = [SelectChoice(*each) for each in CLOSINGS.items()]
    context = {"may_close": _may_close(challenge, Closing.PURSUED), "form": form}
    code = 422 if form.errors or reason_is_missing else 200
    page = {"challenge": challenge, "reason_is_missing": reason_is_missing, **context}
    return render_template("challenges/close.html", **page), code


@bp.post("/calls/<key:slug>/challenges/<key:key>/reopening")
@open_to(Role.SIGNED_IN)
def reopen(slug: str, key: str) -> Response:
    viewer = current_actor()
    challenge = posing.challenge_of(viewer, slug, key)
    closing.reopen(challenge, by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("What becomes of the challenge is open again."), "success")
    return redirect(url_for(".state", slug=slug, key=key))


def _may_close(challenge: Challenge, wanted: Closing) -> Decision:
    return may_close(
        is_officer=True,
        is_public=challenge.published_at is not None,
        is_closed=challenge.closed_at is not None,
        closing=wanted,
        has_reason=True,
        ends_at=challenge.call.closes_at,
        now=clock.now(),
    )
