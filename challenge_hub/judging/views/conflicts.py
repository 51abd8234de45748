"""Conflicts of interest for chair and organisers: the list, a decision, a report of one's own, hints to look at."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.judging.actions import conflicts as actions
from challenge_hub.judging.conflict_forms import CONFLICT, DecisionForm, HintForm, OwnConflictForm
from challenge_hub.judging.queries import hinted, reading
from challenge_hub.judging.queries.conflicts import treated_conflicts
from challenge_hub.judging.queries.naming import solutions_for
from challenge_hub.judging.queries.posing import posing_officer, solutions_posed_for
from challenge_hub.judging.queries.rooms import jury_room
from challenge_hub.judging.rules.conflicts import Treatment
from challenge_hub.judging.sentences import CONFLICT_HINTS, CONFLICT_WORDS, HINT_WORDS, ORIGIN_WORDS
from challenge_hub.judging.views.blueprint import asked_round, bp
from challenge_hub.solutions.rules import ConflictKind


@bp.get("/calls/<key:slug>/jury/conflicts")
@open_to(Role.SIGNED_IN)
def conflicts(slug: str) -> str:
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    words = {"kinds": CONFLICT_WORDS, "origins": ORIGIN_WORDS}
    return render_template("judging/conflicts.html", room=room, conflicts=treated_conflicts(room), **words)


@bp.route("/calls/<key:slug>/jury/conflicts/<int:conflict_id>/decision", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def decide(slug: str, conflict_id: int) -> str | Response | tuple[str, int]:
    """Confirm or lift: the chair, the deputy in the chair's place, and about the chair the deputy alone."""
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    conflict = reading.conflict_for(room, conflict_id)
    form = DecisionForm()
    if form.validate_on_submit():
        is_lifted = form.outcome.data == Treatment.LIFTED
        act = actions.lift_conflict if is_lifted else actions.confirm_conflict
        act(room, conflict, reason=str(form.reason.data), by=viewer, now=room.now)
        db.session.commit()
        flash(gettext("The decision is kept, and its reason stays readable."), "success")
        return redirect(url_for(".conflicts", slug=slug))
    found = next((one for one in treated_conflicts(room) if one.id == conflict.id), None)
    if found is None:
        raise NotFound
    page = render_template("judging/decide.html", room=room, found=found, form=form, kinds=CONFLICT_WORDS)
    return page, 422 if form.errors else 200


@bp.route("/calls/<key:slug>/jury/conflicts/own", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def own_conflict(slug: str) -> str | Response | tuple[str, int]:
    """Organisers and chair report a conflict of their own; from then on the solution is hidden from them everywhere."""
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    form = OwnConflictForm()
    form.offer(solutions_for(room, among=room.free))
    if form.validate_on_submit():
        actions.report_conflict(room.call, form.reported, by=viewer, now=room.now)
        db.session.commit()
        flash(gettext("Reported. The solution is hidden from you from now on."), "success")
        return redirect(url_for(".conflicts", slug=slug))
    words = {"kinds": CONFLICT_WORDS, "explained": CONFLICT_HINTS}
    page = render_template("judging/own_conflict.html", room=room, form=form, **words)
    return page, 422 if form.errors else 200


@bp.route("/calls/<key:slug>/conflict", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def officer_conflict(slug: str) -> str | Response | tuple[str, int]:
    """An officer of a municipality that posed a challenge reports the same about a solution to it."""
    viewer, now = current_actor(), clock.now()
    officer = posing_officer(viewer, slug, now)
    solutions, form = solutions_posed_for(officer), OwnConflictForm()
    form.offer(solutions)
    if form.validate_on_submit():
        actions.report_conflict(officer.call, form.reported, by=viewer, now=now)
        db.session.commit()
        flash(gettext("Reported. The solution is hidden from you from now on."), "success")
        return redirect(url_for("calls.show", slug=slug))
    words = {"kinds": CONFLICT_WORDS, "explained": CONFLICT_HINTS}
    page = render_template("judging/officer_conflict.html", officer=officer, solutions=solutions, form=form, **words)
    return page, 422 if form.errors else 200


@bp.get("/calls/<key:slug>/jury/conflicts/hints")
@open_to(Role.SIGNED_IN)
def hints(slug: str) -> str:
    """What the data says that may be a conflict of interest. Nothing follows from it until somebody looked at it."""
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    return render_template("judging/hints.html", room=room, pairs=hinted.hints_for(room), hint_words=HINT_WORDS)


@bp.route("/calls/<key:slug>/jury/conflicts/hints/<int:seat_id>/<key:key>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def hint(slug: str, seat_id: int, key: str) -> str | Response | tuple[str, int]:
    """Confirm a hint, so that it becomes a conflict of interest, or dismiss it."""
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    pair = hinted.hinted_pair(room, seat_id, key)
    form = HintForm()
    if form.validate_on_submit():
        reason = str(form.reason.data)
        if form.outcome.data == CONFLICT:
            reported = actions.Reported(pair.solution.id, ConflictKind(form.kind.data), reason)
            actions.report_about(room, pair.seat, reported, by=viewer, now=room.now)
        else:
            actions.dismiss_hint(room, pair.seat, pair.solution.id, reason=reason, by=viewer, now=room.now)
        db.session.commit()
        flash(gettext("What you found is kept."), "success")
        return redirect(url_for(".hints", slug=slug))
    page = render_template("judging/hint.html", room=room, pair=pair, form=form, hint_words=HINT_WORDS)
    return page, 422 if form.errors else 200
