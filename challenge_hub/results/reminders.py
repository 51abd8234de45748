"""The bulk step of the overview: reminding teams whose solution is a draft still."""

from datetime import datetime

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Call
from challenge_hub.calls.rules.phases import Phase
from challenge_hub.infrastructure.db import one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.results.rules import may_remind
from challenge_hub.results.standing import REMINDED, last_reminder, people_with_drafts


def remind_teams(call: Call, *, by: Actor, now: datetime) -> int:
    """A mail to everybody in a team with nothing handed in yet. Returns how many people get one."""
    one_at_a_time(f"remind:{call.id}")
    people = dict(people_with_drafts(call.id))
    is_open = call.phase(now) is Phase.OPEN
    may_remind(is_open=is_open, last=last_reminder(call.id), people=len(people), now=now).require()
    for person_id, solution_id in people.items():
        send_to_person("results.remind_team", person_id, now=now, call_id=call.id, solution_id=solution_id)
    record(REMINDED, call, by=by, now=now, call_id=call.id, people=len(people))
    return len(people)
