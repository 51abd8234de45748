"""Images and files of a draft, each change a form of its own."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db, only_reading
from challenge_hub.infrastructure.files import answer_with
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.storage import storage
from challenge_hub.solutions import drafting, own
from challenge_hub.solutions.forms import AltForm, UploadForm
from challenge_hub.solutions.rules.handing_in import MOST_FILES, may_attach, may_save
from challenge_hub.solutions.views.blueprint import bp


@bp.route("/calls/<key:slug>/solutions/<key:key>/files", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def files(slug: str, key: str) -> str | Response | tuple[str, int]:
    viewer, form = current_actor(), UploadForm()
    if request.method == "POST":
        _refuse_early(slug, key)
    if form.validate_on_submit() and form.clean:
        sha256 = storage().write(form.clean.content)
        solution = own.own_solution(viewer, slug, key)
        drafting.attach(solution, form.clean, sha256, alt=form.alt.data or "", by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("File added. Hidden data, such as where a photo was taken, was removed."), "success")
        return redirect(url_for(".files", slug=slug, key=key))
    solution = own.own_solution(viewer, slug, key)
    state = own.draft_of(viewer, solution)
    page = render_template("solutions/files.html", form=form, solution=solution, state=state, most=MOST_FILES)
    return page, 422 if form.errors else 200


def _refuse_early(slug: str, key: str) -> None:
    """Before a file is looked at and stored, whether it may come at all; then the database is let go again."""
    viewer = current_actor()
    with only_reading():
        solution = own.own_solution(viewer, slug, key)
        cancelled = solution.challenge.call.cancelled_at is not None
        there = len(own.draft_of(viewer, solution).files)
        db.session.rollback()
    may_attach(may_save=may_save(is_member=True, cancelled=cancelled), files=there).require()


@bp.post("/calls/<key:slug>/solutions/<key:key>/files/<key:sha256>/description")
@open_to(Role.SIGNED_IN)
def file_description(slug: str, key: str, sha256: str) -> Response:
    viewer, form = current_actor(), AltForm()
    solution = own.own_solution(viewer, slug, key)
    if form.validate_on_submit():
        drafting.describe(solution, sha256, form.alt.data or "", by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("Description saved."), "success")
    else:
        flash(next(iter(form.errors.values()))[0], "error")
    return redirect(url_for(".files", slug=slug, key=key))


@bp.post("/calls/<key:slug>/solutions/<key:key>/files/<key:sha256>/removal")
@open_to(Role.SIGNED_IN)
def file_removal(slug: str, key: str, sha256: str) -> Response:
    viewer = current_actor()
    solution = own.own_solution(viewer, slug, key)
    drafting.detach(solution, sha256, by=viewer, now=clock.now())
    db.session.commit()
    flash(gettext("File removed from the draft."), "success")
    return redirect(url_for(".files", slug=slug, key=key))


@bp.post("/calls/<key:slug>/solutions/<key:key>/files/<key:sha256>/position")
@open_to(Role.SIGNED_IN)
def file_position(slug: str, key: str, sha256: str) -> Response:
    viewer = current_actor()
    solution = own.own_solution(viewer, slug, key)
    drafting.move_up(solution, sha256, by=viewer, now=clock.now())
    db.session.commit()
    return redirect(url_for(".files", slug=slug, key=key, _anchor=f"file-{sha256[:8]}"))


@bp.get("/calls/<key:slug>/solutions/<key:key>/draft/<key:sha256>")
@open_to(Role.SIGNED_IN)
def own_file(slug: str, key: str, sha256: str) -> Response:
    """A file of the draft or of an earlier version, for the team alone."""
    viewer = current_actor()
    found = own.own_file(viewer, own.own_solution(viewer, slug, key), sha256)
    path = storage().path_of(found.sha256)
    return answer_with(path, name=found.name, media_type=found.media_type, max_age=0)
