"""The rounds of a jury: adding one after the last, changing it, dropping it."""

import secrets
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls.queries import any_round
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.stored import rubric_values
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.typed import SelectChoice
from challenge_hub.judging.actions import rounds as actions
from challenge_hub.judging.queries import rounds as queries
from challenge_hub.judging.queries.rooms import JuryRoom, jury_room
from challenge_hub.judging.round_forms import RoundFactsForm, RoundForm, stored
from challenge_hub.judging.rules.rounds import may_change_rubric, may_drop_round
from challenge_hub.judging.views.blueprint import bp
from challenge_hub.results import queries as results

SEED_BITS = 31


@bp.route("/calls/<key:slug>/jury/rounds", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def rounds(slug: str) -> str | Response | tuple[str, int]:
    """Every round with what has happened in it, and one more."""
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now())
    form = RoundFactsForm(data={"has_shortlist": True, "tandem_with": 0})
    _offer(form, room)
    if form.validate_on_submit():
        are_out = results.has_results(viewer, room.call.id, room.now)
        seed = secrets.randbits(SEED_BITS)
        added = actions.add_round(room, form.facts(), seed=seed, results_are_out=are_out, by=viewer, now=room.now)
        db.session.commit()
        flash(gettext("Round %(number)s is added, with the rubric of the one before.", number=added.number), "success")
        return redirect(url_for(".edit_round", slug=slug, number=added.number))
    page = render_template("judging/rounds.html", room=room, rows=queries.rounds_for(room), form=form)
    return page, 422 if form.errors else 200


@bp.route("/calls/<key:slug>/jury/rounds/<int:number>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def edit_round(slug: str, number: int) -> str | Response | tuple[str, int]:
    """Title, end, quorum, jurors; the rubric while nothing is given out. That of the first stands in the call."""
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), number)
    judged = any_round(room.call.id, number)
    has_work = queries.has_work(judged.id)
    may_choose = may_change_rubric(is_frozen=judged.frozen_at is not None, has_work=has_work)
    form = _form_for(room, judged, with_rubric=bool(may_choose) and number > 1)
    if form.validate_on_submit():
        rubric = form.rubric() if isinstance(form, RoundForm) else None
        actions.change_round(room, form.facts(), rubric, seen=form.seen.data or "", by=viewer, now=room.now)
        db.session.commit()
        flash(gettext("Round %(number)s is saved.", number=number), "success")
        return redirect(url_for(".rounds", slug=slug))
    may_drop = may_drop_round(is_organiser=room.is_organiser, number=number, last=room.rounds.last, has_work=has_work)
    answers = {"may_choose": may_choose, "may_drop": may_drop}
    page = render_template("judging/edit_round.html", room=room, judged=judged, form=form, **answers)
    return page, 422 if form.errors else 200


@bp.post("/calls/<key:slug>/jury/rounds/<int:number>/removal")
@open_to(Role.SIGNED_IN)
def drop_round(slug: str, number: int) -> Response:
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), number)
    actions.drop_round(room, by=viewer, now=room.now)
    db.session.commit()
    flash(gettext("Round %(number)s is taken out again.", number=number), "success")
    return redirect(url_for(".rounds", slug=slug))


def _form_for(room: JuryRoom, judged: Round, *, with_rubric: bool) -> RoundFactsForm:
    """The form with what the round says now; what was sent is only what was sent."""
    data: dict[str, Any] = stored(judged, room.call, list(queries.seated_in(judged)))
    data["seen"] = queries.round_mark(judged)
    kind = RoundForm if with_rubric else RoundFactsForm
    if with_rubric:
        data |= RoundForm.opening(rubric_values(judged), room.call.time_zone)
    form = kind.over(data)
    if not with_rubric:
        del form.has_shortlist, form.tandem_with
    _offer(form, room)
    return form


def _offer(form: RoundFactsForm, room: JuryRoom) -> None:
    form.time_zone = room.call.time_zone
    if "tandem_with" in form:
        named = queries.municipalities_of(room)
        form.tandem_with.choices = [SelectChoice(id_, name) for id_, name in [(0, gettext("nobody")), *named]]
    form.seats.choices = [SelectChoice(id_, name) for id_, name in queries.seats_of_round(room)]
