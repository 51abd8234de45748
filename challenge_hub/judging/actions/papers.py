"""Entering what jurors wrote on paper."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert

from challenge_hub.access import Actor, Decision
from challenge_hub.audit.actions import record
from challenge_hub.calls.freezing import freeze_rubric
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.models import Juror, Review, Score
from challenge_hub.judging.papers import PaperEntry
from challenge_hub.judging.queries.papers import EntryLine, entering_for
from challenge_hub.judging.queries.rooms import JuryRoom, criteria_of
from challenge_hub.judging.rules.paper import is_whole, may_enter_paper, may_replace_sheet
from challenge_hub.judging.rules.undo import Entered


def enter_papers(room: JuryRoom, juror_id: int, sheets: Mapping[int, Entered], *, by: Actor, now: datetime) -> int:
    """Enter these sheets (by solution: id) for a juror; returns how many.

    A sheet that its juror entered stays as it is, and the whole act is refused. One that was entered from paper before
    is replaced. The trail says who entered each, and for which seat.
    """
    one_at_a_time(f"round:{room.judged.id}")
    db.session.refresh(room.judged, ["closed_at", "frozen_at", "held_at"])
    seat, lines = entering_for(room, juror_id)
    answer_to(room, seat, by=by, now=now).require()
    criteria = [criterion.id for criterion in criteria_of(room.judged)]
    wanted = [line for line in lines if line.solution.id in sheets]
    for line in wanted:
        may_replace_sheet(is_there=line.review is not None, is_from_paper=line.is_from_paper).require()
        entered = sheets[line.solution.id]
        review = _kept(room, seat, line, is_done=is_whole(entered.given, criteria), by=by, now=now)
        review.comment = entered.comment
        db.session.execute(delete(Score).where(Score.review_id == review.id))
        rows = [{"review_id": review.id, "criterion_id": id_, "value": value} for id_, value in entered.given.items()]
        if rows:
            db.session.execute(insert(Score), rows)
        record("enter-paper", seat, by=by, now=now, call_id=room.call.id, review=review.id)
    if wanted:
        freeze_rubric(room.judged, now)
    return len(wanted)


def answer_to(room: JuryRoom, seat: Juror, *, by: Actor, now: datetime) -> Decision:
    """Whether this person may enter the paper of this seat; the page asks the same."""
    return may_enter_paper(
        room.times,
        now,
        is_organiser=room.is_organiser,
        is_chair=room.is_chair,
        is_own=seat.person_id == by.person_id,
        is_declared=seat.declared_at is not None,
    )


def _kept(room: JuryRoom, seat: Juror, line: EntryLine, *, is_done: bool, by: Actor, now: datetime) -> Review:
    review = line.review
    if review is None:
        review = Review(round_id=room.judged.id, juror_id=seat.id, solution_id=line.solution.id, revision=0)
        db.session.add(review)
    review.is_done, review.submitted_at, review.saved_at = is_done, now if is_done else None, now
    review.revision = (review.revision or 0) + 1
    db.session.flush()
    db.session.merge(PaperEntry(review_id=review.id, revision=review.revision, entered_by=by.person_id, entered_at=now))
    db.session.flush()
    return review
