"""A juror's desk: what is left, the declaration, the review form."""

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
from challenge_hub.judging.forms import DeclarationForm, HandBackForm, ReviewForm, name_of, review_form, ticked
from challenge_hub.judging.queries import desk as queries
from challenge_hub.judging.queries.desk import Sheet
from challenge_hub.judging.queries.rooms import Desk, criteria_of, desk_of
from challenge_hub.judging.queries.sheets import points_of
from challenge_hub.judging.rules.jury import fingerprint
from challenge_hub.judging.rules.reviewing import ReviewState, may_declare, may_review, missing
from challenge_hub.judging.sentences import CONFLICT_WORDS, declaration
from challenge_hub.judging.views.blueprint import bp

NEWER, WRONG = 409, 422


@bp.get("/calls/<key:slug>/desk")
@open_to(Role.SIGNED_IN)
def desk(slug: str) -> str:
    mine = desk_of(current_actor(), slug, clock.now())
    reviews = queries.my_reviews(mine) if mine.seat.declared_at else []
    return render_template(
        "judging/desk.html",
        desk=mine,
        reviews=reviews,
        points=points_of([review.review_id for review in reviews if review.review_id]),
        criteria=criteria_of(mine.round),
        answer=may_review(mine.times, mine.now, is_declared=True),
        next=next((review for review in reviews if review.state is not ReviewState.DONE), None),
    )


@bp.route("/calls/<key:slug>/desk/declaration", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def declare(slug: str) -> str | Response | tuple[str, int]:
    mine = desk_of(current_actor(), slug, clock.now())
    may_declare(mine.times, mine.now, is_declared=mine.seat.declared_at is not None).require()
    solutions = queries.solutions_to_declare(mine)
    form = DeclarationForm(most_reviews=mine.seat.most_reviews)
    found = ticked(solutions, request.form)
    if form.validate_on_submit() and _agrees(form, bool(found)):
        actions.declare(
            mine,
            found,
            wording_sha256=fingerprint(declaration()),
            most_reviews=form.most_reviews.data,
            by=mine.viewer,
            now=mine.now,
        )
        db.session.commit()
        flash(gettext("Thank you. Your declaration is kept."), "success")
        return redirect(url_for(".desk", slug=slug))
    page = render_template(
        "judging/declare.html", desk=mine, solutions=solutions, form=form, wording=declaration(), kinds=CONFLICT_WORDS
    )
    return page, 422 if form.errors else 200


def _agrees(form: DeclarationForm, has_ticked: bool) -> bool:
    """What was chosen and what was ticked must say the same."""
    if (form.conflicts.data == "some") is has_ticked:
        return True
    if has_ticked:
        form.conflicts.errors = [gettext("You ticked a solution, so you have a conflict of interest.")]
    else:
        form.conflicts.errors = [gettext("Tick the solutions you have a conflict of interest with.")]
    return False


@bp.route("/calls/<key:slug>/desk/<key:key>", methods=["GET", "POST"])
@open_to(Role.SIGNED_IN)
def review(slug: str, key: str) -> str | Response | tuple[str, int]:
    """One review. It saves itself; "done" asks for points at every criterion."""
    mine = desk_of(current_actor(), slug, clock.now())
    sheet, criteria = queries.sheet_of(mine, key), criteria_of(mine.round)
    found = points_of([sheet.review.id])[sheet.review.id] if sheet.review and not _is_current(sheet) else {}
    form = review_form(mine.round, criteria, **_stored(sheet, criteria, found))
    code = _fault(form, sheet) if form.is_submitted() else 200
    if form.is_submitted() and code == 200:
        return _save(mine, sheet, form)
    if is_autosave():
        return not_saved(_sentence(form, code), code)
    form.revision.data = str(sheet.review.revision if sheet.review else 0)
    return render_template(
        "judging/review.html",
        desk=mine,
        sheet=sheet,
        form=form,
        criteria=criteria,
        newer=found if code == NEWER else None,
        reviews=queries.my_reviews(mine),
        answer=may_review(mine.times, mine.now, is_declared=mine.seat.declared_at is not None),
    ), code


def _is_current(sheet: Sheet) -> bool:
    """Whether a form came that was filled with what is stored; then nobody needs the stored points."""
    revision = sheet.review.revision if sheet.review else 0
    return request.form.get("revision", "") == str(revision)


def _stored(sheet: Sheet, criteria: Sequence[Criterion], points: Mapping[int, Decimal]) -> dict[str, Any]:
    if sheet.review is None:
        return {}
    data = {name_of(c): str(points[c.id].normalize() + 0) for c in criteria if c.id in points}
    return {**data, "comment": sheet.review.comment, "note": sheet.review.private_note}


def _fault(form: ReviewForm, sheet: Sheet) -> int:
    """200 where the form may be saved, else how the answer is marked."""
    if form.revision_seen != (sheet.review.revision if sheet.review else 0):
        return NEWER
    fits = form.validate() and (request.form.get("intent") != "done" or form.demand_points())
    return 200 if fits else WRONG


def _sentence(form: ReviewForm, code: int) -> str:
    """What to tell the script that saves: the first thing that is wrong."""
    if code == NEWER:
        return str(sentence_for("newer-edit"))
    return next(str(errors[0]) for errors in form.errors.values() if errors)


def _save(mine: Desk, sheet: Sheet, form: ReviewForm) -> Response:
    """Autosave keeps "done" as long as every criterion has points; the buttons say it."""
    entered = actions.Entered(form.points(), form.comment.data or "", form.note.data or "")
    was_done = sheet.review is not None and sheet.review.is_done
    complete = not missing(entered.points, entered.points)
    wanted = {"done": True, "later": False}.get(request.form.get("intent", ""), was_done)
    revision = actions.save_review(
        mine,
        sheet,
        entered,
        is_done=wanted and complete,
        revision_seen=form.revision_seen,
        by=mine.viewer,
        now=mine.now,
    )
    db.session.commit()
    if is_autosave():
        return saved(revision, mine.now, mine.call.time_zone)
    return _go_on(mine, wanted and complete)


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
    mine = desk_of(current_actor(), slug, clock.now())
    sheet = queries.sheet_of(mine, key)
    form = HandBackForm()
    if form.validate_on_submit():
        actions.hand_back(mine, sheet, kind=form.conflict, reason=str(form.reason.data), by=mine.viewer, now=mine.now)
        db.session.commit()
        flash(gettext("Handed back. The organisers see it and can give the solution to somebody else."), "success")
        return redirect(url_for(".desk", slug=slug))
    return render_template("judging/hand_back.html", desk=mine, sheet=sheet, form=form), 422 if form.errors else 200
