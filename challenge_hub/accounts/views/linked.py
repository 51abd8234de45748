"""One's linked sign-in services, and what becomes of an identity that is linked to nothing yet."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Refused, Role
from challenge_hub.accounts import identities as carried
from challenge_hub.accounts import linking, providers, queries, throttling
from challenge_hub.accounts.forms import FirstTimeForm, KeepForm
from challenge_hub.accounts.identities import Identity
from challenge_hub.accounts.sessions import enter, this_token
from challenge_hub.accounts.views.blueprint import Answer, bp
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.addresses import own_address
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.guards import current_actor, open_to, proved_lately
from challenge_hub.infrastructure.i18n import page_language


@bp.app_template_global()
def host_of(issuer: str) -> str:
    """What people know a service by."""
    return providers.host_of(issuer)


@bp.get("/account/identities")
@open_to(Role.ACCOUNT)
def identities() -> str:
    return render_template(
        "accounts/identities.html",
        identities=queries.own_identities(current_actor()),
        platforms=providers.platforms_provider(),
        is_any=providers.is_any_of_organisations(),
    )


@bp.route("/account/identities/new", methods=["GET", "POST"])
@open_to(Role.ACCOUNT)
@proved_lately
def new_identity() -> Answer:
    """The identity this browser came with is linked once its owner has seen which one it is, and says so."""
    found, form = carried.carried(), KeepForm()
    if found is None:
        return redirect(url_for("accounts.identities"))
    identity, for_person = found
    del form.sealed
    if form.validate_on_submit():
        viewer = current_actor()
        carried.drop()
        linking.link(queries.own_person(viewer), identity, for_person=for_person, by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("From now on you can sign in with this sign-in service."), "success")
        return redirect(url_for("accounts.identities"))
    return render_template("accounts/new_identity.html", identity=identity, form=form)


@bp.post("/account/identities/<int(max=2147483647):number>/removal")
@open_to(Role.ACCOUNT)
@proved_lately
def unlink_identity(number: int) -> Response:
    viewer = current_actor()
    linked = queries.own_identity(viewer, number)
    linking.unlink(linked, queries.own_person(viewer), token=this_token(), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("This sign-in service does not open your account any more."), "success")
    return redirect(url_for("accounts.identities"))


@bp.route("/sign-in/first-time", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def first_time() -> Answer:
    """An identity without an account: its owner signs in and links it, or registers."""
    found = carried.carried()
    if found is None:
        return redirect(url_for("accounts.sign_in"))
    if current_actor().has(Role.ACCOUNT):
        return redirect(url_for("accounts.new_identity"))
    identity = found[0]
    is_known = identity.is_verified and queries.person_with_mail(identity.mail) is not None
    form = FirstTimeForm(display_name=identity.name, mail=identity.mail, next=asked("next"))
    if form.validate_on_submit():
        try:
            return _registered(identity, form)
        except Refused as refused:
            if refused.reason == "too-often":
                raise
            form.mail.errors = [sentence_for(refused.reason)]
    page = render_template("accounts/first_time.html", form=form, identity=identity, is_known=is_known)
    return page, 422 if form.errors else 200


def _registered(identity: Identity, form: FirstTimeForm) -> Response:
    now = clock.now()
    throttling.slow_down(throttling.REGISTER_FROM, now=now)
    name, mail = str(form.display_name.data), str(form.mail.data)
    person = linking.register_with(identity, name, mail, page_language(), now=now)
    enter(person, now=now, proven=identity.has_factor)
    db.session.commit()
    carried.drop()
    if person.mail:
        flash(gettext("Welcome. You are signed in."), "success")
    else:
        flash(gettext("Welcome. Please confirm your e-mail address: we have sent you a mail with a link."), "success")
    return redirect(own_address(form.next.data) or url_for("pages.me"))
