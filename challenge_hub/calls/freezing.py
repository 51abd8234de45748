"""From when on a round stays as it is: its settings when work is given out, its rubric when scoring begins."""

from datetime import datetime

from challenge_hub.calls.queries import any_round, scoring_of
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.scoring import round_hash
from challenge_hub.infrastructure.db import db


def freeze_settings(judging_round: Round, now: datetime) -> None:
    """Work is given out: method, weights, scale, blanks, rounding, reviews, experts and tie rules stay as they are,
    under their fingerprint. The first time counts.
    """
    if judging_round.settings_frozen_at is None:
        scoring = scoring_of(any_round(judging_round.call_id, judging_round.number))
        judging_round.settings_frozen_at = now
        judging_round.settings_sha256 = round_hash(
            scoring,
            reviews_per_solution=judging_round.reviews_per_solution,
            wants_expert=judging_round.wants_expert,
        )
        db.session.flush()


def freeze_rubric(judging_round: Round, now: datetime) -> None:
    """Scoring began: from now on nothing of the rubric changes any more. The first time counts."""
    if judging_round.frozen_at is None:
        judging_round.frozen_at = now
        db.session.flush()
