"""Score sheets on paper: to print before, and to enter afterwards."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls.rubric import Criterion
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.infrastructure.typed import lines as lines_of
from challenge_hub.judging.actions import papers as actions
from challenge_hub.judging.forms import FINEST, PaperForm
from challenge_hub.judging.queries import papers as queries
from challenge_hub.judging.queries.papers import EntryLine
from challenge_hub.judging.queries.rooms import JuryRoom, criteria_of, jury_room
from challenge_hub.judging.rules.paper import points_read
from challenge_hub.judging.rules.undo import Entered
from challenge_hub.judging.views.blueprint import bp

MOST_LETTERS = 5000


@bp.get("/calls/<key:slug>/jury/papers")
@open_to(Role.SIGNED_IN)
def papers(slug: str) -> str:
    """A sheet for each juror; on paper each begins on a page of its own."""
    room = jury_room(current_actor(), slug, clock.now())
    found, criteria = queries.papers_for(room), criteria_of(room.judged)
    return render_template("judging/papers.html", room=room, papers=found, criteria=criteria)


@bp.route("/calls/<key:slug>/jury/papers/<int:seat_id>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def enter_paper(slug: str, seat_id: int) -> str | Response | tuple[str, int]:
    """What stands on the sheet of one juror, typed row by row. Rows left empty are left out."""
    room = jury_room(current_actor(), slug, clock.now())
    seat, lines = queries.entering_for(room, seat_id)
    criteria, form = criteria_of(room.judged), PaperForm()
    wrong: list[str] = []
    if form.validate_on_submit():
        sheets, wrong = _typed(room, lines, criteria)
        if not wrong:
            number = actions.enter_papers(room, seat_id, sheets, by=room.viewer, now=room.now)
            db.session.commit()
            flash(ngettext("%(num)s review is entered.", "%(num)s reviews are entered.", number), "success")
            return redirect(url_for(".enter_paper", slug=slug, seat_id=seat_id))
    page = render_template(
        "judging/enter_paper.html",
        room=room,
        name=queries.name_of_seat(seat),
        lines=lines,
        criteria=criteria,
        form=form,
        wrong=wrong,
        typed=request.form,
        answer=actions.answer_to(room, seat, by=room.viewer, now=room.now),
    )
    return page, 422 if wrong else 200


def _typed(
    room: JuryRoom, lines: Sequence[EntryLine], criteria: Sequence[Criterion]
) -> tuple[dict[int, Entered], list[str]]:
    """The sheets that say something new, and the names of the fields that cannot be taken as they are."""
    sheets, wrong = {}, []
    for line in lines:
        names = {c.id: f"paper-{line.solution.key}-{c.key}" for c in criteria}
        texts = {id_: request.form.get(name, "").strip() for id_, name in names.items()}
        points, faults = points_read(texts, room.judged.scale_min, room.judged.scale_max, FINEST)
        wrong += [names[id_] for id_ in faults]
        comment = lines_of(request.form.get(f"comment-{line.solution.key}", "")) or ""
        wrong += [f"comment-{line.solution.key}"] if len(comment) > MOST_LETTERS else []
        is_sent = any(name in request.form for name in names.values())
        if is_sent and (points, comment) != (line.points, line.comment):
            sheets[line.solution.id] = Entered(points, comment, "")
    return sheets, wrong
