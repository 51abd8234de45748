"""An organisation comes to the platform: found in the register, typed, or founded; and a request to act for it."""

from dataclasses import replace

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import page_language, plain
from challenge_hub.organisations import inside, queries, register
from challenge_hub.organisations.actions import founding, requests
from challenge_hub.organisations.choosing import completed, particulars
from challenge_hub.organisations.forms import AskFoundForm, FoundForm, MessageForm, NamedForm, OneForm, PlaceForm
from challenge_hub.organisations.keys import LENGTHS
from challenge_hub.organisations.names import countries
from challenge_hub.organisations.rules import Kind, Particulars
from challenge_hub.organisations.views.blueprint import bp


@bp.get("/organisations/new")
@open_to(Role.SIGNED_IN)
def choose() -> str:
    words = asked("q")
    found = register.find(words)
    keys = [entry.key for entry in found if entry.key]
    return render_template(
        "organisations/choose.html",
        words=words,
        entries=[(entry, register.label(entry, page_language())) for entry in found],
        known=queries.known_by_key(keys),
        kinds=[kind for kind in queries.kinds() if kind.key not in LENGTHS],
    )


@bp.route("/organisations/new/entry", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def entry() -> str | Response | tuple[str, int]:
    found = _entry_asked() or abort(404)
    form = NamedForm() if found.kind is Kind.ASSOCIATION_OF_MUNICIPALITIES else MessageForm()
    if form.validate_on_submit():
        wanted = particulars(found)
        if "name" in form:
            wanted = replace(wanted, name=str(form.name.data))
        return _ask_for(wanted, str(form.message.data))
    label = register.label(found, page_language())
    return render_template("organisations/entry.html", form=form, entry=found, label=label), 422 if form.errors else 200


def _entry_asked() -> register.Entry | None:
    """The line of the register an address names: by kind and key, or abroad by country and name."""
    if asked("key"):
        return register.entry_of(asked("kind"), asked("key"))
    return register.abroad_entry(asked("country"), asked("name"))


def _ask_for(wanted: Particulars, message: str) -> Response:
    organisation = founding.ask_for(wanted, message, by=current_actor(), now=clock.now())
    return _asked(organisation.slug)


def _asked(slug: str) -> Response:
    db.session.commit()
    flash(gettext("Your request was sent. You receive a mail as soon as there is an answer."), "success")
    return redirect(url_for(".show", slug=slug))


@bp.route("/organisations/new/place", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def place() -> str | Response | tuple[str, int]:
    kinds = [(kind.key, plain(kind.name)) for kind in queries.kinds() if kind.key in LENGTHS]
    form = PlaceForm(kinds=kinds, countries=countries(page_language()))
    if form.validate_on_submit():
        return _ask_for(completed(form.particulars()), str(form.message.data))
    return render_template("organisations/place.html", form=form), 422 if form.errors else 200


@bp.route("/organisations/new/<key:kind>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def found(kind: str) -> str | Response | tuple[str, int]:
    known = queries.any_kind(kind)
    if known.key in LENGTHS:
        abort(404)
    form = (AskFoundForm if known.is_public else FoundForm)(countries=countries(page_language()))
    if form.validate_on_submit():
        return _ask_for(_wanted(kind, form), str(form.message.data)) if known.is_public else _found(kind, form)
    return render_template("organisations/found.html", form=form, kind=known), 422 if form.errors else 200


def _wanted(kind: str, form: FoundForm) -> Particulars:
    summary = {page_language(): str(form.summary.data)} if form.summary.data else {}
    return Particulars(
        kind, str(form.name.data), str(form.country.data), website=form.website.data or None, summary=summary
    )


def _found(kind: str, form: FoundForm) -> Response:
    organisation = founding.found(_wanted(kind, form), by=current_actor(), now=clock.now())
    slug = organisation.slug
    db.session.commit()
    flash(gettext("The organisation is registered. You are its owner."), "success")
    return redirect(url_for(".show", slug=slug))


@bp.route("/organisations/<key:slug>/request", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def ask(slug: str) -> str | Response | tuple[str, int]:
    viewer = current_actor()
    organisation = queries.visible_organisation(viewer, slug)
    form = MessageForm()
    if form.validate_on_submit():
        founding.ask(organisation, str(form.message.data), by=viewer, now=clock.now())
        return _asked(organisation.slug)
    return render_template(
        "organisations/ask.html",
        form=form,
        organisation=organisation,
        decision=inside.may_ask_now(viewer, organisation),
        seat=queries.seat_in(viewer, organisation.id),
        has_asked=queries.has_asked(viewer, organisation.id),
        one=OneForm(),
    ), 422 if form.errors else 200


@bp.post("/organisations/<key:slug>/request/withdrawal")
@open_to(Role.SIGNED_IN)
def take_back(slug: str) -> Response:
    viewer = current_actor()
    organisation = queries.visible_organisation(viewer, slug)
    request = inside.own_request(viewer, organisation.id)
    requests.take_back(request, by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("Your request was taken back."), "success")
    return redirect(url_for("pages.me"))
