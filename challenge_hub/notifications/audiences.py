"""Which act concerns whom: one function for each verb of the trail that others are told about."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from challenge_hub.audit.models import TrailLine
from challenge_hub.notifications import queries


@dataclass(frozen=True)
class Told:
    """One mail to one person; `facts` are the ids its writer needs."""

    kind: str
    person_id: int
    facts: Mapping[str, int] = field(default_factory=dict)


Audience = Callable[[TrailLine], Sequence[Told]]


def told_by(line: TrailLine) -> Sequence[Told]:
    """Whom a line of the trail concerns, each person once, whoever acted left out."""
    audience = AUDIENCES.get(line.verb)
    if audience is None:
        return []
    mails = {told.person_id: told for told in audience(line) if f"person:{told.person_id}" != line.actor}
    return [mails[person_id] for person_id in sorted(mails)]


def _everyone_registered(line: TrailLine) -> Sequence[Told]:
    """A notice about a call goes to its teams, officers, jurors and organisers."""
    number = queries.notice_number(line.facts, line)
    if line.call_id is None or number is None:
        return []
    groups = (queries.team_members, queries.posing_officers, queries.jurors, queries.organisers)
    people = set().union(*(group(line.call_id) for group in groups))
    return _all("notifications.call_notice", people, call=line.call_id, number=number)


def _teams_of_call_answer(line: TrailLine) -> Sequence[Told]:
    """An answer is for all teams, whoever asked."""
    if line.call_id is None:
        return []
    return _all("notifications.answer", queries.team_members(line.call_id), question=line.thing_id)


def _teams_of_challenge(line: TrailLine) -> Sequence[Told]:
    """What changed in a published challenge is for those who work on it; its first publication is no change."""
    if line.facts.get("number", 1) <= 1:
        return []
    return _all("notifications.challenge_changed", queries.members_working_on(line.thing_id), challenge=line.thing_id)


def _teams_of_call_results(line: TrailLine) -> Sequence[Told]:
    if line.call_id is None:
        return []
    return _all("notifications.results", queries.team_members(line.call_id), call=line.call_id)


def _organisers_of_objection(line: TrailLine) -> Sequence[Told]:
    """An objection waits for the organisers; the mail names no solution, for one may have a conflict with it."""
    if line.call_id is None:
        return []
    return _all("results.objection_filed", queries.organisers(line.call_id), objection_id=line.thing_id)


def _organisers_of_empty_team(line: TrailLine) -> Sequence[Told]:
    if line.call_id is None:
        return []
    return _all("teams.left_empty", queries.organisers(line.call_id), team_id=line.thing_id)


def _second_pair_of_eyes(line: TrailLine) -> Sequence[Told]:
    """Minutes wait for somebody else than their writer: the organisers and whoever chairs the jury."""
    if line.call_id is None:
        return []
    people = queries.organisers(line.call_id) | queries.chairs(line.call_id)
    return _all("minutes.waiting", people, edition=line.thing_id)


def _all(kind: str, people: Iterable[int], **facts: int) -> Sequence[Told]:
    return [Told(kind, person_id, facts) for person_id in people]


AUDIENCES: dict[str, Audience] = {
    "change-call": _everyone_registered,
    "reword-rubric": _everyone_registered,
    "suspend-call": _everyone_registered,
    "resume-call": _everyone_registered,
    "cancel-call": _everyone_registered,
    "answer-question": _teams_of_call_answer,
    "leave-team-empty": _organisers_of_empty_team,
    "publish-challenge": _teams_of_challenge,
    "file-objection": _organisers_of_objection,
    "write-minutes": _second_pair_of_eyes,
    "publish-results": _teams_of_call_results,
}
