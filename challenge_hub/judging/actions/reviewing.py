"""Declaring, reviewing, handing back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from challenge_hub.access import Actor, Refused
from challenge_hub.audit.actions import record
from challenge_hub.calls.actions import freeze_rubric
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.actions.conflicts import declare_conflict
from challenge_hub.judging.models import Assignment, Review, Score
from challenge_hub.judging.queries.desk import Sheet
from challenge_hub.judging.queries.rooms import Desk
from challenge_hub.judging.rules.reviewing import may_declare, may_review, missing
from challenge_hub.solutions.rules import ConflictKind


@dataclass(frozen=True)
class Entered:
    """What a juror entered: points by criterion (id, None: no points), the comment for the team, the private note."""

    points: Mapping[int, Decimal | None]
    comment: str
    note: str


def declare(
    desk: Desk,
    conflicts: Iterable[tuple[int, ConflictKind, str]],
    *,
    wording_sha256: str,
    most_reviews: int | None,
    by: Actor,
    now: datetime,
) -> None:
    """Conflicts of interest (solution id, kind, note) or none, confidentiality, and no contact with teams."""
    one_at_a_time(f"round:{desk.round.id}")
    db.session.refresh(desk.seat)
    may_declare(desk.times, now, is_declared=desk.seat.declared_at is not None).require()
    desk.seat.declared_at, desk.seat.declared_sha256, desk.seat.most_reviews = now, wording_sha256, most_reviews
    db.session.flush()
    for solution_id, kind, note in conflicts:
        declare_conflict(desk.seat, solution_id, kind, note, by=by, now=now)
    record("declare", desk.seat, by=by, now=now, call_id=desk.call.id)


def save_review(
    desk: Desk, sheet: Sheet, entered: Entered, *, is_done: bool, revision_seen: int, by: Actor, now: datetime
) -> int:
    """Save a review as it stands; it counts while it is done. Returns its new revision.

    The first saved review freezes the rubric. Only beginning, finishing and taking back leave a line in the trail.
    """
    # One statement instead of a lock and a look: whoever closes the round waits for this row, or this waits for them.
    db.session.refresh(desk.round, ["closed_at", "frozen_at"], with_for_update={"key_share": True})
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
    return revision_seen + 1


def hand_back(desk: Desk, sheet: Sheet, *, kind: ConflictKind | None, reason: str, by: Actor, now: datetime) -> None:
    """Give an assignment back: under a conflict of interest (`kind`), or for another reason. The review is ignored."""
    one_at_a_time(f"round:{desk.round.id}")
    db.session.refresh(desk.round, ["closed_at"])
    may_review(desk.times, now, is_declared=desk.seat.declared_at is not None).require()
    if kind is not None:
        declare_conflict(desk.seat, sheet.solution.id, kind, reason, by=by, now=now)
    given = (Assignment.id == sheet.assignment.id, Assignment.handed_back_at.is_(None))
    db.session.execute(update(Assignment).where(*given).values(handed_back_at=now, hand_back_reason=reason))
    if sheet.review is not None:
        db.session.execute(update(Review).where(Review.id == sheet.review.id).values(is_done=False))
    record("hand-back", desk.seat, by=by, now=now, call_id=desk.call.id)


def _save(desk: Desk, sheet: Sheet, entered: Entered, *, is_done: bool, revision_seen: int, now: datetime) -> int:
    """One statement: the row is written only if nobody wrote it since the form was filled."""
    values = {
        "comment": entered.comment, "private_note": entered.note, "is_done": is_done, "saved_at": now,
        "version": sheet.version.number, "submitted_at": now if is_done else None, "revision": revision_seen + 1,
    }  # fmt: skip
    if sheet.review is not None:
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
