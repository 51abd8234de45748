"""What an organisation says about itself: its profile and its units."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Refused, Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import LANGUAGES, db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.organisations import inside, queries
from challenge_hub.organisations.actions import profile as profiles
from challenge_hub.organisations.actions.profile import Profile
from challenge_hub.organisations.forms import OneForm, ProfileForm, UnitForm
from challenge_hub.organisations.models import Organisation, OrganisationUnit
from challenge_hub.organisations.views.blueprint import bp


@bp.route("/organisations/<key:slug>/profile", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def profile(slug: str) -> str | Response | tuple[str, int]:
    own = queries.own_seat(current_actor(), slug)
    form = _profile_form(own.organisation)
    if form.validate_on_submit():
        profiles.edit_profile(own.organisation, _profile(form), by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("The profile is saved."), "success")
        return redirect(url_for(".show", slug=slug))
    return render_template(
        "organisations/profile.html", organisation=own.organisation, own=own, form=form
    ), 422 if form.errors else 200


def _profile_form(organisation: Organisation) -> ProfileForm:
    summary = {f"summary_{language}": organisation.summary.get(language) for language in LANGUAGES}
    return ProfileForm(obj=organisation, data=summary)


def _profile(form: ProfileForm) -> Profile:
    summary = {"de": form.summary_de.data, "en": form.summary_en.data}
    return Profile(
        website=form.website.data or None,
        summary={language: words for language, words in summary.items() if words},
        contact_mail=form.contact_mail.data or None,
        contact_phone=form.contact_phone.data or None,
        contact_address=form.contact_address.data or None,
        unit_word=form.unit_word.data or None,
    )


@bp.route("/organisations/<key:slug>/units", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def units(slug: str) -> str | Response | tuple[str, int]:
    own = queries.own_seat(current_actor(), slug)
    form = UnitForm()
    if form.validate_on_submit() and _added(own.organisation, form):
        db.session.commit()
        flash(gettext("The unit was added."), "success")
        return redirect(url_for(".units", slug=slug))
    return render_template(
        "organisations/units.html",
        organisation=own.organisation,
        own=own,
        units=queries.units_of(own.organisation_id),
        people=inside.people_by_unit(own.organisation_id),
        form=form,
    ), 422 if form.errors else 200


def _added(organisation: Organisation, form: UnitForm) -> bool:
    try:
        profiles.add_unit(organisation, str(form.name.data), by=current_actor(), now=clock.now())
    except Refused as refused:
        return form.refuse(form.name, refused.reason)
    return True


@bp.route("/organisations/<key:slug>/units/<int(max=2147483647):unit_id>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def unit(slug: str, unit_id: int) -> str | Response | tuple[str, int]:
    own = queries.own_seat(current_actor(), slug)
    found = inside.unit_of(own.organisation_id, unit_id)
    form = UnitForm(name=found.name)
    if form.validate_on_submit() and _renamed(found, form):
        db.session.commit()
        flash(gettext("The unit was renamed."), "success")
        return redirect(url_for(".units", slug=slug))
    return render_template(
        "organisations/unit.html", organisation=own.organisation, unit=found, form=form
    ), 422 if form.errors else 200


def _renamed(found: OrganisationUnit, form: UnitForm) -> bool:
    try:
        profiles.rename_unit(found, str(form.name.data), by=current_actor(), now=clock.now())
    except Refused as refused:
        return form.refuse(form.name, refused.reason)
    return True


@bp.route("/organisations/<key:slug>/units/<int(max=2147483647):unit_id>/removal", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def remove_unit(slug: str, unit_id: int) -> str | Response:
    own = queries.own_seat(current_actor(), slug)
    found = inside.unit_of(own.organisation_id, unit_id)
    form = OneForm()
    if form.validate_on_submit():
        profiles.remove_unit(found, by=current_actor(), now=clock.now())
        db.session.commit()
        flash(gettext("The unit was removed."), "success")
        return redirect(url_for(".units", slug=slug))
    people = inside.people_by_unit(own.organisation_id).get(found.id, 0)
    return render_template(
        "organisations/remove_unit.html", organisation=own.organisation, unit=found, people=people, form=form
    )
