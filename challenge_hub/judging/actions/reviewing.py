"""Declaring, reviewing, handing back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from challenge_hub.access import Actor, Refused
from challenge_hub.audit.actions import record
from challenge_hub.calls.freezing import freeze_rubric
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.actions.conflicts import Reported, declare_conflict, dismiss_own_hint
from challenge_hub.judging.actions.rankings import points_changed
from challenge_hub.judging.models import Assignment, Review, Score
from challenge_hub.judging.queries.desk import Sheet
from challenge_hub.judging.queries.rooms import Desk
from challenge_hub.judging.queries.sheets import points_of
from challenge_hub.judging.rules.reviewing import may_declare, may_hand_back, may_review, missing
from challenge_hub.judging.rules.undo import Entered, Kept, before, is_same, unpacked
from challenge_hub.solutions.rules import ConflictKind


def declare(
    desk: Desk,
    conflicts: Sequence[Reported],
    denied: Iterable[int] = (),
    *,
    wording_sha256: str,
    most_reviews: int | None,
    by: Actor,
    now: datetime,
) -> None:
    """Conflicts of interest or none, confidentiality, and no contact with teams. `denied`: solutions (ids) the data
    hinted at, and that are not among the conflicts.
    """
    one_at_a_time(f"round:{desk.round.id}")
    db.session.refresh(desk.seat)
    may_declare(desk.times, now, is_declared=desk.seat.declared_at is not None).require()
    desk.seat.declared_at, desk.seat.declared_sha256, desk.seat.most_reviews = now, wording_sha256, most_reviews
    db.session.flush()
    for reported in conflicts:
        declare_conflict(desk.seat, reported, by=by, now=now)
    for solution_id in denied:
        dismiss_own_hint(desk.seat, solution_id, by=by, now=now)
    record("declare", desk.seat, by=by, now=now, call_id=desk.call.id)


def save_review(
    desk: Desk, sheet: Sheet, entered: Entered, *, is_done: bool, revision_seen: int, by: Actor, now: datetime
) -> int:
    """Save a review as it stands; it counts while it is done. Returns its new revision.

    The first saved review freezes the rubric. What is saved over stays at hand for undo. Only beginning, finishing and
    taking back leave a line in the trail.
    """
    # One statement instead of a lock and a look: whoever closes the round waits for this row, or this waits for them.
    db.session.refresh(desk.round, ["closed_at", "frozen_at", "held_at"], with_for_update={"key_share": True})
    may_review(desk.times, now, is_declared=desk.seat.declared_at is not None).require()
    if is_done and missing(entered.points, entered.points):
        raise Refused("points-missing")
    was_done = sheet.review is not None and sheet.review.is_done
    review_id = _save(desk, sheet, entered, is_done=is_done, revision_seen=revision_seen, now=now)
    _save_points(review_id, entered.points, is_new=sheet.review is None)
    freeze_rubric(desk.round, now)
    if sheet.review is None or is_done != was_done:
        verb = "finish-review" if is_done else "take-back-review" if was_done else "begin-review"
        record(verb, desk.seat, by=by, now=now, call_id=desk.call.id, review=review_id)
    if is_done and was_done:  # what begins or ends to count stands in the trail, which the worker follows
        points_changed(desk.round, now=now)
    return revision_seen + 1


def undo(desk: Desk, sheet: Sheet, typed: Entered | None, *, revision_seen: int, by: Actor, now: datetime) -> bool:
    """Take back the last change of a sheet. What was `typed` and never saved is a change, too: then the saved state
    stays. Otherwise the state before it comes back, and doing it twice brings back what was undone.

    Says whether there was a change to take back.
    """
    stored = _stored(sheet)
    if stored is None or typed is None or not is_same(typed, stored.entered):
        return True
    if sheet.review is None or sheet.review.before is None:
        return False
    older = unpacked(sheet.review.before)
    save_review(desk, sheet, older.entered, is_done=older.is_done, revision_seen=revision_seen, by=by, now=now)
    return True


def hand_back(
    desk: Desk,
    sheet: Sheet,
    *,
    kind: ConflictKind | None,
    reason: str,
    by: Actor,
    now: datetime,
    is_doubtful: bool = False,
) -> None:
    """Give an assignment back: under a conflict of interest (`kind`), perhaps a doubtful one, or for another reason.

    The review is ignored.
    """
    one_at_a_time(f"round:{desk.round.id}")
    db.session.refresh(desk.round, ["closed_at"])
    may_hand_back(desk.times, now, is_declared=desk.seat.declared_at is not None).require()
    if kind is not None:
        declare_conflict(desk.seat, Reported(sheet.solution.id, kind, reason, is_doubtful), by=by, now=now)
    given = (Assignment.id == sheet.assignment.id, Assignment.handed_back_at.is_(None))
    db.session.execute(update(Assignment).where(*given).values(handed_back_at=now, hand_back_reason=reason))
    if sheet.review is not None:
        db.session.execute(update(Review).where(Review.id == sheet.review.id).values(is_done=False))
        points_changed(desk.round, now=now)
    record("hand-back", desk.seat, by=by, now=now, call_id=desk.call.id)


def _stored(sheet: Sheet) -> Kept | None:
    """The sheet as it is saved now."""
    review = sheet.review
    if review is None:
        return None
    points = points_of([review.id])[review.id]
    return Kept(Entered(points, review.comment, review.private_note, review.chair_note), review.is_done)


def _save(desk: Desk, sheet: Sheet, entered: Entered, *, is_done: bool, revision_seen: int, now: datetime) -> int:
    """One statement: the row is written only if nobody wrote it since the form was filled."""
    values: dict[str, Any] = {
        "comment": entered.comment, "private_note": entered.note, "chair_note": entered.chair_note,
        "is_done": is_done, "saved_at": now, "version": sheet.version.number,
        "submitted_at": now if is_done else None, "revision": revision_seen + 1,
    }  # fmt: skip
    stored = _stored(sheet)
    if sheet.review is not None and stored is not None:
        values["before"] = before(stored, entered, sheet.review.before)
        unchanged = (Review.id == sheet.review.id, Review.revision == revision_seen)
        changed: int | None = db.session.scalar(update(Review).where(*unchanged).values(values).returning(Review.id))
    elif revision_seen == 0:
        whose = {"round_id": desk.round.id, "juror_id": desk.seat.id, "solution_id": sheet.solution.id}
        changed = _insert(values | whose)
    else:
        changed = None
    if changed is None:
        raise Refused("newer-edit")
    return changed


def _insert(values: Mapping[str, object]) -> int | None:
    try:
        with db.session.begin_nested():
            return db.session.scalar(insert(Review).values(values).returning(Review.id))
    except IntegrityError:
        return None  # the other tab was first


def _save_points(review_id: int, points: Mapping[int, Decimal | None], *, is_new: bool) -> None:
    if not is_new:
        db.session.execute(delete(Score).where(Score.review_id == review_id))
    rows = [{"review_id": review_id, "criterion_id": id_, "value": p} for id_, p in points.items() if p is not None]
    if rows:
        db.session.execute(insert(Score), rows)
