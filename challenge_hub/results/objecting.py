"""Filing an objection to the results, and deciding about it."""

from datetime import datetime

from challenge_hub.access import Actor, Refused
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.results import queries, room
from challenge_hub.results.models import Objection
from challenge_hub.results.objections import objection_to
from challenge_hub.results.rules import ObjectionOutcome, may_answer_objection, may_object
from challenge_hub.solutions.actions import tell_team
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.own_lines import teams_of
from challenge_hub.solutions.queries import in_conflict


def file_objection(solution: Solution, call: Call, text: str, *, by: Actor, now: datetime) -> Objection:
    """A team objects once, through whichever member; the organisers get a mail."""
    one_at_a_time(f"objection:{solution.id}")
    may_object(
        is_in_team=solution.team_id in set(db.session.scalars(teams_of(by))),
        results_are_public=queries.has_results(by, call.id, now),
        until=call.objections_until,
        has_objected=objection_to(solution.id) is not None,
        now=now,
    ).require()
    objection = Objection(solution_id=solution.id, text=text, filed_at=now, filed_by=by.person_id)
    db.session.add(objection)
    db.session.flush()
    record("file-objection", objection, by=by, now=now, call_id=call.id)
    return objection


def answer_objection(
    objection: Objection, call: Call, outcome: ObjectionOutcome, *, answer: str, by: Actor, now: datetime
) -> None:
    """Upheld or not, with the reason; the team gets a mail."""
    one_at_a_time(f"objection:{objection.solution_id}")
    db.session.refresh(objection, ["outcome"])
    may_answer_objection(
        is_entitled=room.is_entitled(by, call.id),
        in_conflict=in_conflict(by, objection.solution_id),
        is_answered=objection.outcome is not None,
    ).require()
    if not answer.strip():
        raise Refused("objection-needs-reason")
    objection.outcome, objection.answer = outcome, answer
    objection.answered_at, objection.answered_by = now, by.person_id
    db.session.flush()
    record("answer-objection", objection, by=by, now=now, call_id=call.id)
    solution = db.session.get_one(Solution, objection.solution_id)
    tell_team("results.objection_answered", solution, now=now, objection_id=objection.id)
