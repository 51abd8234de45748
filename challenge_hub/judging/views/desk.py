"""A juror's desk: what is left, and the declaration."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls.rules.scoring import Method
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.judging.actions import reviewing as actions
from challenge_hub.judging.actions.conflicts import Reported
from challenge_hub.judging.conflict_forms import lacks_note, ticked
from challenge_hub.judging.forms import DeclarationForm
from challenge_hub.judging.queries import desk as queries
from challenge_hub.judging.queries.expo import has_tables
from challenge_hub.judging.queries.hinted import hints_for_desk
from challenge_hub.judging.queries.rooms import criteria_of, desk_of
from challenge_hub.judging.queries.sheets import points_of
from challenge_hub.judging.rules.jury import fingerprint
from challenge_hub.judging.rules.reviewing import ReviewState, may_declare, may_review
from challenge_hub.judging.rules.scale_use import parts_of_scale, use_of_scale
from challenge_hub.judging.sentences import CONFLICT_HINTS, CONFLICT_WORDS, HINT_WORDS, declaration
from challenge_hub.judging.views.blueprint import asked_round, bp


@bp.get("/calls/<key:slug>/desk")
@open_to(Role.SIGNED_IN)
def desk(slug: str) -> str:
    mine = desk_of(current_actor(), slug, clock.now(), asked_round())
    reviews = queries.my_reviews(mine) if mine.seat.declared_at else []
    points, criteria = points_of([review.review_id for review in reviews if review.review_id]), criteria_of(mine.round)
    parts = parts_of_scale(mine.round.scale_min, mine.round.scale_max)
    given = [(id_, value, 1) for sheet in points.values() for id_, value in sheet.items()]
    return render_template(
        "judging/desk.html",
        desk=mine,
        reviews=reviews,
        points=points,
        criteria=criteria,
        parts=parts,
        use=use_of_scale(given, [criterion.id for criterion in criteria], parts) if given else {},
        ordering=mine.round.method == Method.LIVE and sum(one.state is ReviewState.DONE for one in reviews) > 1,
        has_tables=not mine.is_anonymised and has_tables(mine.call.id),
        answer=may_review(mine.times, mine.now, is_declared=True),
        next=next((review for review in reviews if review.state is not ReviewState.DONE), None),
    )


@bp.route("/calls/<key:slug>/desk/declaration", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def declare(slug: str) -> str | Response | tuple[str, int]:
    mine = desk_of(current_actor(), slug, clock.now(), asked_round())
    may_declare(mine.times, mine.now, is_declared=mine.seat.declared_at is not None).require()
    solutions = queries.solutions_to_declare(mine)
    form = DeclarationForm(most_reviews=mine.seat.most_reviews)
    found, hinted_at = ticked(solutions, request.form), hints_for_desk(mine)
    if form.validate_on_submit() and _agrees(form, found):
        actions.declare(
            mine,
            found,
            hinted_at.keys() - {one.solution_id for one in found},
            wording_sha256=fingerprint(declaration()),
            most_reviews=form.most_reviews.data,
            by=mine.viewer,
            now=mine.now,
        )
        db.session.commit()
        flash(gettext("Thank you. Your declaration is kept."), "success")
        return redirect(url_for(".desk", slug=slug))
    words = {"wording": declaration(), "kinds": CONFLICT_WORDS, "explained": CONFLICT_HINTS, "hint_words": HINT_WORDS}
    lists = {"solutions": solutions, "hinted_at": hinted_at}
    page = render_template("judging/declare.html", desk=mine, form=form, **lists, **words)
    return page, 422 if form.errors else 200


def _agrees(form: DeclarationForm, found: Sequence[Reported]) -> bool:
    """What was chosen and what was ticked must say the same, and whoever is not sure says why."""
    has_ticked = bool(found)
    if lacks_note(found):
        form.conflicts.errors = [gettext("Where you are not sure, say in the note why.")]
        return False
    if (form.conflicts.data == "some") is has_ticked:
        return True
    if has_ticked:
        form.conflicts.errors = [gettext("You ticked a solution, so you have a conflict of interest.")]
    else:
        form.conflicts.errors = [gettext("Tick the solutions you have a conflict of interest with.")]
    return False
