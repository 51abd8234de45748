"""Recording what follows from a solution for the municipality that posed the challenge."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.organisations.queries import seat_in
from challenge_hub.results import queries
from challenge_hub.results.models import FollowUp
from challenge_hub.results.rules import Outcome, may_follow_up
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import in_conflict


def decide(
    solution: Solution,
    challenge: Challenge,
    outcome: Outcome,
    *,
    reason: Mapping[str, str],
    by: Actor,
    now: datetime,
) -> FollowUp:
    """Record a decision; a later one gets the next number, and the earlier ones stay readable."""
    one_at_a_time(f"follow-up:{solution.id}")
    may_follow_up(
        is_officer=seat_in(by, challenge.organisation_id) is not None,
        results_are_public=queries.has_results(by, solution.call_id, now),
        in_conflict=in_conflict(by, solution.id),
    ).require()
    decision = FollowUp(
        solution_id=solution.id,
        organisation_id=challenge.organisation_id,
        number=_last_number(solution.id, challenge.organisation_id) + 1,
        outcome=outcome,
        reason=dict(reason),
        decided_at=now,
        decided_by=by.person_id,
    )
    db.session.add(decision)
    db.session.flush()
    record("decide-follow-up", decision, by=by, now=now, call_id=solution.call_id)
    return decision


def _last_number(solution_id: int, organisation_id: int) -> int:
    of_this = (FollowUp.solution_id == solution_id, FollowUp.organisation_id == organisation_id)
    return db.session.scalar(select(func.max(FollowUp.number)).where(*of_this)) or 0
