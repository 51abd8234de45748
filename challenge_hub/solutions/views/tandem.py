"""The tandem: the chosen team submits an adapted version; the others read it beside the judged one."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls import queries as calls
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.files import answer_with
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.storage import storage
from challenge_hub.results import queries as results
from challenge_hub.solutions import adapting, own, tandem
from challenge_hub.solutions.forms import SubmissionForm
from challenge_hub.solutions.rounds import AdaptedVersion
from challenge_hub.solutions.rules.content import content_again, fingerprint
from challenge_hub.solutions.views.blueprint import bp


@bp.route("/calls/<key:slug>/solutions/<key:key>/adaptation", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def adaptation(slug: str, key: str) -> str | Response | tuple[str, int]:
    """What the draft changes in the judged version; one button submits it as adapted."""
    viewer, now = current_actor(), clock.now()
    found = tandem.tandem_for(viewer, slug, key, now)
    form = SubmissionForm()
    if form.validate_on_submit():
        adapting.adapt(found, fingerprint_seen=str(form.fingerprint.data), by=viewer, now=now)
        db.session.commit()
        flash(gettext("The adapted version is submitted. The judged one stays as it is."), "success")
        return redirect(url_for(".adapted", slug=slug, key=key))
    state = own.draft_of(viewer, own.own_solution(viewer, slug, key))
    page = render_template(
        "solutions/adaptation.html",
        tandem=found,
        form=form,
        language=state.content.language,
        fingerprint=fingerprint(state.content),
        differences=tandem.compared(tandem.judged_content(found.solution.id, found.judged), state.content),
        newest=tandem.newest_adapted(found.solution.id, found.round_id),
        may_adapt=adapting.adaptable(found, state, viewer),
    )
    return page, 422 if form.errors else 200


@bp.get("/calls/<key:slug>/solutions/<key:key>/adapted")
@open_to(Role.ANYONE)
def adapted(slug: str, key: str) -> str:
    """The newest adapted version as a difference beside the judged one, and its files."""
    found, newest = _to_read(slug, key)
    content = content_again(newest.content)
    before = tandem.judged_content(found.solution.id, newest.judged)
    return render_template(
        "solutions/adapted.html",
        tandem=found,
        newest=newest,
        language=content.language,
        differences=tandem.compared(before, content),
        files=content.files,
    )


@bp.get("/calls/<key:slug>/solutions/<key:key>/adapted/files/<key:sha256>")
@open_to(Role.ANYONE)
def adapted_file(slug: str, key: str, sha256: str) -> Response:
    """A file of that version, for whoever may read it."""
    _, newest = _to_read(slug, key)
    found = next((one for one in content_again(newest.content).files if one.sha256 == sha256), None)
    if found is None:
        raise NotFound
    return answer_with(storage().path_of(sha256), name=found.name, media_type=found.media_type, max_age=0)


def _to_read(slug: str, key: str) -> tuple[tandem.Tandem, AdaptedVersion]:
    viewer, now = current_actor(), clock.now()
    is_out = results.has_results(viewer, calls.visible_call(viewer, slug).id, now)
    return tandem.adapted_to_read(viewer, slug, key, now, results_are_out=is_out)
