"""Live expo for a juror: where to go next, and what a table's code opens."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Decision, Role
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.judging.actions import expo as actions
from challenge_hub.judging.expo_forms import StopForm
from challenge_hub.judging.queries import expo as queries
from challenge_hub.judging.queries.rooms import Desk, desk_of
from challenge_hub.judging.rules.expo import TableStop, may_walk, queue
from challenge_hub.judging.views.blueprint import asked_round, bp


@bp.get("/calls/<key:slug>/tour")
@open_to(Role.SIGNED_IN)
def tour(slug: str) -> str:
    """The table where a review is missing most and fewest jurors are. Nothing is held for anybody by looking."""
    mine = desk_of(current_actor(), slug, clock.now(), asked_round())
    tables = queries.tables_for(mine)
    by_place = {table.seen.position: table for table in tables}
    ahead = [
        by_place[seen.position] for seen in queue([t.seen for t in tables], room_left=queries.room_left(mine, tables))
    ]
    return render_template(
        "judging/tour.html",
        desk=mine,
        tables=tables,
        ahead=ahead,
        here=next((t for t in tables if t.stop == TableStop.HERE and not t.seen.is_done), None),
        form=StopForm(),
        answer=_may_walk(mine),
    )


@bp.route("/calls/<key:slug>/tables/<key:key>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def table(slug: str, key: str) -> str | Response | tuple[str, int]:
    """What the code at a table opens: the review where it lies on my desk, else one button that puts it there."""
    mine = desk_of(current_actor(), slug, clock.now(), asked_round())
    found = queries.table_for(mine, key)
    form = StopForm()
    kind = form.kind_of(request.form.get("stop", "")) if form.is_submitted() else None
    if kind is not None:
        actions.stop(mine, found, kind, reason=form.reason.data or "", by=mine.viewer, now=mine.now)
        db.session.commit()
        return _onwards(slug, key, kind)
    if not form.is_submitted() and found.seen.is_mine:
        return redirect(url_for(".review", slug=slug, key=key))
    page = render_template("judging/table.html", desk=mine, table=found, form=form, answer=_may_walk(mine))
    return page, 422 if form.is_submitted() else 200


def _may_walk(mine: Desk) -> Decision:
    return may_walk(
        mine.times, mine.now, is_declared=mine.seat.declared_at is not None, is_anonymised=mine.is_anonymised
    )


def _onwards(slug: str, key: str, kind: TableStop) -> Response:
    if kind is TableStop.HERE:
        return redirect(url_for(".review", slug=slug, key=key))
    flash(gettext("Noted. This is where a review is missing now."), "success")
    return redirect(url_for(".tour", slug=slug))
