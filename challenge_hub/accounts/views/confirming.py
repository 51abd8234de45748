"""The link that confirms an address: a page with one button, and only the button uses the link up."""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Actor, Role
from challenge_hub.accounts import actions, passwords, queries, rules
from challenge_hub.accounts.forms import ConfirmForm
from challenge_hub.accounts.queries import Claim
from challenge_hub.accounts.sessions import enter
from challenge_hub.accounts.views.blueprint import Answer, bp, looking, way_in
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.links import read_signed
from challenge_hub.infrastructure.people import all_take_overs

LINK_LASTS = timedelta(days=7)
GONE = 410


@bp.route("/confirm/<token>", methods=["GET", "POST"])
@open_to(Role.ANYONE)
def confirm(token: str) -> Answer:
    viewer, claim = current_actor(), _claim_of(token)
    if claim is None:
        return render_template("accounts/confirm.html", claim=None, form=None), GONE
    reason = _may_confirm(claim, viewer)
    is_owner = viewer.person_id is not None and viewer.person_id == claim.owner_id
    form = ConfirmForm()
    form.about = (claim.mail, claim.display_name)
    if reason != "choose-password":
        del form.password
    if form.validate_on_submit():
        if is_owner:
            return _take_over(claim, viewer)
        return _confirm(claim, viewer, str(form.password.data) if form.password else None)
    page = render_template(
        "accounts/confirm.html", form=form, claim=claim, reason=reason, is_owner=is_owner, token=token
    )
    return page, 422 if form.errors else 200


def _claim_of(token: str) -> Claim | None:
    facts = read_signed("confirm", token, max_age=LINK_LASTS)
    if facts is None:
        return None
    with looking():
        return queries.claim(facts["person"], facts["seal"])


def _may_confirm(claim: Claim, viewer: Actor) -> str | None:
    """Why the address cannot be confirmed here and now; "choose-password" only asks for one."""
    is_own = viewer.person_id == claim.person_id
    return rules.may_confirm(
        is_open=True,
        is_taken=claim.owner_id is not None,
        is_own_session=is_own,
        has_mail=claim.has_mail,
        has_password=is_own and claim.has_way_in,
    ).reason


def _confirm(claim: Claim, viewer: Actor, password: str | None) -> Response:
    password_hash = passwords.hashed(password) if password else None
    seal = rules.claim_seal(claim.mail)
    person = actions.confirm(claim.person_id, seal, password_hash=password_hash, by=viewer, now=clock.now())
    actor = enter(person, now=clock.now())
    db.session.commit()
    flash(gettext("Thank you. Your e-mail address is confirmed."), "success")
    return redirect(way_in(actor))


def _take_over(claim: Claim, viewer: Actor) -> Response:
    seal = rules.claim_seal(claim.mail)
    actions.take_over(claim.person_id, seal, movers=all_take_overs(), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("Done. What was begun there belongs to your account now."), "success")
    return redirect(url_for("pages.me"))


@bp.post("/account/confirmation")
@open_to(Role.ACCOUNT)
def confirmation() -> Response:
    """Send the link once more."""
    viewer = current_actor()
    actions.mail_again(queries.own_person(viewer), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("The mail is on its way. The link in it works for seven days."), "success")
    return redirect(url_for("accounts.account"))
