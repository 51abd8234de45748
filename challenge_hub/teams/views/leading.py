"""Passing the lead on, and asking the organiser to hand it over."""

from collections.abc import Iterable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.teams import leading, queries, waiting
from challenge_hub.teams.forms import LeadForm, PlainForm
from challenge_hub.teams.queries import MemberLine, Room
from challenge_hub.teams.rules import TeamRole
from challenge_hub.teams.views.blueprint import bp


@bp.route("/calls/<key:slug>/teams/<key:key>/lead", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def pass_lead(slug: str, key: str) -> str | Response | tuple[str, int]:
    room = queries.led_room_of(current_actor(), slug, key)
    form, others = LeadForm(), _others(room)
    form.offer(_confirmed(others))
    if form.validate_on_submit():
        leading.pass_lead(room.team, int(form.person.data), by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("The lead is passed on. You are a member of the team still."), "success")
        return redirect(url_for(".show", slug=slug, key=key))
    return render_template("teams/pass_lead.html", room=room, form=form, others=others), 422 if form.errors else 200


@bp.route("/calls/<key:slug>/teams/<key:key>/lead-request", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def ask_for_lead(slug: str, key: str) -> str | Response | tuple[str, int]:
    viewer = current_actor()
    room = queries.room_of(viewer, slug, key)
    own = waiting.own_lead_wish(viewer, room.team.id)
    form, members = LeadForm(person=str(own.wanted_lead) if own else None), queries.members_of(viewer, room.team.id)
    form.offer(_confirmed(line for line in members if line.role is not TeamRole.LEAD))
    if form.validate_on_submit():
        leading.ask_for_lead(room.team, int(form.person.data), by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The organiser sees your request as soon as two members name the same person."), "success")
        return redirect(url_for(".ask_for_lead", slug=slug, key=key))
    return render_template("teams/ask_for_lead.html", room=room, form=form, own=own), 422 if form.errors else 200


@bp.post("/calls/<key:slug>/teams/<key:key>/lead-request/withdrawal")
@open_to(Role.SIGNED_IN)
def withdraw_lead_request(slug: str, key: str) -> Response:
    room = queries.room_of(current_actor(), slug, key)
    form = PlainForm()
    if form.validate_on_submit():
        leading.withdraw_lead_request(room.team, by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("Your request for another lead is withdrawn."), "success")
    return redirect(url_for(".show", slug=slug, key=key))


def _others(room: Room) -> list[MemberLine]:
    viewer = current_actor()
    return [line for line in queries.members_of(viewer, room.team.id) if line.person_id != viewer.person_id]


def _confirmed(lines: Iterable[MemberLine]) -> list[tuple[int, str]]:
    """Only who has confirmed their address may lead."""
    return [(line.person_id, line.name) for line in lines if line.is_confirmed]
