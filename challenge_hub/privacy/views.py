"""My data: what is kept, taking it along, deleting the account. And for how long the file of a call is kept."""

from datetime import datetime

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    session,
    stream_with_context,
    url_for,
)
from flask import Response as Streamed
from flask_babel import gettext
from flask_login import logout_user
from werkzeug.wrappers import Response

from challenge_hub.access import Actor, Role
from challenge_hub.accounts.queries import own_person
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import organised_call, visible_call
from challenge_hub.calls.rules.phases import OrganiserRole
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to, proved_lately
from challenge_hub.infrastructure.page_cache import kept
from challenge_hub.infrastructure.personal import activities
from challenge_hub.organisations.notices import controllers_among
from challenge_hub.privacy import actions, keeping, queries
from challenge_hub.privacy import research as researching
from challenge_hub.privacy.case_file import case_file
from challenge_hub.privacy.exporting import path_of
from challenge_hub.privacy.forms import ArchiveForm, DeletionForm, FileForms, HoldForm, ResearchForm, YearsForm
from challenge_hub.privacy.models import DataExport
from challenge_hub.privacy.rules.keeping import (
    ArchiveAnswer,
    anonymous_from,
    keeping_state,
    kept_until,
    may_take_case_file,
)
from challenge_hub.privacy.rules.leaving import (
    EXPORT_LASTS,
    ExportState,
    export_state,
    may_ask_export,
    may_delete_account,
)
from challenge_hub.teams.consents import consents_of

bp = Blueprint("privacy", __name__)

RUNNING = (OrganiserRole.LEAD, OrganiserRole.CO_ORGANISER)
OF_THE_PLATFORM = {"account", "sign-in", "organisations", "history", "looks", "barriers"}
"""Activities (their names) that the operator answers for; all others belong to a call."""


@bp.get("/account/data")
@open_to(Role.SIGNED_IN)
def mine() -> str:
    viewer = current_actor()
    export = queries.own_export(viewer)
    state = _state(export)
    return render_template(
        "privacy/mine.html",
        shares=queries.shares_of(own_person(viewer)),
        consents=consents_of(viewer),
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


@bp.route("/calls/<key:slug>/organise/file", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def file(slug: str) -> str | Response | tuple[str, int]:
    """For how long the file of a call is kept; each of the forms is one act."""
    viewer, now = current_actor(), clock.now()
    call = organised_call(viewer, slug)
    row = keeping.row_of(call)
    forms = FileForms(years=YearsForm(prefix="period", obj=row), hold=HoldForm(), archive=ArchiveForm())
    act = request.form.get("act") if request.method == "POST" else None
    if act and forms.fits(act):
        _change_file(call, act, forms, viewer, now)
        db.session.commit()
        flash(gettext("It is noted."), "success")
        return redirect(url_for("privacy.file", slug=slug))
    facts = keeping.keeping_of(call, row)
    page = render_template(
        "privacy/file.html",
        call=call,
        row=row,
        forms=forms,
        state=keeping_state(facts, now),
        until=kept_until(facts),
        anonymous_from=anonymous_from(facts),
        years=facts.years,
        may_take=may_take_case_file(is_organiser=True, state=keeping_state(facts, now)),
    )
    return page, 422 if request.method == "POST" else 200


@bp.post("/calls/<key:slug>/organise/file/case")
@open_to(Role.SIGNED_IN)
@proved_lately
def case(slug: str) -> Response:
    """The whole file of a call to take out, written while it is sent."""
    viewer, now = current_actor(), clock.now()
    call = organised_call(viewer, slug)
    keeping.take_case_file(call, by=viewer, now=now)
    db.session.commit()
    headers = {"Content-Disposition": f"attachment; filename=case-{slug}.zip", "Cache-Control": "private, no-store"}
    return Streamed(stream_with_context(case_file(call, now)), mimetype="application/zip", headers=headers)


@bp.route("/calls/<key:slug>/organise/research", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
@proved_lately
def research(slug: str) -> str | Response | tuple[str, int]:
    """What an export for researchers would hold, and having it made for a purpose."""
    viewer, now = current_actor(), clock.now()
    call = organised_call(viewer, slug)
    form = ResearchForm()
    if form.validate_on_submit():
        researching.ask_research(call, str(form.purpose.data), by=viewer, now=now)
        db.session.commit()
        flash(gettext("The file is being made. A mail tells you when it is ready."), "success")
        return redirect(url_for("privacy.research", slug=slug))
    page = render_template("privacy/research.html", call=call, form=form, **researching.room_of(call, viewer, now))
    return page, 422 if form.errors else 200


@bp.post("/calls/<key:slug>/organise/research/<int:number>/file")
@open_to(Role.SIGNED_IN)
@proved_lately
def take_research(slug: str, number: int) -> Response:
    """The file of one export; who fetched it stands in the history."""
    viewer, now = current_actor(), clock.now()
    export = researching.export_of(organised_call(viewer, slug), number)
    file = researching.take_research(export, by=viewer, now=now).absolute()
    db.session.commit()
    return send_file(file, "application/zip", as_attachment=True, download_name=f"research-{slug}.zip", max_age=0)


def _change_file(call: Call, act: str, forms: FileForms, viewer: Actor, now: datetime) -> None:
    if act == "years":
        keeping.choose_years(call, forms.years.years.data, by=viewer, now=now)
    elif act == "hold":
        keeping.hold(call, str(forms.hold.reason.data), by=viewer, now=now)
    elif act == "release":
        keeping.release(call, by=viewer, now=now)
    else:
        keeping.note_archive(call, ArchiveAnswer(forms.archive.answer.data), by=viewer, now=now)


@bp.get("/calls/<key:slug>/privacy")
@open_to(Role.ANYONE)
@kept
def call(slug: str) -> str:
    """Who is responsible for the data of a call, the lead and whoever runs it with them, and what is kept."""
    shown = visible_call(current_actor(), slug)
    running = [one.organisation for one in shown.organisers if one.role in RUNNING]
    return render_template(
        "privacy/call.html",
        call=shown,
        controllers=controllers_among(running),
        activities=[one for one in activities() if one.name not in OF_THE_PLATFORM],
        years=keeping.keeping_of(shown, keeping.row_of(shown)).years,
    )
