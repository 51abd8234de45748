"""Registering, signing in and out."""

from math import ceil

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_login import logout_user
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.accounts import (
    actions,
    challenges,
    identities,
    logins,
    passkeys,
    passwords,
    providers,
    queries,
    throttling,
)
from challenge_hub.accounts.forms import RegisterForm, SignInForm
from challenge_hub.accounts.models import Person
from challenge_hub.accounts.sessions import enter, this_token
from challenge_hub.accounts.views.blueprint import Answer, bp, looking, way_in
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.addresses import own_address
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.log import tell
from challenge_hub.infrastructure.throttle import NO_WAIT, succeed


@bp.route("/register", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def register() -> Answer:
    form = RegisterForm(next=asked("next"))
    if current_actor().person_id:
        flash(gettext("You are signed in already. Sign out first to register another account."), "info")
        return redirect(own_address(form.next.data) or url_for("pages.me"))
    if form.validate_on_submit():
        throttling.slow_down(throttling.REGISTER_FROM, now=clock.now())
        password_hash = passwords.hashed(str(form.password.data))
        person = actions.begin_with_claim(
            str(form.display_name.data),
            str(form.mail.data),
            page_language(),
            password_hash=password_hash,
            now=clock.now(),
        )
        enter(person, now=clock.now())
        db.session.commit()
        flash(gettext("Welcome. Please confirm your e-mail address: we have sent you a mail with a link."), "success")
        return redirect(own_address(form.next.data) or url_for("pages.me"))
    return render_template("accounts/register.html", form=form), 422 if form.errors else 200


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def sign_in() -> Answer:
    form, wait = SignInForm(next=asked("next")), NO_WAIT
    if form.validate_on_submit():
        tries = throttling.password_counts(str(form.mail.data))
        wait = throttling.counted(tries, now=clock.now())
        person = None if wait else _who_knows(str(form.mail.data), str(form.password.data))
        if person:
            succeed(tries, now=clock.now())
            actor = enter(person, now=clock.now())
            db.session.commit()
            return redirect(way_in(actor, form.next.data))
        tell("sign-in-slowed" if wait else "sign-in-wrong", account=throttling.account_of(str(form.mail.data)))
        if not wait:
            form.mail.errors = [gettext("This address and this password do not belong together.")]
    options = passkeys.options_to_show([], challenges.begin(now=clock.now()))
    minutes = ceil(wait / throttling.MINUTE)
    page = render_template(
        "accounts/sign_in.html",
        form=form,
        minutes=minutes,
        options=options,
        platforms=providers.platforms_provider(),
        is_any=providers.is_any_of_organisations(),
    )
    return page, 429 if wait else 422 if form.errors else 200


def _who_knows(mail: str, password: str) -> Person | None:
    """The person whose password this is. The slow look at it happens before anything is locked."""
    with looking():
        person = queries.person_with_mail(mail)
        password_hash = person.password_hash if person else None
    if not passwords.fits(password, password_hash):
        return None
    renewed = passwords.hashed(password) if passwords.is_outdated(password_hash) else None
    person = queries.person_with_mail(mail)
    if person and renewed and person.password_hash == password_hash:
        person.password_hash = renewed
    return person


@bp.post("/sign-out")
@open_to(Role.ANYONE)
def sign_out() -> Response:
    logins.end_session(this_token(), now=clock.now())
    db.session.commit()
    tell("signed-out")
    logout_user()
    identities.drop()
    flash(gettext("You are signed out."), "success")
    response = redirect(url_for("pages.home"))
    response.headers["Clear-Site-Data"] = '"storage"'  # pages and drafts that a juror's device kept
    return response
