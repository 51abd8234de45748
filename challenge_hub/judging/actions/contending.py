"""The last third of the minutes for the contenders: a plan like any other, shown before it is published."""

from datetime import datetime

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.actions.assigning import keep_plan
from challenge_hub.judging.models import AssignmentPlan
from challenge_hub.judging.queries.contending import contender_plan
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.reviewing import may_assign, may_plan_for_contenders


def plan_for_contenders(
    room: JuryRoom, *, places: int, reviews: int, seed: int, by: Actor, now: datetime
) -> AssignmentPlan:
    """Plan so many reviews for those near the last place that counts. An older plan that waits gives way."""
    one_at_a_time(f"round:{room.judged.id}")
    db.session.refresh(room.judged, ["closed_at"])
    may_assign(room.times, now, is_organiser=room.is_organiser, is_chair=room.is_chair, jurors=1).require()
    found, wishes = contender_plan(room, places=places, reviews=reviews, seed=seed)
    may_plan_for_contenders(reviews=len(found.new)).require()
    made = keep_plan(room, found, wishes, now, places=places)
    record("plan-for-contenders", made, by=by, now=now, call_id=room.call.id, places=places)
    return made
