"""What a mail about a sitting or a trial tells when it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.deliberation.models import Calibration, Sitting
from challenge_hub.infrastructure.db import db
from challenge_hub.judging.models import Juror


@dataclass(frozen=True)
class SittingCalled:
    sitting: Sitting
    call: Call


def sitting_called(sitting_id: int) -> SittingCalled | None:
    """None where it is closed by now."""
    statement = select(Sitting, Call).join(Call, Sitting.call_id == Call.id)
    found = db.session.execute(statement.where(Sitting.id == sitting_id, Sitting.closed_at.is_(None))).one_or_none()
    return SittingCalled(*found) if found else None


def call_of_trial(trial_id: int) -> Call | None:
    """None where the trial is over."""
    statement = select(Call).join(Round, Round.call_id == Call.id).join(Calibration, Calibration.round_id == Round.id)
    return db.session.scalar(statement.where(Calibration.id == trial_id, Calibration.closed_at.is_(None)))


def people_of_jury(call_id: int) -> Sequence[int]:
    """Everybody (person id) with a seat on this jury who accepted and has not left."""
    seats = select(Juror.person_id).where(Juror.call_id == call_id, Juror.person_id.is_not(None))
    return [
        id_ for id_ in db.session.scalars(seats.where(Juror.accepted_at.is_not(None), Juror.left_at.is_(None))) if id_
    ]
