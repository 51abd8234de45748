"""Live expo for organisers and chair: tables, their codes, and the board."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Decision, Role
from challenge_hub.infrastructure import clock, links
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.qr import qr_path
from challenge_hub.judging.actions import expo as actions
from challenge_hub.judging.expo_forms import TablesForm, fault_in, labels_typed
from challenge_hub.judging.queries import expo as queries
from challenge_hub.judging.queries.rooms import JuryRoom, jury_room
from challenge_hub.judging.rules.expo import may_set_tables
from challenge_hub.judging.views.blueprint import asked_round, bp


@bp.route("/calls/<key:slug>/jury/tables", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def tables(slug: str) -> str | Response | tuple[str, int]:
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    rows, form = queries.labels_for(room), TablesForm()
    fault = None
    if form.validate_on_submit():
        labels = labels_typed([solution for solution, _ in rows], request.form)
        fault = fault_in(labels)
        if fault is None:
            actions.set_tables(room, labels, by=room.viewer, now=room.now)
            db.session.commit()
            flash(gettext("The tables are saved."), "success")
            return redirect(url_for(".tables", slug=slug))
        rows = [(solution, labels.get(solution.id, label)) for solution, label in rows]
    page = render_template("judging/tables.html", room=room, rows=rows, form=form, fault=fault, answer=_may_set(room))
    return page, 422 if fault else 200


@bp.get("/calls/<key:slug>/jury/tables/codes")
@open_to(Role.SIGNED_IN)
def codes(slug: str) -> str:
    """A sheet for each table, to print: its label, the solution, and the code that opens the review."""
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    sheets = [
        (solution, label, qr_path(links.address_of("judging.table", slug=slug, key=solution.key)))
        for solution, label in queries.labels_for(room)
        if label
    ]
    return render_template("judging/codes.html", room=room, sheets=sheets)


@bp.get("/calls/<key:slug>/jury/board")
@open_to(Role.SIGNED_IN)
def board(slug: str) -> str:
    """The hall as it is now; a script fetches the page anew every few seconds."""
    room = jury_room(current_actor(), slug, clock.now(), asked_round())
    found, jurors = queries.board_for(room)
    return render_template("judging/board.html", room=room, tables=found, jurors=jurors)


def _may_set(room: JuryRoom) -> Decision:
    return may_set_tables(
        room.times, room.now, is_organiser=room.is_organiser, is_chair=room.is_chair, is_anonymised=room.is_anonymised
    )
