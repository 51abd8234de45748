"""What is done to an open vote: put off, closed, cancelled; and ballots that are revoked."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls.rules.local_times import local_at
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.voting.actions import running as actions
from challenge_hub.voting.forms import ExtensionForm, ReasonForm
from challenge_hub.voting.queries.counted import turnout
from challenge_hub.voting.queries.rooms import VoteRoom, batch_for, vote_room
from challenge_hub.voting.rules import may_close_vote
from challenge_hub.voting.views.blueprint import Answer, bp

ONE = "/calls/<key:slug>/votes/<int:number>"


def _room(slug: str, number: int) -> VoteRoom:
    return vote_room(current_actor(), slug, number, clock.now())


def _back(room: VoteRoom) -> Response:
    db.session.commit()
    return redirect(url_for(".vote", slug=room.jury.call.slug, number=room.vote.number))


@bp.route(f"{ONE}/extension", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def extend(slug: str, number: int) -> Response | Answer:
    room = _room(slug, number)
    zone, ends_at = room.jury.call.time_zone, room.vote.ends_at
    form = ExtensionForm(ends_at=ends_at and local_at(ends_at, zone))
    wanted = form.until(zone) if form.validate_on_submit() else None
    if wanted is not None:
        reason = str(form.reason.data)
        actions.extend_vote(room, ends_at=wanted, reason=reason, by=room.jury.viewer, now=room.jury.now)
        flash(gettext("The end is put off."), "success")
        return _back(room)
    page = render_template("voting/extend.html", room=room.jury, vote_room=room, form=form)
    return page, 422 if form.errors else 200


@bp.route(f"{ONE}/closing", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def close(slug: str, number: int) -> Response | str:
    room = _room(slug, number)
    if request.method == "POST":
        actions.close_vote(room, by=room.jury.viewer, now=room.jury.now)
        flash(gettext("The vote is closed. Here are its counts."), "success")
        return _back(room)
    answer = may_close_vote(room.state, in_conflict=room.in_conflict)
    page = {"room": room.jury, "vote_room": room, "answer": answer, "turnout": turnout(room.vote)}
    return render_template("voting/close.html", **page)


@bp.route(f"{ONE}/cancellation", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def cancel(slug: str, number: int) -> Response | Answer:
    room, form = _room(slug, number), ReasonForm()
    if form.validate_on_submit():
        actions.cancel_vote(room, reason=str(form.reason.data), by=room.jury.viewer, now=room.jury.now)
        flash(gettext("The vote is called off. Nobody reads its counts."), "success")
        return _back(room)
    page = render_template("voting/cancel.html", room=room.jury, vote_room=room, form=form)
    return page, 422 if form.errors else 200


@bp.route(f"{ONE}/ballots/<int:batch>/revocation", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def revoke(slug: str, number: int, batch: int) -> Response | Answer:
    room, form = _room(slug, number), ReasonForm()
    found = batch_for(room, batch)
    if form.validate_on_submit():
        actions.revoke_ballots(room, found, reason=str(form.reason.data), by=room.jury.viewer, now=room.jury.now)
        flash(gettext("These ballots are revoked. What was cast stays counted."), "success")
        return _back(room)
    page = render_template("voting/revoke.html", room=room.jury, vote_room=room, batch=found, form=form)
    return page, 422 if form.errors else 200


@bp.post(f"{ONE}/removal")
@open_to(Role.SIGNED_IN)
def discard(slug: str, number: int) -> Response:
    room = _room(slug, number)
    actions.discard_vote(room, by=room.jury.viewer, now=room.jury.now)
    db.session.commit()
    flash(gettext("The vote is discarded, and its ballots with it."), "success")
    return redirect(url_for(".votes", slug=slug))
