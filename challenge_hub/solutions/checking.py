"""The formal pre-check: findings about solutions, one by one and many at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import is_organiser
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.solutions.actions import tell_team
from challenge_hub.solutions.checks import ready_to_admit
from challenge_hub.solutions.models import PreCheck, Solution
from challenge_hub.solutions.queries import in_conflict
from challenge_hub.solutions.rules import Admission
from challenge_hub.solutions.rules.checking import is_sound, may_admit_all, may_check

VERB_OF = {
    Admission.ADMITTED: "admit-solution",
    Admission.RETURNED: "return-solution",
    Admission.NOT_ADMITTED: "refuse-solution",
}
MAIL_OF = {
    Admission.ADMITTED: "solutions.admitted",
    Admission.RETURNED: "solutions.returned",
    Admission.NOT_ADMITTED: "solutions.not_admitted",
}


@dataclass(frozen=True)
class Outcome:
    """What somebody found: a reason with all but an admission, and a moment with a return."""

    admission: Admission
    reason: str = ""
    returned_until: datetime | None = None


def enter_finding(
    solution: Solution, call: Call, outcome: Outcome, *, version_seen: int, by: Actor, now: datetime
) -> None:
    """Say what became of the version that was read, and tell the team. The same finding once more changes nothing."""
    one_at_a_time(f"solution {solution.id}")
    db.session.refresh(solution, ["newest", "withdrawn_at", "admission", "admission_reason", "returned_until"])
    may_check(
        is_organiser=is_organiser(by, call.id),
        in_conflict=in_conflict(by, solution.id),
        is_over=call.closes_at <= now,
        takes_part=solution.newest > 0 and solution.withdrawn_at is None,
        version_seen=version_seen,
        version=solution.newest,
    ).require()
    until = outcome.returned_until if outcome.admission is Admission.RETURNED else None
    reason = "" if outcome.admission is Admission.ADMITTED else outcome.reason.strip()
    is_sound(outcome.admission, reason=reason, returned_until=until, now=now).require()
    if (solution.admission, solution.admission_reason or "", solution.returned_until) == (
        outcome.admission,
        reason,
        until,
    ):
        return
    _entered(solution, Outcome(outcome.admission, reason, until), by=by, now=now)


def _entered(solution: Solution, outcome: Outcome, *, by: Actor, now: datetime) -> None:
    finding = PreCheck(
        solution_id=solution.id,
        version=solution.newest,
        outcome=outcome.admission,
        reason=outcome.reason,
        returned_until=outcome.returned_until,
        checked_by=by.person_id,
        checked_at=now,
    )
    db.session.add(finding)
    solution.admission, solution.admission_reason = outcome.admission, outcome.reason or None
    solution.admission_at, solution.returned_until = now, outcome.returned_until
    db.session.flush()
    verb = VERB_OF[outcome.admission]
    record(verb, solution, by=by, now=now, call_id=solution.call_id, version=solution.newest)
    tell_team(MAIL_OF[outcome.admission], solution, now=now, finding=finding.id)


def admit_all(call: Call, seen: Mapping[int, int], *, by: Actor, now: datetime) -> int:
    """Admit those that were shown (id and version of each) and still are complete and unchecked. Returns how many."""
    may_admit_all(is_over=call.closes_at <= now).require()
    ready = {line.solution.id: line.solution.newest for line in ready_to_admit(by, call)}
    ids = sorted(id_ for id_, version in seen.items() if ready.get(id_) == version)
    for solution in db.session.scalars(select(Solution).where(Solution.id.in_(ids)).order_by(Solution.id)).all():
        enter_finding(solution, call, Outcome(Admission.ADMITTED), version_seen=seen[solution.id], by=by, now=now)
    return len(ids)
