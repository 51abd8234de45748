"""The municipality's own prize: officers of the organisation that posed the challenge decide, two of them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.typed import SelectChoice, whole
from challenge_hub.results import deciding
from challenge_hub.results.decisions import prize_room
from challenge_hub.results.forms import PrizeForm
from challenge_hub.results.rules.prizes import may_decide_prize
from challenge_hub.results.views.blueprint import bp


@bp.route("/calls/<key:slug>/prizes/<int:position>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def prize(slug: str, position: int) -> str | Response | tuple[str, int]:
    """What was decided so far, and the decision."""
    room, now = prize_room(current_actor(), slug, position), clock.now()
    form = PrizeForm()
    form.needs(room.call.language)
    form.solution.choices = [SelectChoice(one.id, f"{plain(one.title)} ({one.team})") for one in room.solutions]
    if form.validate_on_submit():
        chosen = next(one for one in room.solutions if one.id == form.solution.data)
        how = form.how.data or ""
        deciding.decide_prize(room, chosen, reason=form.reason(), how=how, by=room.viewer, now=now)
        db.session.commit()
        flash(gettext("The decision is prepared. A colleague of yours releases it."), "success")
        return redirect(url_for(".prize", slug=slug, position=position))
    may_decide = may_decide_prize(is_over=room.call.closes_at <= now, is_released=room.is_released, is_confirmed=False)
    page = render_template("results/prize.html", room=room, call=room.call, form=form, may_decide=may_decide)
    return page, 422 if form.errors else 200


@bp.post("/calls/<key:slug>/prizes/<int:position>/release")
@open_to(Role.SIGNED_IN)
def confirm_prize(slug: str, position: int) -> Response:
    room = prize_room(current_actor(), slug, position)
    wanted = whole(request.form.get("decision", ""))
    found = next((one for one in room.decisions if one.row.id == wanted), None)
    if found is None:
        raise NotFound
    deciding.confirm_prize(room, found.row, seen=request.form.get("seen", ""), by=room.viewer, now=clock.now())
    db.session.commit()
    flash(gettext("The decision is released. The awards follow it."), "success")
    return redirect(url_for(".prize", slug=slug, position=position))
