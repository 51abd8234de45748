"""The organisers' page of a jury: its seats, and who is invited to them."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.typed import SelectChoice
from challenge_hub.judging.actions import seats as actions
from challenge_hub.judging.forms import InviteForm, ReplaceForm
from challenge_hub.judging.queries import seats as queries
from challenge_hub.judging.queries.expertise import themes_by_seat
from challenge_hub.judging.queries.rooms import jury_room
from challenge_hub.judging.rules.jury import JurorRole
from challenge_hub.judging.sentences import ROLE_WORDS
from challenge_hub.judging.views.blueprint import asked_round, bp

NOBODY = "0"


@bp.route("/calls/<key:slug>/jury", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def jury(slug: str) -> str | Response | tuple[str, int]:
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    form = InviteForm(language=page_language(), role=JurorRole.JUROR)
    if form.validate_on_submit():
        actions.invite(
            room,
            mail=str(form.mail.data),
            name=str(form.name.data),
            language=form.language.data,
            role=JurorRole(form.role.data),
            by=viewer,
            now=clock.now(),
        )
        db.session.commit()
        flash(gettext("The invitation to %(mail)s is on its way.", mail=form.mail.data), "success")
        return redirect(url_for(".jury", slug=slug))
    lists = {"seats": queries.seats_for(room), "dependent": queries.dependent_seats(room)}
    lists["themes"] = themes_by_seat(room.call.id)
    page = render_template("judging/jury.html", room=room, **lists, form=form, role_words=ROLE_WORDS)
    return page, 422 if form.errors else 200


@bp.post("/calls/<key:slug>/jury/<int:seat_id>/invitation")
@open_to(Role.SIGNED_IN)
def resend(slug: str, seat_id: int) -> Response:
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    seat = queries.seat_for(room, seat_id)
    actions.resend(room, seat, by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("The invitation to %(mail)s is on its way once more.", mail=seat.invited_mail), "success")
    return redirect(url_for(".jury", slug=slug))


@bp.post("/calls/<key:slug>/jury/<int:seat_id>/withdrawal")
@open_to(Role.SIGNED_IN)
def withdraw_invitation(slug: str, seat_id: int) -> Response:
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    seat = queries.seat_for(room, seat_id)
    actions.withdraw_invitation(room, seat, by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("The invitation is withdrawn. You can invite the same address again."), "success")
    return redirect(url_for(".jury", slug=slug))


@bp.route("/calls/<key:slug>/jury/<int:seat_id>/replacement", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def replace(slug: str, seat_id: int) -> str | Response | tuple[str, int]:
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now(), asked_round())
    seat = queries.seat_for(room, seat_id)
    rows = queries.seats_for(room)
    deputies = {str(row.seat.id): row for row in rows if actions.is_ready_deputy(row.seat) and row.seat is not seat}
    form = ReplaceForm()
    form.deputy.choices = [SelectChoice(id_, row.name) for id_, row in deputies.items()]
    form.deputy.choices.append(SelectChoice(NOBODY, gettext("Nobody")))
    if form.validate_on_submit():
        deputy = deputies.get(form.deputy.data)
        actions.replace(room, seat, deputy.seat if deputy else None, by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The seat is left. Reviews that are done stay and count."), "success")
        return redirect(url_for(".jury", slug=slug))
    name = next(row.name for row in rows if row.seat is seat)
    page = render_template("judging/replace.html", room=room, seat=seat, name=name, form=form, role_words=ROLE_WORDS)
    return page, 422 if form.errors else 200
