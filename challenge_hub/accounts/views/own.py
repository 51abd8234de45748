"""One's own account: profile, password, address."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from challenge_hub.access import Role
from challenge_hub.accounts import actions, passwords, queries
from challenge_hub.accounts.forms import MailForm, PasswordForm, ProfileForm
from challenge_hub.accounts.sessions import this_token
from challenge_hub.accounts.views.blueprint import Answer, bp, looking
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to, proved_lately


@dataclass(frozen=True)
class Known:
    """What the forms need to know of an account before slow work, when no transaction is open."""

    mail: str | None
    claimed: str | None
    password_hash: str | None


@bp.route("/account", methods=["GET", "POST"])
@open_to(Role.ACCOUNT)
def account() -> Answer:
    viewer = current_actor()
    person = queries.own_person(viewer)
    form = ProfileForm(obj=person if request.method == "GET" else None)
    if form.validate_on_submit():
        actions.change_profile(
            person,
            display_name=str(form.display_name.data),
            language=str(form.language.data),
            skills=form.skills.data or "",
            by=viewer,
            now=clock.now(),
        )
        db.session.commit()
        flash(gettext("Your profile is saved."), "success")
        return redirect(url_for("accounts.account"))
    return render_template("accounts/account.html", form=form, person=person), 422 if form.errors else 200


@bp.route("/account/password", methods=["GET", "POST"])
@open_to(Role.ACCOUNT)
@proved_lately
def password() -> Answer:
    known, form = _known(), PasswordForm()
    form.about = (known.mail or known.claimed or "", current_actor().display_name)
    if known.password_hash is None:
        del form.current
    if form.validate_on_submit() and _is_current(form, known):
        viewer, password_hash = current_actor(), passwords.hashed(str(form.password.data))
        person = queries.own_person(viewer)
        actions.choose_password(person, password_hash, token=this_token(), by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("Your new password is set. You are signed out on all other devices."), "success")
        return redirect(url_for("accounts.account"))
    return render_template("accounts/password.html", form=form), 422 if form.errors else 200


@bp.route("/account/mail", methods=["GET", "POST"])
@open_to(Role.ACCOUNT)
@proved_lately
def mail() -> Answer:
    known, form = _known(), MailForm()
    if known.password_hash is None:
        del form.current
    if form.validate_on_submit() and _is_current(form, known):
        viewer = current_actor()
        person = queries.own_person(viewer)
        actions.claim_mail(person, str(form.mail.data), by=viewer, now=clock.now())
        db.session.commit()
        if person.claimed_mail == person.mail:
            flash(gettext("Your e-mail address stays as it is."), "success")
        else:
            flash(gettext("Please confirm the new address: we have sent a mail with a link there."), "success")
        return redirect(url_for("accounts.account"))
    return render_template("accounts/mail.html", form=form, known=known), 422 if form.errors else 200


def _known() -> Known:
    with looking():
        person = queries.own_person(current_actor())
        return Known(person.mail, person.claimed_mail, person.password_hash)


def _is_current(form: PasswordForm | MailForm, known: Known) -> bool:
    """Whether the current password was typed rightly, where there is one; else the form says so."""
    if known.password_hash is None or passwords.fits(str(form.current.data), known.password_hash):
        return True
    form.current.errors = [gettext("This is not your current password.")]
    return False
