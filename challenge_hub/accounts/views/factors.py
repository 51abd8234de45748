"""One's second factors: an app, recovery codes. What is shown once is not stored before somebody says they have it."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext
from pyotp import TOTP
from werkzeug.wrappers import Response

from challenge_hub.access import Refused, Role
from challenge_hub.accounts import proving, queries
from challenge_hub.accounts.forms import AppForm, KeepForm
from challenge_hub.accounts.sessions import this_token
from challenge_hub.accounts.views.blueprint import Answer, bp
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.addresses import own_address
from challenge_hub.infrastructure.asked import asked
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.guards import current_actor, open_to, proved_lately
from challenge_hub.infrastructure.qr import qr_path
from challenge_hub.infrastructure.sealing import seal, unseal

SHOWN_FOR = timedelta(hours=1)
NEW_APP, NEW_CODES = "new app", "new codes"


@bp.get("/account/factors")
@open_to(Role.ACCOUNT)
def factors() -> str:
    viewer = current_actor()
    if viewer.lack:
        session["wanted"] = asked("next")  # where they go on once they have what their role needs
    return render_template("accounts/factors.html", factors=queries.own_factors(viewer))


@bp.route("/account/factors/app", methods=["GET", "POST"])
@open_to(Role.ACCOUNT)
@proved_lately
def code_app() -> Answer:
    viewer, form = current_actor(), AppForm()
    secret = _unsealed(NEW_APP, form.sealed.data, viewer.person_id) or proving.new_secret()
    person = queries.own_person(viewer)
    if form.validate_on_submit():
        try:
            proving.set_up_app(person, secret, str(form.code.data), token=this_token(), by=viewer, now=clock.now())
        except Refused as refused:
            form.code.errors = [sentence_for(refused.reason)]
        else:
            db.session.commit()
            flash(gettext("Your app is set up. From now on signing in asks for its code."), "success")
            return redirect(url_for("accounts.recovery_codes"))
    form.sealed.data = seal(NEW_APP, [viewer.person_id, secret])
    address = TOTP(secret).provisioning_uri(name=person.mail or person.claimed_mail, issuer_name="Challenge Hub")
    page = render_template("accounts/code_app.html", form=form, secret=secret, address=address, code=qr_path(address))
    return page, 422 if form.errors else 200


@bp.post("/account/factors/app/removal")
@open_to(Role.ACCOUNT)
@proved_lately
def remove_code_app() -> Response:
    viewer = current_actor()
    proving.remove_app(queries.own_person(viewer), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("The app is removed. Its codes do not work any more."), "success")
    return redirect(url_for("accounts.factors"))


@bp.route("/account/factors/codes", methods=["GET", "POST"])
@open_to(Role.ACCOUNT)
@proved_lately
def recovery_codes() -> str | Response:
    """New codes stand on the page, and count once their owner says that they are kept."""
    viewer, form = current_actor(), KeepForm()
    if not queries.own_factors(viewer).is_any:
        return redirect(url_for("accounts.factors"))
    kept = _unsealed(NEW_CODES, form.sealed.data, viewer.person_id)
    if form.validate_on_submit() and kept:
        proving.keep_codes(queries.own_person(viewer), kept, by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("Your recovery codes are set. Earlier ones do not work any more."), "success")
        return redirect(own_address(session.pop("wanted", None)) or url_for("accounts.factors"))
    codes = proving.new_codes()
    form.sealed.data = seal(NEW_CODES, [viewer.person_id, codes])
    return render_template("accounts/recovery_codes.html", form=form, codes=codes)


def _unsealed(purpose: str, word: str | None, person_id: int | None) -> Any:
    """What this person was shown a while ago."""
    owner, shown = unseal(purpose, word or "", max_age=SHOWN_FOR) or (None, None)
    return shown if owner == person_id else None
