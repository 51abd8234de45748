"""The municipality of a tandem round chooses with whom it works on; two of its people do so."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.typed import SelectChoice
from challenge_hub.judging.actions import tandem as actions
from challenge_hub.judging.queries.tandem import mark_of_choice, tandem_room
from challenge_hub.judging.tandem_forms import TandemForm
from challenge_hub.judging.views.blueprint import bp


@bp.route("/calls/<key:slug>/rounds/<int:number>/tandem", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def tandem(slug: str, number: int) -> str | Response | tuple[str, int]:
    """What was chosen so far, and the choice."""
    room = tandem_room(current_actor(), slug, number)
    form = TandemForm(data={"solutions": room.choice.solutions if room.choice else []})
    form.needs(room.call.language)
    form.solutions.choices = [SelectChoice(one.id, f"{plain(one.title)} ({one.team})") for one in room.candidates]
    if form.validate_on_submit():
        chosen, how = form.solutions.data or [], form.how.data or ""
        actions.choose(room, chosen, reason=form.reason(), how=how, by=room.viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The decision is prepared. A colleague of yours releases it."), "success")
        return redirect(url_for(".tandem", slug=slug, number=number))
    known = {one.id: one for one in room.candidates}
    page = render_template(
        "judging/tandem.html",
        room=room,
        call=room.call,
        form=form,
        chosen=[known.get(id_) for id_ in room.choice.solutions] if room.choice else [],
        mark=mark_of_choice(room.choice) if room.choice else None,
        may_choose=actions.choosable(room, room.candidates),
    )
    return page, 422 if form.errors else 200


@bp.post("/calls/<key:slug>/rounds/<int:number>/tandem/release")
@open_to(Role.SIGNED_IN)
def release_tandem(slug: str, number: int) -> Response:
    room = tandem_room(current_actor(), slug, number)
    actions.release_choice(room, seen=request.form.get("seen", ""), by=room.viewer, now=clock.now())
    db.session.commit()
    flash(gettext("The decision is released. Chair or organisers tell the teams."), "success")
    return redirect(url_for(".tandem", slug=slug, number=number))
