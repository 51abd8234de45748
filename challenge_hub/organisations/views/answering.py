"""Requests are answered: by an owner, and by the operator where there is none or an organisation is new."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.organisations import inside, queries
from challenge_hub.organisations.actions import requests
from challenge_hub.organisations.choosing import comes_from_register
from challenge_hub.organisations.forms import AnswerForm
from challenge_hub.organisations.models import OrganisationRequest
from challenge_hub.organisations.rules import Seat
from challenge_hub.organisations.views.blueprint import bp


@bp.route("/organisations/<key:slug>/requests/<int(max=2147483647):request_id>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def decide(slug: str, request_id: int) -> str | Response | tuple[str, int]:
    own = queries.owner_seat(current_actor(), slug)
    request = inside.request_of(own.organisation_id, request_id)
    form = AnswerForm(answers=[(Seat.OFFICER, gettext("Accept as officer")), (Seat.OWNER, gettext("Accept as owner"))])
    if form.validate_on_submit():
        _answer(request, form)
        return redirect(url_for(".people", slug=slug))
    return render_template(
        "organisations/decide.html", organisation=own.organisation, request_=request, form=form
    ), 422 if form.errors else 200


def _answer(request: OrganisationRequest, form: AnswerForm) -> None:
    by, now = current_actor(), clock.now()
    if form.answer.data == AnswerForm.DECLINE:
        requests.decline(request, str(form.reason.data), by=by, now=now)
    else:
        requests.accept(request, seat=Seat(form.answer.data), by=by, now=now)
    db.session.commit()
    flash(gettext("Your answer is on its way by mail."), "success")


@bp.get("/organisations/waiting")
@open_to(Role.OPERATOR)
def waiting() -> str:
    return render_template("organisations/waiting.html", page=inside.all_waiting_requests(number=page_number()))


@bp.route("/organisations/waiting/<int(max=2147483647):request_id>", methods=["GET", "POST"])
@open_to(Role.OPERATOR)
def confirm(request_id: int) -> str | Response | tuple[str, int]:
    request = inside.any_waiting_request(request_id)
    form = AnswerForm(answers=[(Seat.OWNER, gettext("Confirm"))])
    if form.validate_on_submit():
        _answer(request, form)
        return redirect(url_for(".waiting"))
    organisation = request.organisation
    return render_template(
        "organisations/confirm.html",
        request_=request,
        organisation=organisation,
        from_register=comes_from_register(organisation.kind, organisation.official_key),
        form=form,
    ), 422 if form.errors else 200
