"""Coming in and going out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from challenge_hub.access import Role, signed_in
from challenge_hub.accounts import actions, passwords, queries
from challenge_hub.accounts.forms import SignInForm
from challenge_hub.accounts.models import Person
from challenge_hub.accounts.sessions import remember
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.addresses import own_address
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db, only_reading
from challenge_hub.infrastructure.guards import open_to

bp = Blueprint("accounts", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def sign_in() -> str | Response | tuple[str, int]:
    form = SignInForm(next=asked("next"))
    if form.validate_on_submit():
        person = _who_knows(str(form.mail.data), str(form.password.data))
        if person:
            token = actions.begin_session(person, device=request.user_agent.string, now=clock.now())
            actor = signed_in(person.id, person.display_name, is_confirmed=True, is_operator=person.is_operator)
            db.session.commit()
            remember(token, actor)
            return redirect(own_address(form.next.data) or url_for("pages.me"))
        form.mail.errors = [gettext("This address and this password do not belong together.")]
    return render_template("accounts/sign_in.html", form=form), 422 if form.errors else 200


def _who_knows(mail: str, password: str) -> Person | None:
    """The person whose password this is. The slow look at it happens before anything is locked."""
    with only_reading():
        person = queries.person_with_mail(mail)
        password_hash = person.password_hash if person else None
        db.session.rollback()
    return queries.person_with_mail(mail) if passwords.fits(password, password_hash) else None


@bp.post("/sign-out")
@open_to(Role.ANYONE)
def sign_out() -> Response:
    token = getattr(current_user, "token", "")
    actions.end_session(token, now=clock.now())
    db.session.commit()
    logout_user()
    flash(gettext("You are signed out."), "success")
    return redirect(url_for("pages.home"))
