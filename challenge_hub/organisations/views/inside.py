"""Who sits in an organisation: the list, one seat, taking it away, leaving; and the history."""

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.organisations import history as histories
from challenge_hub.organisations import inside, queries
from challenge_hub.organisations.actions import looking, seats
from challenge_hub.organisations.forms import OneForm, SeatForm
from challenge_hub.organisations.look_rules import is_look_due
from challenge_hub.organisations.models import OrganisationMember
from challenge_hub.organisations.rules import Seat, may_choose_unit, may_leave
from challenge_hub.organisations.views.blueprint import bp


@bp.get("/organisations/<key:slug>/people")
@open_to(Role.SIGNED_IN)
def people(slug: str) -> str:
    own = queries.own_seat(current_actor(), slug)
    is_owner = own.seat == Seat.OWNER
    return render_template(
        "organisations/people.html",
        own=own,
        organisation=own.organisation,
        is_owner=is_owner,
        page=inside.members_of(own.organisation_id, number=page_number()),
        invitations=inside.open_invitations(own.organisation_id) if is_owner else [],
        requests=inside.open_requests(own.organisation_id) if is_owner else [],
        one=OneForm(),
        is_look_due=is_owner
        and is_look_due(own.organisation.confirmed_at, own.organisation.people_confirmed_at, clock.now()),
    )


@bp.post("/organisations/<key:slug>/people/confirmed")
@open_to(Role.SIGNED_IN)
def confirm_people(slug: str) -> Response:
    viewer = current_actor()
    looking.confirm_people(queries.owner_seat(viewer, slug), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("Thank you. You are asked again in a year."), "success")
    return redirect(url_for(".people", slug=slug))


@bp.route("/organisations/<key:slug>/people/<int(max=2147483647):member_id>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def member(slug: str, member_id: int) -> str | Response | tuple[str, int]:
    own = queries.own_seat(current_actor(), slug)
    person = inside.member_of(own.organisation_id, member_id)
    is_owner = own.seat == Seat.OWNER
    if not may_choose_unit(seat=Seat(own.seat), is_self=person.id == own.id):
        abort(404)
    units = [(str(unit.id), unit.name) for unit in queries.units_of(own.organisation_id)]
    form = SeatForm(units=units, seat=person.seat, unit=str(person.unit_id or ""))
    if not is_owner:
        del form.seat
    if form.validate_on_submit():
        return _seated(person, form, is_owner)
    context = {"organisation": own.organisation, "own": own, "member": person, "form": form, "is_owner": is_owner}
    return render_template("organisations/member.html", **context), 422 if form.errors else 200


def _seated(person: OrganisationMember, form: SeatForm, is_owner: bool) -> Response:
    viewer, now, slug = current_actor(), clock.now(), person.organisation.slug
    unit_id = int(form.unit.data) if form.unit.data else None
    seats.choose_unit(person, unit_id=unit_id, by=viewer, now=now)
    if is_owner:
        seats.change_seat(person, seat=Seat(form.seat.data), by=viewer, now=now)
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url_for(".people", slug=slug))


@bp.route("/organisations/<key:slug>/people/<int(max=2147483647):member_id>/removal", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def remove_member(slug: str, member_id: int) -> str | Response:
    own = queries.owner_seat(current_actor(), slug)
    person = inside.member_of(own.organisation_id, member_id)
    form = OneForm()
    if form.validate_on_submit():
        seats.remove(person, by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("This person does not act for the organisation any more."), "success")
        return redirect(url_for(".people" if person.id != own.id else "pages.me", slug=slug))
    return render_template("organisations/remove_member.html", organisation=own.organisation, member=person, form=form)


@bp.route("/organisations/<key:slug>/leaving", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def leave(slug: str) -> str | Response:
    own = queries.own_seat(current_actor(), slug)
    form = OneForm()
    if form.validate_on_submit():
        seats.leave(own, by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("You do not act for this organisation any more."), "success")
        return redirect(url_for("pages.me"))
    decision = may_leave(seat=Seat(own.seat), owners=inside.count_owners(own.organisation_id))
    return render_template("organisations/leave.html", organisation=own.organisation, decision=decision, form=form)


@bp.get("/organisations/<key:slug>/history")
@open_to(Role.SIGNED_IN)
def history(slug: str) -> str:
    own = queries.owner_seat(current_actor(), slug)
    return render_template(
        "organisations/history.html",
        organisation=own.organisation,
        own=own,
        page=histories.history_of(own.organisation_id, number=page_number()),
        verbs=current_app.extensions["verbs"],
    )
