"""Signed copies of an edition: bringing one, and fetching it again. For chair and organisers alone."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db, only_reading
from challenge_hub.infrastructure.files import answer_with
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.storage import storage
from challenge_hub.minutes import actions
from challenge_hub.minutes.forms import ScanForm
from challenge_hub.minutes.queries import editions as queries
from challenge_hub.minutes.rules.editions import MOST_SCANS, may_keep_signed
from challenge_hub.minutes.views.blueprint import bp


@bp.route("/calls/<key:slug>/jury/minutes/<int:number>/signed", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def signed(slug: str, number: int) -> str | Response | tuple[str, int]:
    form = ScanForm()
    if request.method == "POST":
        _refuse_early(slug, number)
    if form.validate_on_submit() and form.clean:
        sha256 = storage().write(form.clean.content)
        room = queries.leading(current_actor(), slug, clock.now())
        found = queries.edition_of(room, number)
        actions.keep_signed(room, found, form.clean, sha256, by=room.jury.viewer, now=room.jury.now)
        db.session.commit()
        flash(gettext("The signed copy is kept."), "success")
        return redirect(url_for(".signed", slug=slug, number=number))
    room = queries.leading(current_actor(), slug, clock.now())
    found = queries.edition_of(room, number)
    scans = queries.scans_of(found)
    page = render_template(
        "minutes/signed.html", room=room.jury, edition=found, scans=scans, form=form, most=MOST_SCANS
    )
    return page, 422 if form.errors else 200


def _refuse_early(slug: str, number: int) -> None:
    """Before a file is looked at and stored, whether it may come at all; then the database is let go again."""
    with only_reading():
        room = queries.leading(current_actor(), slug, clock.now())
        scans = len(queries.scans_of(queries.edition_of(room, number)))
        db.session.rollback()
    may_keep_signed(leads=True, scans=scans).require()


@bp.get("/calls/<key:slug>/jury/minutes/<int:number>/signed/<key:sha256>")
@open_to(Role.SIGNED_IN)
def scan(slug: str, number: int, sha256: str) -> Response:
    room = queries.leading(current_actor(), slug, clock.now())
    found = queries.scan_of(queries.edition_of(room, number), sha256)
    path = storage().path_of(found.sha256)
    return answer_with(path, name=found.name, media_type="application/pdf", max_age=0)
