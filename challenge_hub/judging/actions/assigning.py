"""Giving solutions to jurors: a plan is shown, then published once; later runs only add."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from challenge_hub.access import Actor, Refused
from challenge_hub.audit.actions import record
from challenge_hub.calls.freezing import freeze_settings
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.judging.models import Assignment, AssignmentPlan
from challenge_hub.judging.queries import plans as queries
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.assignment import Plan, everyone_reviews_everything, plan
from challenge_hub.judging.rules.capacity import Request, Shortfall
from challenge_hub.judging.rules.reviewing import mark_of, may_assign, may_publish_plan


def make_plan(room: JuryRoom, *, per_solution: int, seed: int, by: Actor, now: datetime) -> AssignmentPlan:
    """Plan the reviews still wanted, and keep the plan to be looked at. An older one that waits gives way."""
    one_at_a_time(f"round:{room.judged.id}")
    wishes = queries.wishes_of(room, per_solution=per_solution, seed=seed)
    _may_assign(room, wishes, now)
    made = keep_plan(room, plan(wishes), wishes, now)
    record("plan-assignments", made, by=by, now=now, call_id=room.call.id)
    return made


def publish_plan(room: JuryRoom, plan_id: int, *, shown: str, by: Actor, now: datetime) -> int:
    """Give out what the plan says, exactly as it was `shown` (its mark). Returns how many jurors were told."""
    one_at_a_time(f"round:{room.judged.id}")
    found = db.session.get(AssignmentPlan, plan_id, populate_existing=True)
    if found is None or found.round_id != room.judged.id:
        raise Refused("plan-is-stale")
    wishes = queries.wishes_of(room, per_solution=found.reviews_per_solution, seed=found.seed)
    _may_assign(room, wishes, now)
    may_publish_plan(
        is_published=found.published_at is not None,
        is_the_shown=mark_of(found.pairs) == shown,
        broken_pairs=_broken(found.pairs, wishes),
    ).require()
    return _give_out(room, found, by=by, now=now)


def assign_everything(room: JuryRoom, *, seed: int, by: Actor, now: datetime) -> int:
    """Every solution to every juror without a conflict of interest; what was given before stays."""
    one_at_a_time(f"round:{room.judged.id}")
    wishes = queries.wishes_of(room, per_solution=None, seed=seed)
    _may_assign(room, wishes, now)
    return _give_out(room, keep_plan(room, everyone_reviews_everything(wishes), wishes, now), by=by, now=now)


def keep_plan(
    room: JuryRoom, found: Plan, wishes: Request, now: datetime, *, places: int | None = None
) -> AssignmentPlan:
    """Keep a plan to be looked at; an older one that waits gives way."""
    discard_plan(room)
    made = AssignmentPlan(
        round_id=room.judged.id,
        planned_at=now,
        places=places,
        seed=wishes.seed,
        reviews_per_solution=wishes.per_solution,
        pairs=[[int(juror), int(solution)] for juror, solution in found.new],
        shortfalls=_as_rows(found.shortfalls),
        wants_expert=wishes.experts is not None,
        without_expert=_as_rows(found.without_expert),
    )
    db.session.add(made)
    db.session.flush()
    return made


def discard_plan(room: JuryRoom) -> None:
    """Whatever plan waits is no longer offered. It gave nothing out, so the trail does not mention it."""
    waiting = queries.newest_plan(room)
    if waiting is not None:
        db.session.delete(waiting)
        db.session.flush()


def remind(room: JuryRoom, juror_ids: Iterable[int], *, by: Actor, now: datetime) -> int:
    """Remind those of these jurors who still have reviews to do. Returns how many."""
    _may_assign_at_all(room, now, jurors=1)
    wanted = set(juror_ids)
    asked = [r for r, done, given in queries.progress_for(room).jurors if r.id in wanted and done < given]
    for reviewer in asked:
        if reviewer.person_id is not None:
            send_to_person("judging.reminder", reviewer.person_id, now=now, juror=reviewer.id)
    record("remind-jury", room.judged, by=by, now=now, call_id=room.call.id, jurors=len(asked))
    return len(asked)


def _may_assign(room: JuryRoom, wishes: Request, now: datetime) -> None:
    db.session.refresh(room.judged, ["closed_at"])
    _may_assign_at_all(room, now, jurors=len(wishes.jurors))


def _may_assign_at_all(room: JuryRoom, now: datetime, *, jurors: int) -> None:
    may_assign(room.times, now, is_organiser=room.is_organiser, is_chair=room.is_chair, jurors=jurors).require()


def _as_rows(lacking: Iterable[Shortfall]) -> list[dict[str, Any]]:
    return [{"solution": int(lack.solution), "missing": lack.missing, "causes": dict(lack.causes)} for lack in lacking]


def _broken(pairs: list[list[int]], wishes: Request) -> int:
    """How many pairs of a plan no longer hold."""
    solutions = set(wishes.solutions)
    return sum(
        juror not in wishes.jurors
        or solution not in solutions
        or wishes.bars(juror, solution)
        or (juror, solution) in wishes.standing
        for juror, solution in ((str(one), str(other)) for one, other in pairs)
    )


def _give_out(room: JuryRoom, made: AssignmentPlan, *, by: Actor, now: datetime) -> int:
    made.published_at = now
    freeze_settings(room.judged, now)
    db.session.add_all(
        Assignment(round_id=made.round_id, juror_id=juror, solution_id=solution, assigned_at=now)
        for juror, solution in made.pairs
    )
    db.session.flush()
    told = {juror for juror, _ in made.pairs}
    for reviewer in queries.reviewers_of(room):
        if reviewer.id in told and reviewer.person_id is not None:
            send_to_person("judging.assigned", reviewer.person_id, now=now, juror=reviewer.id)
    record("publish-assignments", made, by=by, now=now, call_id=room.call.id, reviews=len(made.pairs))
    return len(told)
