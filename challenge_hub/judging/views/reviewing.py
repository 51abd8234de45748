"""The review form: it saves itself, can be undone, and is handed back where there is a reason."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from challenge_hub.access import Role
from challenge_hub.calls.rubric import Criterion
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.autosave import is_autosave, not_saved, saved
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.errors import sentence_for
from challenge_hub.infrastructure.guards import current_actor, open_to
from challenge_hub.judging.actions import reviewing as actions
from challenge_hub.judging.forms import HandBackForm, ReviewForm, name_of, review_form
from challenge_hub.judging.queries import desk as queries
from challenge_hub.judging.queries.desk import MyReview, Sheet
from challenge_hub.judging.queries.rooms import Desk, criteria_of, desk_of
from challenge_hub.judging.queries.sheets import points_of, use_of
from challenge_hub.judging.rules.reviewing import ReviewState, may_review, missing
from challenge_hub.judging.rules.scale_use import parts_of_scale, use_of_scale
from challenge_hub.judging.rules.undo import Entered, is_same
from challenge_hub.judging.sentences import CONFLICT_HINTS, CONFLICT_WORDS
from challenge_hub.judging.views.blueprint import asked_round, bp

NEWER, WRONG = 409, 422
UNDO = "undo"


@bp.route("/calls/<key:slug>/desk/<key:key>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def review(slug: str, key: str) -> str | Response | tuple[str, int]:
    """One review. It saves itself; "done" asks for points at every criterion."""
    mine = desk_of(current_actor(), slug, clock.now(), asked_round())
    sheet, criteria = queries.sheet_of(mine, key), criteria_of(mine.round)
    found = points_of([sheet.review.id])[sheet.review.id] if sheet.review and not _is_current(sheet) else {}
    form = review_form(mine.round, criteria, **_stored(sheet, criteria, found))
    code = _fault(form, sheet) if form.is_submitted() else 200
    if form.is_submitted() and code == 200:
        return _undo(mine, sheet, form) if _intent() == UNDO else _save(mine, sheet, form)
    if code == NEWER and is_autosave() and sheet.review and _says_the_same(form, sheet, found):
        return saved(sheet.review.revision, mine.now, mine.call.time_zone)
    if is_autosave():
        return not_saved(_sentence(form, code), code)
    form.revision.data = str(sheet.review.revision if sheet.review else 0)
    reviews = queries.my_reviews(mine)
    return render_template(
        "judging/review.html",
        desk=mine,
        sheet=sheet,
        form=form,
        criteria=criteria,
        newer=found if code == NEWER else None,
        reviews=reviews,
        **_use(mine, criteria, reviews),
        answer=may_review(mine.times, mine.now, is_declared=mine.seat.declared_at is not None),
    ), code


def _says_the_same(form: ReviewForm, sheet: Sheet, points: Mapping[int, Decimal]) -> bool:
    """Whether a form that comes late is what is saved already: it arrived before, and its answer was lost."""
    review = sheet.review
    if review is None or not form.validate() or (_intent() == "done" and not review.is_done):
        return False
    return is_same(form.entered(), Entered(points, review.comment, review.private_note, review.chair_note))


def _intent() -> str:
    """The button that was pressed; the script that saves presses none."""
    return request.form.get("intent", "")


def _use(mine: Desk, criteria: Sequence[Criterion], reviews: Sequence[MyReview]) -> dict[str, Any]:
    """How I have used the scale so far, over everything on my desk."""
    parts = parts_of_scale(mine.round.scale_min, mine.round.scale_max)
    given = use_of([review.review_id for review in reviews if review.review_id])
    return {"parts": parts, "use": use_of_scale(given, [c.id for c in criteria], parts)}


def _is_current(sheet: Sheet) -> bool:
    """Whether a form came that was filled with what is stored; then nobody needs the stored points."""
    revision = sheet.review.revision if sheet.review else 0
    return request.form.get("revision", "") == str(revision)


def _stored(sheet: Sheet, criteria: Sequence[Criterion], points: Mapping[int, Decimal]) -> dict[str, Any]:
    if sheet.review is None:
        return {}
    data = {name_of(c): str(points[c.id].normalize() + 0) for c in criteria if c.id in points}
    review = sheet.review
    return {**data, "comment": review.comment, "note": review.private_note, "chair_note": review.chair_note}


def _fault(form: ReviewForm, sheet: Sheet) -> int:
    """200 where the form may be saved, else how the answer is marked."""
    if form.revision_seen != (sheet.review.revision if sheet.review else 0):
        return NEWER
    if _intent() == UNDO:
        return 200
    fits = form.validate() and (_intent() != "done" or form.demand_points())
    return 200 if fits else WRONG


def _sentence(form: ReviewForm, code: int) -> str:
    """What to tell the script that saves: the first thing that is wrong."""
    if code == NEWER:
        return str(sentence_for("newer-edit"))
    return next(str(errors[0]) for errors in form.errors.values() if errors)


def _save(mine: Desk, sheet: Sheet, form: ReviewForm) -> Response:
    """Autosave keeps "done" as long as every criterion has points; the buttons say it."""
    entered = form.entered()
    was_done = sheet.review is not None and sheet.review.is_done
    complete = not missing(entered.points, entered.points)
    wanted = {"done": True, "later": False}.get(_intent(), was_done)
    revision = actions.save_review(
        mine,
        sheet,
        entered,
        is_done=wanted and complete,
        revision_seen=form.revision_seen,
        by=mine.viewer,
        now=mine.now,
    )
    # What the answer needs is asked for before the commit, after which every row would be read anew.
    answer = saved(revision, mine.now, mine.call.time_zone) if is_autosave() else _go_on(mine, wanted and complete)
    db.session.commit()
    return answer


def _undo(mine: Desk, sheet: Sheet, form: ReviewForm) -> Response:
    """What was typed and never saved is undone by showing what is saved."""
    typed = form.entered() if form.validate() else None
    is_undone = actions.undo(mine, sheet, typed, revision_seen=form.revision_seen, by=mine.viewer, now=mine.now)
    db.session.commit()
    if is_undone:
        flash(gettext("Your last change is undone. Undo once more brings it back."), "success")
    else:
        flash(gettext("There is nothing to undo in this review."), "info")
    return redirect(url_for(".review", slug=mine.call.slug, key=sheet.solution.key))


def _go_on(mine: Desk, is_done: bool) -> Response:
    """To the next review that is left, or to the desk."""
    slug = mine.call.slug
    if not is_done:
        flash(gettext("Saved for later."), "success")
        return redirect(url_for(".desk", slug=slug))
    left = [review for review in queries.my_reviews(mine) if review.state is not ReviewState.DONE]
    if not left:
        flash(gettext("That was the last one: all your reviews are done. Thank you."), "success")
        return redirect(url_for(".desk", slug=slug))
    return redirect(url_for(".review", slug=slug, key=left[0].key))


@bp.route("/calls/<key:slug>/desk/<key:key>/return", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def hand_back(slug: str, key: str) -> str | Response | tuple[str, int]:
    mine = desk_of(current_actor(), slug, clock.now(), asked_round())
    sheet = queries.sheet_of(mine, key)
    form = HandBackForm()
    if form.validate_on_submit():
        actions.hand_back(
            mine,
            sheet,
            kind=form.conflict,
            is_doubtful=bool(form.is_doubtful.data),
            reason=str(form.reason.data),
            by=mine.viewer,
            now=mine.now,
        )
        db.session.commit()
        flash(gettext("Handed back. The organisers see it and can give the solution to somebody else."), "success")
        return redirect(url_for(".desk", slug=slug))
    words = {"kinds": CONFLICT_WORDS, "explained": CONFLICT_HINTS}
    page = render_template("judging/hand_back.html", desk=mine, sheet=sheet, form=form, **words)
    return page, 422 if form.errors else 200
