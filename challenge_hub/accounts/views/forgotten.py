"""A forgotten password: asking for a link, and choosing a new one with it."""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from challenge_hub.access import Role
from challenge_hub.accounts import actions, passwords, queries, throttling
from challenge_hub.accounts.forms import NewPasswordForm, ResetForm
from challenge_hub.accounts.views.blueprint import Answer, bp, looking
from challenge_hub.accounts.views.confirming import GONE
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import open_to
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.links import read_signed

LINK_LASTS = timedelta(hours=1)


@bp.route("/reset", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def reset() -> Answer:
    form = ResetForm()
    if form.validate_on_submit():
        throttling.slow_down(throttling.RESET_FROM, now=clock.now())
        actions.ask_reset(str(form.mail.data), page_language(), now=clock.now())
        db.session.commit()
        flash(
            gettext(
                "If there is an account with this address, a mail with a link is on its way. It works for an hour."
            ),
            "success",
        )
        return redirect(url_for("accounts.sign_in"))
    return render_template("accounts/reset.html", form=form), 422 if form.errors else 200


@bp.route("/reset/<token>", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def new_password(token: str) -> Answer:
    facts = read_signed("reset", token, max_age=LINK_LASTS) or {"person": 0, "seal": ""}
    with looking():
        person = queries.person_for_reset(facts["person"], facts["seal"])
        about = (person.mail or "", person.display_name) if person else None
    if about is None:
        return render_template("accounts/new_password.html", form=None), GONE
    form = NewPasswordForm()
    form.about = about
    if form.validate_on_submit():
        password_hash = passwords.hashed(str(form.password.data))
        actions.reset_password(facts["person"], facts["seal"], password_hash, now=clock.now())
        throttling.let_pass(about[0], now=clock.now())
        db.session.commit()
        flash(gettext("Your new password is set. Please sign in with it."), "success")
        return redirect(url_for("accounts.sign_in"))
    return render_template("accounts/new_password.html", form=form), 422 if form.errors else 200
