"""A municipality decides about its prize: one of its people prepares, another releases. The awards then follow it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from challenge_hub.access import Actor, Refused
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.organisations.models import OrganisationMember
from challenge_hub.results.decisions import Eligible, PrizeRoom, is_in_conflict, mark_of_decision
from challenge_hub.results.models import PrizeDecision
from challenge_hub.results.rules.prizes import may_confirm_prize, may_decide_prize


def decide_prize(
    room: PrizeRoom, solution: Eligible, *, reason: Mapping[str, str], how: str, by: Actor, now: datetime
) -> PrizeDecision:
    """Put down to which solution the prize goes, why, and how that was come to; colleagues hear that it waits."""
    one_at_a_time(f"prize:{room.prize.id}")
    of = {"prize_id": room.prize.id, "organisation_id": solution.organisation_id}
    found = db.session.scalar(select(PrizeDecision).filter_by(**of).execution_options(populate_existing=True))
    may_decide_prize(
        is_over=room.call.closes_at <= now,
        is_released=room.is_released,
        is_confirmed=found is not None and found.confirmed_at is not None,
    ).require()
    made = found or PrizeDecision(**of)
    made.solution_id, made.reason, made.how = solution.id, dict(reason), how
    made.prepared_by, made.prepared_at = by.person_id or 0, now
    db.session.add(made)
    db.session.flush()
    record("prepare-prize", made, by=by, now=now, call_id=room.call.id)
    for person_id in _colleagues(made):
        send_to_person("results.prize_waits", person_id, now=now, decision=made.id)
    return made


def confirm_prize(room: PrizeRoom, decision: PrizeDecision, *, seen: str, by: Actor, now: datetime) -> None:
    """Release what a colleague prepared, exactly as it was `seen`. From now on it does not change."""
    one_at_a_time(f"prize:{room.prize.id}")
    db.session.refresh(decision)
    may_confirm_prize(
        is_released=room.is_released,
        is_confirmed=decision.confirmed_at is not None,
        has_prepared=decision.prepared_by == by.person_id,
        in_conflict=is_in_conflict(by, decision),
        is_unchanged=seen == mark_of_decision(decision),
    ).require()
    if by.person_id is None:
        raise Refused("not-entitled")
    decision.confirmed_by, decision.confirmed_at = by.person_id, now
    db.session.flush()
    record("release-prize", decision, by=by, now=now, call_id=room.call.id)


def _colleagues(decision: PrizeDecision) -> list[int]:
    seats = select(OrganisationMember.person_id).where(OrganisationMember.organisation_id == decision.organisation_id)
    return sorted(set(db.session.scalars(seats)) - {decision.prepared_by})
