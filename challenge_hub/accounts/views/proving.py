"""Showing a second factor at the sign-in, and showing once more who one is before something that matters."""

from math import ceil

from flask import redirect, render_template, url_for
from flask_babel import gettext

from challenge_hub.access import Role
from challenge_hub.accounts import challenges, passkeys, passwords, proving, queries, throttling
from challenge_hub.accounts.forms import CodeForm, ProveForm
from challenge_hub.accounts.providers import providers_of
from challenge_hub.accounts.sessions import enter, trust_again
from challenge_hub.accounts.views.blueprint import Answer, bp, looking
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.addresses import own_address
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.log import tell
from challenge_hub.infrastructure.throttle import NO_WAIT, is_used_up, succeed


@bp.route("/sign-in/second", methods=["GET", "POST"])
@open_to(Role.HALF)
def second_step() -> Answer:
    """The password was right; now a code."""
    viewer, form, wait = current_actor(), CodeForm(next=asked("next")), NO_WAIT
    factors = queries.own_factors(viewer)
    if form.validate_on_submit():
        person = queries.own_person(viewer)
        tries = throttling.code_counts(person.id, person.mail or "")
        wait = throttling.counted(tries, now=clock.now())
        if not wait and proving.show_code(person, str(form.code.data), now=clock.now()):
            succeed(tries, now=clock.now())
            enter(person, now=clock.now(), proven=True)
            db.session.commit()
            return redirect(own_address(form.next.data) or url_for("pages.me"))
        if not wait:
            form.code.errors = [sentence_for("code-wrong")]
            tell("code-wrong")
            if is_used_up(tries[0]):
                proving.warn_of_tries(person, now=clock.now())
                db.session.commit()
    options = passkeys.options_to_show(factors.passkeys, challenges.begin(now=clock.now()))
    minutes = ceil(wait / throttling.MINUTE)
    page = render_template("accounts/second_step.html", form=form, factors=factors, minutes=minutes, options=options)
    return page, 429 if wait else 422 if form.errors else 200


@bp.route("/account/proof", methods=["GET", "POST"])
@open_to(Role.ACCOUNT)
def prove_again() -> Answer:
    """Who is signed in shows once more that it is them."""
    viewer, form = current_actor(), ProveForm(next=asked("next"))
    with looking():
        password_hash, factors = queries.own_person(viewer).password_hash, queries.own_factors(viewer)
        services = [] if password_hash else providers_of(queries.own_identities(viewer))
    if password_hash:
        del form.code
    else:
        del form.password
    wait = NO_WAIT
    if form.validate_on_submit():
        wait = _try(form, password_hash)
        if not wait and not form.errors:
            trust_again(now=clock.now())
            db.session.commit()
            return redirect(own_address(form.next.data) or url_for("accounts.account"))
    options = passkeys.options_to_show(factors.passkeys, challenges.begin(now=clock.now()))
    minutes = ceil(wait / throttling.MINUTE)
    page = render_template(
        "accounts/prove_again.html",
        form=form,
        factors=factors,
        minutes=minutes,
        options=options,
        services=services,
    )
    return page, 429 if wait else 422 if form.errors else 200


def _try(form: ProveForm, password_hash: str | None) -> throttling.Wait:
    """One try: how long to wait, or an error in the form, or neither."""
    person = queries.own_person(current_actor())
    tries = throttling.code_counts(person.id, person.mail or "")
    wait = throttling.counted(tries, now=clock.now())
    if wait:
        return wait
    if password_hash and not passwords.fits(str(form.password.data), password_hash):
        form.password.errors = [gettext("This is not your current password.")]
    elif not password_hash and not proving.show_code(person, str(form.code.data), now=clock.now()):
        form.code.errors = [sentence_for("code-wrong")]
    else:
        succeed(tries, now=clock.now())
        return wait
    tell("proof-wrong")
    return wait
