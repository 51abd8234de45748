"""Passkeys: adding and removing them, and coming in with one."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Refused, Role
from challenge_hub.accounts import challenges, passkeys, proving, queries
from challenge_hub.accounts.forms import NewPasskeyForm, PasskeyForm
from challenge_hub.accounts.sessions import enter, this_token, trust_again
from challenge_hub.accounts.views.blueprint import Answer, bp
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.addresses import own_address
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.guards import current_actor, open_to, proved_lately
from challenge_hub.infrastructure.log import tell


@bp.route("/account/passkeys/new", methods=["GET", "POST"])
@open_to(Role.ACCOUNT)
@proved_lately
def new_passkey() -> Answer:
    viewer, form = current_actor(), NewPasskeyForm()
    person, held = queries.own_person(viewer), queries.own_factors(viewer)
    if form.validate_on_submit():
        challenge, answer = challenges.use(now=clock.now()), str(form.answer.data)
        try:
            passkeys.add_passkey(
                person, str(form.name.data), answer, challenge, token=this_token(), by=viewer, now=clock.now()
            )
        except Refused as refused:
            form.name.errors = [sentence_for(refused.reason)]
        else:
            db.session.commit()
            flash(gettext("Your passkey is set up. You can sign in with it alone."), "success")
            return redirect(url_for("accounts.factors" if held.codes else "accounts.recovery_codes"))
    options = passkeys.options_to_add(person, held.passkeys, challenges.begin(now=clock.now()))
    page = render_template("accounts/new_passkey.html", form=form, options=options)
    return page, 422 if form.errors else 200


@bp.post("/account/passkeys/<int(max=2147483647):number>/removal")
@open_to(Role.ACCOUNT)
@proved_lately
def remove_passkey(number: int) -> Response:
    viewer = current_actor()
    passkey = queries.own_passkey(viewer, number)
    proving.remove_passkey(passkey, queries.own_person(viewer), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("The passkey is removed. It does not open your account any more."), "success")
    return redirect(url_for("accounts.factors"))


@bp.post("/sign-in/passkey")
@open_to(Role.ANYONE)
def sign_in_with_passkey() -> Response:
    """Without a password, or after it: a passkey is both factors at once."""
    form = PasskeyForm()
    try:
        person = passkeys.show_passkey(_answer(form), challenges.use(now=clock.now()), now=clock.now())
    except Refused as refused:
        tell("passkey-wrong")
        db.session.commit()
        flash(str(sentence_for(refused.reason)), "error")
        return redirect(url_for("accounts.sign_in", next=own_address(form.next.data)))
    enter(person, now=clock.now(), proven=True)
    db.session.commit()
    return redirect(own_address(form.next.data) or url_for("pages.me"))


@bp.post("/account/proof/passkey")
@open_to(Role.ACCOUNT)
def prove_with_passkey() -> Response:
    form, reason = PasskeyForm(), "passkey-wrong"
    try:
        person = passkeys.show_passkey(_answer(form), challenges.use(now=clock.now()), now=clock.now())
    except Refused as refused:
        person, reason = None, refused.reason
    if person is None or person.id != current_actor().person_id:
        tell("passkey-wrong")
        db.session.commit()
        flash(str(sentence_for(reason)), "error")
        return redirect(url_for("accounts.prove_again", next=own_address(form.next.data)))
    trust_again(now=clock.now())
    db.session.commit()
    return redirect(own_address(form.next.data) or url_for("accounts.account"))


def _answer(form: PasskeyForm) -> str:
    return str(form.answer.data) if form.validate_on_submit() else ""
