"""The sign-in service of an organisation, and the list of those that have one."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Refused, Role
from challenge_hub.accounts.openid import metadata_of
from challenge_hub.accounts.returning import address_back
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.addresses import own_address
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db, only_reading
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.guards import current_actor, open_to, proved_lately
from challenge_hub.infrastructure.outgoing import outgoing
from challenge_hub.infrastructure.pagination import page_number
from challenge_hub.organisations import queries, services
from challenge_hub.organisations.actions import service as acts
from challenge_hub.organisations.forms import OneForm, ServiceForm
from challenge_hub.organisations.views.blueprint import bp


@bp.get("/sign-in/organisations")
@open_to(Role.ANYONE)
def services_of_all() -> str:
    words = asked("q")
    page = services.with_service(words=words, number=page_number())
    return render_template(
        "organisations/services_of_all.html", page=page, words=words, next=own_address(asked("next"))
    )


@bp.route("/organisations/<key:slug>/sign-in", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
@proved_lately
def service(slug: str) -> str | Response | tuple[str, int]:
    form = _form(slug)
    if form.validate_on_submit() and _answers(form):
        organisation = services.service_place(current_actor(), slug)
        acts.set_service(organisation, _wanted(form), by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("The sign-in service is set up."), "success")
        return redirect(url_for(".service", slug=slug))
    organisation = services.service_place(current_actor(), slug)
    known, seat = services.service_of(organisation.id), queries.seat_in(current_actor(), organisation.id)
    context = {"known": known, "seat": seat, "back": address_back(organisation.id), "one": OneForm()}
    page = render_template("organisations/service.html", organisation=organisation, form=form, **context)
    return page, 422 if form.errors else 200


@bp.post("/organisations/<key:slug>/sign-in/removal")
@open_to(Role.SIGNED_IN)
@proved_lately
def remove_service(slug: str) -> Response:
    organisation = services.service_place(current_actor(), slug)
    acts.remove_service(organisation, by=current_actor(), now=clock.now())
    db.session.commit()
    flash(gettext("The sign-in service is removed. Nobody signs in with it any more."), "success")
    return redirect(url_for(".service", slug=slug))


def _form(slug: str) -> ServiceForm:
    """With what there is; the look at it ends here, for what follows asks another server."""
    with only_reading():
        known = services.service_of(services.service_place(current_actor(), slug).id)
        form = ServiceForm(obj=known)
        form.is_new = known is None
        form.secret.flags.required = form.is_new
        db.session.rollback()
    if not current_actor().has(Role.OPERATOR):
        del form.is_vouched
    return form


def _answers(form: ServiceForm) -> bool:
    """Whether there is such a service: a slip in the address shows here, and not to those who want to sign in."""
    try:
        metadata_of(str(form.issuer.data), outgoing())
    except Refused as refused:
        form.issuer.errors = [sentence_for(refused.reason)]
        return False
    return True


def _wanted(form: ServiceForm) -> acts.Service:
    is_vouched = bool(form.is_vouched.data) if form.is_vouched else False
    return acts.Service(str(form.issuer.data), str(form.client_id.data), form.secret.data or "", is_vouched)
