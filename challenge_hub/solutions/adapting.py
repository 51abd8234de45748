"""Submitting an adapted version in a tandem. It stands beside the judged version and never takes its place."""

from dataclasses import asdict
from datetime import datetime

from challenge_hub.access import Actor, Decision, Refused
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.solutions import own
from challenge_hub.solutions.actions import tell_team
from challenge_hub.solutions.contents import missing_in, version_of
from challenge_hub.solutions.own import DraftState
from challenge_hub.solutions.rounds import AdaptedVersion
from challenge_hub.solutions.rules.content import fingerprint
from challenge_hub.solutions.rules.tandem import may_adapt
from challenge_hub.solutions.tandem import Tandem, newest_adapted, partners_of


def adaptable(tandem: Tandem, state: DraftState, viewer: Actor, *, is_as_seen: bool = True) -> Decision:
    """Whether this person submits the draft as an adapted version now; the page asks the same."""
    newest = newest_adapted(tandem.solution.id, tandem.round_id)
    judged = version_of(tandem.solution.id, tandem.judged)
    before = newest.sha256 if newest else judged and judged.sha256
    return may_adapt(
        is_open=tandem.is_open,
        is_confirmed=viewer.is_confirmed,
        is_complete=not missing_in(state.content, tandem.call),
        is_as_seen=is_as_seen,
        has_changed=fingerprint(state.content) != before,
    )


def adapt(tandem: Tandem, *, fingerprint_seen: str, by: Actor, now: datetime) -> AdaptedVersion:
    """Hand in the draft as the next adapted version, exactly as it was shown, and tell the team."""
    one_at_a_time(f"solution {tandem.solution.id}")
    solution = own.own_solution(by, tandem.call.slug, tandem.solution.key)
    state = own.draft_of(by, solution)
    print_now = fingerprint(state.content)
    adaptable(tandem, state, by, is_as_seen=fingerprint_seen == print_now).require()
    if not own.is_member(by, solution.team_id):
        raise Refused("not-of-this-team")
    newest = newest_adapted(solution.id, tandem.round_id)
    made = AdaptedVersion(
        round_id=tandem.round_id,
        solution_id=solution.id,
        number=newest.number + 1 if newest else 1,
        judged=tandem.judged,
        content=asdict(state.content),
        sha256=print_now,
        submitted_at=now,
        submitted_by=by.person_id,
    )
    db.session.add(made)
    db.session.flush()
    tell_team("solutions.adapted", solution, now=now, adapted=made.id)
    for person_id in partners_of(tandem):
        send_to_person("solutions.adapted", person_id, now=now, solution_id=solution.id, adapted=made.id)
    record("adapt-solution", solution, by=by, now=now, call_id=tandem.call.id, version=made.number)
    return made
