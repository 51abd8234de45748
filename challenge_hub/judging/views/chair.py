"""What chair and organisers look at and decide: ranking, sheets, conflicts of interest, the end of a round."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls.rules.refusal import ScoringRefused
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.pagination import Page, page_number
from challenge_hub.judging.actions import closing
from challenge_hub.judging.actions import conflicts as conflict_actions
from challenge_hub.judging.forms import LiftForm, ReopenForm
from challenge_hub.judging.queries import plans, reading, seats
from challenge_hub.judging.queries import sheets as sheet_queries
from challenge_hub.judging.queries.rooms import criteria_of, jury_room
from challenge_hub.judging.sentences import CONFLICT_WORDS
from challenge_hub.judging.spread import Line, plot_of
from challenge_hub.judging.views.blueprint import bp
from challenge_hub.results import queries as results

PLACES_ON_A_PAGE = 15


@bp.get("/calls/<key:slug>/jury/ranking")
@open_to(Role.SIGNED_IN)
def ranking(slug: str) -> str:
    """The order as it stands, with spread. Where the method cannot be applied yet, the page says so."""
    room = jury_room(current_actor(), slug, clock.now())
    try:
        ranked, known, scoring = sheet_queries.ranking_for(room)
    except ScoringRefused as refused:
        return render_template("judging/ranking.html", room=room, refused=refused.reason, page=None)
    lines = [Line.of(standing, known[standing.solution], scoring) for standing in ranked.standings]
    page = _page(lines, page_number())
    return render_template(
        "judging/ranking.html",
        room=room,
        refused=None,
        page=page,
        plot=plot_of(page.items, scoring),
        not_reviewed=[known[key] for key in ranked.not_reviewed],
        reopenings=plans.reopenings_of(room),
    )


def _page(lines: list[Line], number: int) -> Page[Line]:
    size = PLACES_ON_A_PAGE
    page = Page(lines[(number - 1) * size : number * size], number, size, len(lines))
    if number > page.pages:
        raise NotFound
    return page


@bp.get("/calls/<key:slug>/jury/ranking/<key:key>")
@open_to(Role.SIGNED_IN)
def sheets(slug: str, key: str) -> str:
    room = jury_room(current_actor(), slug, clock.now())
    solution, found = sheet_queries.sheets_for(room, key)
    return render_template(
        "judging/sheets.html", room=room, solution=solution, sheets=found, criteria=criteria_of(room.judged)
    )


@bp.get("/calls/<key:slug>/jury/conflicts")
@open_to(Role.SIGNED_IN)
def conflicts(slug: str) -> str:
    room = jury_room(current_actor(), slug, clock.now())
    found = reading.conflicts_for(room)
    return render_template("judging/conflicts.html", room=room, conflicts=found, kinds=CONFLICT_WORDS)


@bp.route("/calls/<key:slug>/jury/conflicts/<int:conflict_id>/lifting", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def lift(slug: str, conflict_id: int) -> str | Response | tuple[str, int]:
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now())
    conflict = reading.conflict_for(room, conflict_id)
    form = LiftForm()
    if form.validate_on_submit():
        conflict_actions.lift_conflict(room, conflict, reason=str(form.reason.data), by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The conflict of interest is lifted; the reason stays readable."), "success")
        return redirect(url_for(".conflicts", slug=slug))
    found = next(item for item in reading.conflicts_for(room) if item.conflict is conflict)
    page = render_template("judging/lift.html", room=room, found=found, form=form, kinds=CONFLICT_WORDS)
    return page, 422 if form.errors else 200


@bp.route("/calls/<key:slug>/jury/closing", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def close(slug: str) -> str | Response:
    """Lists what is not finished before it asks."""
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now())
    if request.method == "POST":
        closing.close_round(room, by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The round is closed."), "success")
        return redirect(url_for(".ranking", slug=slug))
    waiting = [line for line in plans.progress_for(room).jurors if line[1] < line[2]]
    has_chair = seats.has_chair(room.call.id)
    return render_template("judging/close.html", room=room, waiting=waiting, has_chair=has_chair)


@bp.route("/calls/<key:slug>/jury/reopening", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def reopen(slug: str) -> str | Response | tuple[str, int]:
    viewer = current_actor()
    room = jury_room(viewer, slug, clock.now())
    form = ReopenForm()
    if form.validate_on_submit():
        is_published = results.has_results(viewer, room.call.id, clock.now())
        closing.reopen_round(room, reason=str(form.reason.data), is_published=is_published, by=viewer, now=clock.now())
        db.session.commit()
        flash(gettext("The round is open again."), "success")
        return redirect(url_for(".progress", slug=slug))
    return render_template("judging/reopen.html", room=room, form=form), 422 if form.errors else 200
