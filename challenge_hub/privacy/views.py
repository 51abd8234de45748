"""My data: what is kept, taking it along, and deleting the account."""

from flask import Blueprint, abort, flash, redirect, render_template, send_file, session, url_for
from flask_babel import gettext
from flask_login import logout_user
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.accounts.queries import own_person
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to, proved_lately
from challenge_hub.privacy import actions, queries
from challenge_hub.privacy.exporting import path_of
from challenge_hub.privacy.forms import DeletionForm
from challenge_hub.privacy.models import DataExport
from challenge_hub.privacy.rules import EXPORT_LASTS, ExportState, export_state, may_ask_export, may_delete_account

bp = Blueprint("privacy", __name__)


@bp.get("/account/data")
@open_to(Role.SIGNED_IN)
def mine() -> str:
    viewer = current_actor()
    export = queries.own_export(viewer)
    state = _state(export)
    return render_template(
        "privacy/mine.html",
        shares=queries.shares_of(own_person(viewer)),
        export=export,
        state=state,
        may_ask=may_ask_export(state),
        until=export.ready_at + EXPORT_LASTS if export and export.ready_at else None,
    )


@bp.post("/account/data/export")
@open_to(Role.SIGNED_IN)
@proved_lately
def ask_export() -> Response:
    viewer = current_actor()
    actions.ask_export(own_person(viewer), by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("Your data are being gathered. A mail tells you when the file is ready."), "success")
    return redirect(url_for("privacy.mine"))


@bp.get("/account/data/export.zip")
@open_to(Role.SIGNED_IN)
@proved_lately
def export() -> Response:
    found = queries.own_export(current_actor())
    if found is None or _state(found) is not ExportState.READY or not path_of(found).is_file():
        abort(404)
    file = path_of(found).absolute()
    return send_file(file, "application/zip", as_attachment=True, download_name="my-data.zip", max_age=0)


@bp.route("/account/deletion", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
@proved_lately
def deletion() -> str | Response | tuple[str, int]:
    """What goes, what stays and why; only the button deletes."""
    viewer, now = current_actor(), clock.now()
    person = own_person(viewer)
    form = DeletionForm()
    if form.validate_on_submit():
        actions.delete_account(person, by=viewer, now=now)
        db.session.commit()
        return _gone()
    bonds = queries.bonds_of(person.id, now)
    may_delete = may_delete_account(is_own=True, bonds=bonds)
    shares = queries.shares_of(person)
    page = render_template("privacy/deletion.html", form=form, shares=shares, bonds=bonds, may_delete=may_delete)
    return page, 422 if form.errors else 200


def _gone() -> Response:
    logout_user()
    session.clear()
    flash(gettext("Your account is deleted. A last mail says so."), "success")
    response = redirect(url_for("pages.home"))
    response.headers["Clear-Site-Data"] = '"storage"'  # pages and drafts that a juror's device kept
    return response


def _state(export: DataExport | None) -> ExportState:
    return export_state(
        asked_at=export.asked_at if export else None, ready_at=export.ready_at if export else None, now=clock.now()
    )
