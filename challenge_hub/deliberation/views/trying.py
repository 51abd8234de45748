"""The trial scoring: a few examples that everybody scores first."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from challenge_hub.access import Actor, Role
from challenge_hub.deliberation.actions import trial as actions
from challenge_hub.deliberation.plot import plot_of
from challenge_hub.deliberation.queries.trial import TrialRoom, example_for, trial_for, trial_seen
from challenge_hub.deliberation.rules.trial import may_try
from challenge_hub.deliberation.sentences import STAGE_WORDS
from challenge_hub.deliberation.trial_forms import ExampleForm, points_form
from challenge_hub.deliberation.views.blueprint import asked_round, bp
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.judging.queries.rooms import criteria_of


def trial_room(slug: str) -> TrialRoom:
    """The trial of a call for whoever asks."""
    return trial_for(current_actor(), slug, clock.now(), asked_round())


def leading_trial(slug: str) -> TrialRoom:
    """The same for chair and organisers; for jurors these pages do not exist."""
    room = trial_room(slug)
    if not room.leads:
        raise NotFound
    return room


@bp.get("/calls/<key:slug>/jury/trial")
@open_to(Role.SIGNED_IN)
def trial(slug: str) -> str:
    """How far the trial is, its examples, and how far the points lie apart once one's own are in."""
    room = trial_room(slug)
    seen = trial_seen(room) if room.trial else None
    scale = (room.jury.judged.scale_min, room.jury.judged.scale_max)
    plots = {id_: plot_of(seen.criteria, spread, scale) for id_, spread in seen.spreads.items()} if seen else {}
    return render_template(
        "deliberation/trial.html", here=room, room=room.jury, seen=seen, plots=plots, stages=STAGE_WORDS
    )


@bp.post("/calls/<key:slug>/jury/trial/preparation")
@open_to(Role.SIGNED_IN)
def set_up_trial(slug: str) -> Response:
    return _done(slug, actions.set_up, gettext("Scoring now waits for the trial. Write two or three examples."))


@bp.post("/calls/<key:slug>/jury/trial/removal")
@open_to(Role.SIGNED_IN)
def drop_trial(slug: str) -> Response:
    return _done(slug, actions.drop, gettext("There is no trial scoring any more. Solutions can be scored at once."))


@bp.post("/calls/<key:slug>/jury/trial/beginning")
@open_to(Role.SIGNED_IN)
def begin_trial(slug: str) -> Response:
    return _done(slug, actions.begin, gettext("The trial scoring has begun, and the jury gets a mail."))


@bp.post("/calls/<key:slug>/jury/trial/end")
@open_to(Role.SIGNED_IN)
def end_trial(slug: str) -> Response:
    return _done(slug, actions.end, gettext("The trial scoring is over. Solutions can be scored now."))


def _done(slug: str, act: Callable[..., object], sentence: str) -> Response:
    """One act that needs nothing but a button."""
    room = leading_trial(slug)
    viewer: Actor = room.jury.viewer
    act(room, by=viewer, now=room.jury.now)
    db.session.commit()
    flash(sentence, "success")
    return redirect(url_for(".trial", slug=slug))


@bp.route("/calls/<key:slug>/jury/trial/examples", methods=["GET", "POST"], defaults={"example_id": None})
@bp.route("/calls/<key:slug>/jury/trial/examples/<int:example_id>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def example(slug: str, example_id: int | None) -> str | Response | tuple[str, int]:
    """Write a new example, or change one before the trial begins."""
    room = leading_trial(slug)
    found = example_for(room, example_id) if example_id is not None and room.trial else None
    form = ExampleForm(data=ExampleForm.data_of(found))
    if form.validate_on_submit():
        actions.save_example(room, found, form.example(), by=room.jury.viewer, now=room.jury.now)
        db.session.commit()
        flash(gettext("The example is saved."), "success")
        return redirect(url_for(".trial", slug=slug))
    page = render_template("deliberation/example.html", here=room, room=room.jury, example=found, form=form)
    return page, 422 if form.errors else 200


@bp.post("/calls/<key:slug>/jury/trial/examples/<int:example_id>/removal")
@open_to(Role.SIGNED_IN)
def drop_example(slug: str, example_id: int) -> Response:
    room = leading_trial(slug)
    actions.drop_example(room, example_for(room, example_id), by=room.jury.viewer, now=room.jury.now)
    db.session.commit()
    flash(gettext("The example is taken away."), "success")
    return redirect(url_for(".trial", slug=slug))


@bp.route("/calls/<key:slug>/jury/trial/examples/<int:example_id>/points", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def try_out(slug: str, example_id: int) -> str | Response | tuple[str, int]:
    """Give an example its points."""
    room = trial_room(slug)
    found, seen = example_for(room, example_id), trial_seen(room)
    if room.jury.seat is None or room.stage is None:
        raise NotFound
    criteria = criteria_of(room.jury.judged)
    stored = {c.id: seen.own[found.id, c.id] for c in criteria if (found.id, c.id) in seen.own}
    form = points_form(room.jury.judged, criteria, stored)
    is_declared = room.jury.seat.declared_at is not None
    answer = may_try(stage=room.stage, is_declared=is_declared, is_complete=seen.is_complete)
    points = form.points() if form.validate_on_submit() else None
    if points is not None:
        actions.try_out(room, found, points, by=room.jury.viewer, now=room.jury.now)
        db.session.commit()
        return _on(room)
    page = render_template(
        "deliberation/try_out.html",
        here=room,
        room=room.jury,
        example=found,
        form=form,
        criteria=criteria,
        answer=answer,
    )
    return page, 422 if form.errors else 200


def _on(room: TrialRoom) -> Response:
    """To the next example without points, or back."""
    slug, seen = room.jury.call.slug, trial_seen(room)
    left = [one for one in seen.examples if not seen.is_given(one)]
    if left:
        return redirect(url_for(".try_out", slug=slug, example_id=left[0].id))
    flash(gettext("Thank you. Below you see how far the points of the jury lie apart."), "success")
    return redirect(url_for(".trial", slug=slug))
