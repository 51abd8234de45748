"""Doors and mailbox. This blueprint belongs to the app of the demonstration alone."""

from pathlib import Path

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.accounts.logins import SESSION_LASTS
from challenge_hub.accounts.queries import person_with_mail
from challenge_hub.accounts.sessions import enter
from challenge_hub.demo import mailbox as letters
from challenge_hub.demo.environment import is_loopback
from challenge_hub.demo.people import door_with
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import open_to

bp = Blueprint("demo", __name__)


@bp.before_request
def _from_this_machine_alone() -> None:
    """Also where somebody serves the demonstration behind a proxy: for others there is nothing here."""
    forwarded = request.headers.get("X-Forwarded-For", "127.0.0.1").split(",")
    if "Forwarded" in request.headers or not all(map(is_loopback, [request.remote_addr or "", *forwarded])):
        abort(404)


@bp.get("/mailbox")
@open_to(Role.ANYONE)
def mailbox() -> str:
    return render_template("demo/mailbox.html", letters=letters.newest_letters(_folder()), most=letters.SHOWN)


@bp.get("/mailbox/<key:key>")
@open_to(Role.ANYONE)
def letter(key: str) -> str:
    found = letters.letter_with(_folder(), key)
    if found is None:
        abort(404)
    base_url: str = current_app.extensions["settings"].base_url
    return render_template("demo/letter.html", letter=found, pieces=found.pieces(base_url))


@bp.post("/doors")
@open_to(Role.ANYONE)
def doors() -> Response:
    """Sign in as somebody of the example, as if with a second factor a moment ago."""
    door = door_with(request.form.get("who", ""))
    person = door and person_with_mail(door.mail)
    if not door or not person:
        abort(404)
    enter(person, now=clock.now(), proven=True, trusted=SESSION_LASTS)
    db.session.commit()
    return redirect(url_for(door.landing))


def _folder() -> Path:
    folder: Path = current_app.extensions["demo_mailbox"]
    return folder
