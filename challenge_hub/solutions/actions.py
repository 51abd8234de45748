"""Starting, submitting and withdrawing a solution. Typing the draft stands in `drafting`."""

from collections.abc import Collection, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import delete, select, update

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Call
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.infrastructure.text import render, searchable
from challenge_hub.solutions import own
from challenge_hub.solutions.contents import version_of
from challenge_hub.solutions.models import Prototype, Solution, SolutionDraft, SolutionFile, SolutionVersion
from challenge_hub.solutions.own import DraftState
from challenge_hub.solutions.rules.content import Content, fingerprint
from challenge_hub.solutions.rules.handing_in import key_for, may_begin
from challenge_hub.solutions.rules.licences import licence_of
from challenge_hub.teams.models import Team


def begin(team: Team, challenge: Challenge, *, draft_key: str, by: Actor, now: datetime) -> Solution:
    """Start to answer a challenge, whose call is loaded; what the team already began is given back instead.

    `draft_key` is a key nobody guesses; the first version gets the solution a readable one.
    """
    one_at_a_time(f"solution of {team.id} for {challenge.id}")
    call = challenge.call
    is_member = own.is_member(by, team.id)
    begun = own.solution_for(team.id, challenge.id)
    if begun and is_member:
        return begun
    takes_answers = challenge.published_at is not None and challenge.closed_at is None and team.call_id == call.id
    may_begin(is_member=is_member, takes_answers=takes_answers, open_now=own.open_now(call, now)).require()
    solution = Solution(
        call_id=call.id, team_id=team.id, challenge_id=challenge.id, key=draft_key, draft_key=draft_key, newest=0
    )
    db.session.add(solution)
    db.session.flush()
    draft = SolutionDraft(solution_id=solution.id, content={"language": call.language}, saved_at=now)
    draft.saved_by, draft.revision = by.person_id, 1
    db.session.add(draft)
    record("begin-solution", solution, by=by, now=now, call_id=call.id)
    return solution


def submit(solution: Solution, *, fingerprint_seen: str, by: Actor, now: datetime) -> SolutionVersion:
    """Hand the draft in as the version that counts, exactly as it was shown (`fingerprint_seen`), and tell the team.

    The same content once more is no new version: its receipt is given back, also after the deadline.
    """
    call = _in_turn(solution)
    draft = own.draft_of(by, solution)
    print_now = fingerprint(draft.content)
    newest = version_of(solution.id, solution.newest)
    if newest and newest.sha256 == print_now and solution.withdrawn_at is None and own.is_member(by, solution.team_id):
        return newest
    own.readiness(by, solution, call, draft, now, is_as_seen=fingerprint_seen == print_now).require()
    version = _stored(solution, draft, sha256=print_now, by=by, now=now)
    _count_on(solution, version)
    record("submit-solution", solution, by=by, now=now, call_id=call.id, version=version.number)
    tell_team("solutions.receipt", solution, now=now, version=version.number)
    return version


def withdraw(solution: Solution, *, by: Actor, now: datetime) -> None:
    """Take a solution back; it can be submitted again until the deadline."""
    call = _in_turn(solution)
    own.may_take_back(by, solution, call, now).require()
    solution.withdrawn_at = now
    record("withdraw-solution", solution, by=by, now=now, call_id=call.id, version=solution.newest)
    tell_team("solutions.withdrawn", solution, now=now)


def _in_turn(solution: Solution) -> Call:
    """One act at a time for each solution, and no change of the call's dates in between: both are read anew."""
    one_at_a_time(f"solution {solution.id}")
    db.session.refresh(solution, ["key", "newest", "withdrawn_at", "admission", "returned_until"])
    dates = select(Call).where(Call.id == solution.call_id).with_for_update(read=True)
    return db.session.scalars(dates.execution_options(populate_existing=True)).one()


def _stored(solution: Solution, draft: DraftState, *, sha256: str, by: Actor, now: datetime) -> SolutionVersion:
    content, language = draft.content, draft.content.language
    version = SolutionVersion(
        solution_id=solution.id,
        number=solution.newest + 1,
        submitted_at=now,
        submitted_by=by.person_id,
        sha256=sha256,
        title={language: content.title},
        pitch={language: content.pitch},
        description=render({language: content.description}),
        search_text=searchable(content.title, content.pitch, content.description, solution.team.name),
        prior_work=content.prior_work,
        third_party_rights=content.third_party_rights,
    )
    db.session.add(version)
    db.session.flush()
    db.session.add_all([*_prototypes(version, content), *_files(version, content)])
    return version


def _prototypes(version: SolutionVersion, content: Content) -> Sequence[Prototype]:
    return [
        Prototype(
            version_id=version.id,
            position=position,
            kind=shown.kind,
            url=shown.url,
            host=(urlsplit(shown.url).hostname or "")[:200],
            withheld=False,
            licence=licence_of(shown.licence),
            maturity=shown.maturity,
        )
        for position, shown in enumerate(content.prototypes, start=1)
    ]


def _files(version: SolutionVersion, content: Content) -> Sequence[SolutionFile]:
    return [
        SolutionFile(
            version_id=version.id,
            position=position,
            sha256=file.sha256,
            name=file.name,
            media_type=file.media_type,
            alt={content.language: file.alt} if file.alt else {},
        )
        for position, file in enumerate(content.files, start=1)
    ]


def _count_on(solution: Solution, version: SolutionVersion) -> None:
    """This version counts from now on, and what the pre-check found about another one does not."""
    if version.number == 1:
        one_at_a_time(f"keys of solutions in {solution.call_id}")
        taken = select(Solution.key).where(Solution.call_id == solution.call_id, Solution.id != solution.id)
        solution.key = key_for(next(iter(version.title.values())), set(db.session.scalars(taken)))
    solution.newest = version.number
    solution.withdrawn_at = solution.admission = solution.admission_reason = None
    solution.admission_at = solution.returned_until = None
    db.session.flush()


def tell_team(kind: str, solution: Solution, *, now: datetime, **facts: int) -> None:
    """A mail to everybody who is in the team now."""
    for person_id in own.members_of(solution.team_id):
        send_to_person(kind, person_id, now=now, solution_id=solution.id, **facts)


def remove_abandoned_drafts(team_ids: Collection[int]) -> None:
    """What was never submitted goes with the last member of a team."""
    never = delete(Solution).where(Solution.team_id.in_(team_ids), Solution.newest == 0)
    db.session.execute(never.execution_options(synchronize_session=False))


def take_over(old_id: int, new_id: int) -> None:
    """What a person typed and handed in belongs to another from now on: two accounts became one."""
    for column in (SolutionDraft.saved_by, SolutionVersion.submitted_by):
        moved = update(column.class_).where(column == old_id).values({column.key: new_id})
        db.session.execute(moved.execution_options(synchronize_session=False))
