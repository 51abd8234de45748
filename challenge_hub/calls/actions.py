"""What is done with a call."""

from datetime import datetime

from challenge_hub.calls.rubric import Round
from challenge_hub.infrastructure.db import db


def freeze_rubric(judging_round: Round, now: datetime) -> None:
    """Scoring began: from now on nothing of the rubric changes any more. The first time counts."""
    if judging_round.frozen_at is None:
        judging_round.frozen_at = now
        db.session.flush()
