"""Where one is signed in, and signing out there."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.accounts import logins, queries
from challenge_hub.accounts.sessions import this_token
from challenge_hub.accounts.views.blueprint import bp
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to, proved_lately
from challenge_hub.infrastructure.pagination import page_number


@bp.get("/account/devices")
@open_to(Role.ACCOUNT)
@proved_lately
def devices() -> str:
    page = queries.own_devices(current_actor(), this_token(), page_number(), clock.now())
    return render_template("accounts/devices.html", page=page)


@bp.post("/account/devices/<int(max=2147483647):number>/end")
@open_to(Role.ACCOUNT)
@proved_lately
def end_device(number: int) -> Response:
    viewer = current_actor()
    logins.end_device(queries.own_session(viewer, number, clock.now()), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("You are signed out on that device."), "success")
    return redirect(url_for("accounts.devices"))


@bp.post("/account/devices/others/end")
@open_to(Role.ACCOUNT)
@proved_lately
def end_other_devices() -> Response:
    viewer = current_actor()
    logins.end_other_devices(queries.own_person(viewer), this_token(), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("You are signed out on all other devices."), "success")
    return redirect(url_for("accounts.devices"))
