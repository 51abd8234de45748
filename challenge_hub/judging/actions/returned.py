"""Giving what was handed back to somebody else."""

from datetime import datetime

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.judging.models import Assignment, Juror
from challenge_hub.judging.queries.naming import NamedSolution
from challenge_hub.judging.queries.returned import gap_wishes
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.judging.rules.reviewing import may_assign, may_replace_review


def replace_review(room: JuryRoom, solution: NamedSolution, juror_id: int, *, by: Actor, now: datetime) -> None:
    """Give one more review of a solution to this juror, who was proposed for it; a mail tells them."""
    one_at_a_time(f"round:{room.judged.id}")
    db.session.refresh(room.judged, ["closed_at"])
    wishes = gap_wishes(room, seed=0)
    allowed = {"is_organiser": room.is_organiser, "is_chair": room.is_chair}
    may_assign(room.times, now, jurors=len(wishes.jurors), **allowed).require()
    pair = (str(juror_id), str(solution.id))
    load = sum(juror == pair[0] for juror, _ in wishes.standing)
    cap = wishes.jurors.get(pair[0], 0)
    may_replace_review(
        is_missing=sum(its == pair[1] for _, its in wishes.standing) < (wishes.per_solution or 0),
        is_free=pair[0] in wishes.jurors and pair[1] in wishes.solutions and not wishes.bars(*pair),
        has_it=pair in wishes.standing,
        has_room=cap is None or load < cap,
    ).require()
    db.session.add(Assignment(round_id=room.judged.id, juror_id=juror_id, solution_id=solution.id, assigned_at=now))
    db.session.flush()
    seat = db.session.get_one(Juror, juror_id)
    if seat.person_id is not None:
        send_to_person("judging.assigned", seat.person_id, now=now, juror=seat.id)
    record("replace-review", seat, by=by, now=now, call_id=room.call.id)
