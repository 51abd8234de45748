"""Which themes a juror knows well: said by the juror at the desk, or by organisers and chair for a seat."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls.stored import themes_of
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.judging.actions import expertise as actions
from challenge_hub.judging.forms import ExpertiseForm
from challenge_hub.judging.models import Juror
from challenge_hub.judging.queries.expertise import themes_known
from challenge_hub.judging.queries.rooms import desk_of, jury_room
from challenge_hub.judging.queries.seats import name_of, seat_for
from challenge_hub.judging.views.blueprint import asked_round, bp


@bp.route("/calls/<key:slug>/jury/<int:seat_id>/expertise", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def expertise(slug: str, seat_id: int) -> str | Response | tuple[str, int]:
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    seat = seat_for(room, seat_id)
    form = _form(seat)
    if form.validate_on_submit():
        actions.state_expertise(seat, form.chosen(), may_for_others=True, by=viewer, now=room.now)
        db.session.commit()
        flash(gettext("Kept. The next plan knows it."), "success")
        return redirect(url_for(".jury", slug=slug))
    page = render_template("judging/expertise.html", room=room, name=name_of(seat), form=form)
    return page, 422 if form.errors else 200


@bp.route("/calls/<key:slug>/desk/expertise", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def own_expertise(slug: str) -> str | Response | tuple[str, int]:
    mine = desk_of(current_actor(), slug, clock.now(), asked_round())
    form = _form(mine.seat)
    if form.validate_on_submit():
        actions.state_expertise(mine.seat, form.chosen(), may_for_others=False, by=mine.viewer, now=mine.now)
        db.session.commit()
        flash(gettext("Kept. The next plan knows it."), "success")
        return redirect(url_for(".desk", slug=slug))
    return render_template("judging/own_expertise.html", desk=mine, form=form), 422 if form.errors else 200


def _form(seat: Juror) -> ExpertiseForm:
    form = ExpertiseForm(data={"themes": [str(id_) for id_ in themes_known(seat)]})
    form.offer(themes_of(seat.call_id))
    return form
