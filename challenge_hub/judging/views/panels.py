"""The panels of a round: forming them by hand or by theme, changing one, taking one out."""

from flask import flash, redirect, render_template, url_for
from flask_babel import get_locale, gettext, ngettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls.stored import themes_of
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.judging.actions import panels as actions
from challenge_hub.judging.panel_forms import PanelForm
from challenge_hub.judging.queries import panels as queries
from challenge_hub.judging.queries.naming import solutions_for
from challenge_hub.judging.queries.rooms import JuryRoom, jury_room
from challenge_hub.judging.rules.rounds import may_change_round
from challenge_hub.judging.views.blueprint import asked_round, bp


@bp.route("/calls/<key:slug>/jury/panels", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def panels(slug: str) -> str | Response | tuple[str, int]:
    """Every panel and what follows from them, and one more."""
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    form = _offered(PanelForm(), room)
    if form.validate_on_submit():
        actions.add_panel(room, form.said(), by=room.viewer, now=room.now)
        db.session.commit()
        flash(gettext("The panel is formed. The next plan knows it."), "success")
        return redirect(url_for(".panels", slug=slug))
    facts = {"seen": queries.panels_for(room), "form": form, "may_change": _may_change(room)}
    return render_template("judging/panels.html", room=room, **facts), 422 if form.errors else 200


@bp.post("/calls/<key:slug>/jury/panels/by-theme")
@open_to(Role.SIGNED_IN)
def panels_by_theme(slug: str) -> Response:
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    added = actions.panels_by_theme(room, language=str(get_locale()), by=room.viewer, now=room.now)
    db.session.commit()
    flash(ngettext("%(num)s panel is formed.", "%(num)s panels are formed.", added), "success")
    return redirect(url_for(".panels", slug=slug))


@bp.route("/calls/<key:slug>/jury/panels/<int:panel_id>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def edit_panel(slug: str, panel_id: int) -> str | Response | tuple[str, int]:
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    panel, facts = queries.panel_for(room, panel_id)
    visible = {solution.id for solution in solutions_for(room, among=room.free)}
    chosen = [id_ for id_, its in queries.by_hand(room.judged).items() if its == panel.id and id_ in visible]
    said = {"name": panel.name, "seats": list(facts.jurors), "themes": list(facts.themes), "solutions": chosen}
    form = _offered(PanelForm(data={**said, "seen": queries.panel_mark(panel, facts, chosen)}), room)
    if form.validate_on_submit():
        actions.change_panel(room, panel, form.said(), seen=form.seen.data or "", by=room.viewer, now=room.now)
        db.session.commit()
        flash(gettext("The panel is saved. The next plan knows it."), "success")
        return redirect(url_for(".panels", slug=slug))
    known = {"panel": panel, "form": form, "may_change": _may_change(room)}
    return render_template("judging/edit_panel.html", room=room, **known), 422 if form.errors else 200


@bp.post("/calls/<key:slug>/jury/panels/<int:panel_id>/removal")
@open_to(Role.SIGNED_IN)
def drop_panel(slug: str, panel_id: int) -> Response:
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    panel, _facts = queries.panel_for(room, panel_id)
    actions.drop_panel(room, panel, by=room.viewer, now=room.now)
    db.session.commit()
    flash(gettext("The panel is taken out again."), "success")
    return redirect(url_for(".panels", slug=slug))


def _offered(form: PanelForm, room: JuryRoom) -> PanelForm:
    form.offer(queries.jurors_for_panels(room), themes_of(room.call.id), solutions_for(room, among=room.free))
    return form


def _may_change(room: JuryRoom) -> object:
    is_stopped = room.call.suspended_at is not None or room.call.cancelled_at is not None
    is_closed = room.judged.closed_at is not None
    return may_change_round(is_organiser=room.is_organiser, is_closed=is_closed, is_stopped=is_stopped)
