"""Questions of a team about its own solutions: drafts, versions, files. For everybody else they do not exist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager

from challenge_hub.access import Actor, Decision
from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call
from challenge_hub.calls.rules.phases import open_for_answers
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.solutions.contents import (
    attached,
    content_of_version,
    files_of,
    missing_in,
    prototypes_of,
    typed_again,
    version_of,
)
from challenge_hub.solutions.models import DraftFile, Solution, SolutionDraft, SolutionFile, SolutionVersion
from challenge_hub.solutions.own_lines import teams_of
from challenge_hub.solutions.rules.content import Attached, Content, content_of
from challenge_hub.solutions.rules.handing_in import in_time_for, may_submit, may_withdraw
from challenge_hub.teams.models import Team, TeamMember
from challenge_hub.teams.queries import standing_of


@dataclass(frozen=True)
class DraftState:
    """What the team has typed so far; where nobody typed since the newest version, that version (`revision` 0)."""

    typed: Mapping[str, Any]
    content: Content
    files: Sequence[DraftFile | SolutionFile]
    revision: int
    saved_at: datetime | None
    saved_by: str | None


def own_solution(viewer: Actor, call_slug: str, key: str) -> Solution:
    """A solution of one of the viewer's teams with its team, challenge and call, also by the key of its draft."""
    by_key = or_(Solution.key == key, Solution.draft_key == key)
    return one_or_404(_mine(viewer).where(Call.slug == call_slug, by_key))


def _mine(viewer: Actor) -> Select[Solution]:
    return (
        select(Solution)
        .join(Solution.challenge)
        .join(Challenge.call)
        .join(Solution.team)
        .where(Solution.team_id.in_(teams_of(viewer)))
        .options(contains_eager(Solution.challenge).contains_eager(Challenge.call), contains_eager(Solution.team))
        .execution_options(populate_existing=True)
    )


def is_member(viewer: Actor, team_id: int) -> bool:
    """Whether this person is in the team now."""
    return db.session.scalar(teams_of(viewer).where(TeamMember.team_id == team_id).limit(1)) is not None


def my_teams(viewer: Actor, call_id: int) -> Sequence[Team]:
    """The viewer's teams in one call, by name."""
    statement = select(Team).where(Team.call_id == call_id, Team.id.in_(teams_of(viewer)), Team.dissolved_at.is_(None))
    return db.session.scalars(statement.order_by(Team.name, Team.id)).all()


def solution_for(team_id: int, challenge_id: int) -> Solution | None:
    """What a team answers to a challenge; there is one at most."""
    statement = select(Solution).where(Solution.team_id == team_id, Solution.challenge_id == challenge_id)
    return db.session.scalar(statement.order_by(Solution.id).limit(1))


def draft_of(viewer: Actor, solution: Solution) -> DraftState:
    """What would be handed in now. `solution` comes from `own_solution`, so the viewer is in its team."""
    draft = db.session.execute(
        select(SolutionDraft, Person.display_name)
        .outerjoin(Person, SolutionDraft.saved_by == Person.id)
        .where(SolutionDraft.solution_id == solution.id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if draft is None:
        return _from_newest(solution)
    row, name = draft
    files = db.session.scalars(
        select(DraftFile)
        .where(DraftFile.solution_id == solution.id)
        .order_by(DraftFile.position)
        .execution_options(populate_existing=True)
    ).all()
    return _state(row.content, files, solution, revision=row.revision, saved_at=row.saved_at, saved_by=name)


def _from_newest(solution: Solution) -> DraftState:
    version = version_of(solution.id, solution.newest)
    if version is None:
        return _state({}, [], solution)
    content = content_of_version(version, prototypes_of([version.id]), files_of([version.id]))
    return _state(typed_again(content), files_of([version.id]), solution)


def _state(typed: Mapping[str, Any], files: Sequence[DraftFile | SolutionFile], solution: Solution, *,
           revision: int = 0, saved_at: datetime | None = None, saved_by: str | None = None) -> DraftState:  # fmt: skip
    default = solution.challenge.call.language
    content = content_of(typed, [attached(file) for file in files], default_language=default)
    return DraftState(typed, content, files, revision, saved_at, saved_by)


def own_version(viewer: Actor, solution: Solution, number: int) -> SolutionVersion:
    """One version of a solution from `own_solution`: its receipt. 404 for a number that was never given."""
    statement = select(SolutionVersion).where(SolutionVersion.solution_id == solution.id)
    return one_or_404(statement.where(SolutionVersion.number == number))


def open_now(call: Call, now: datetime) -> Decision:
    """Whether the call takes answers at this moment."""
    return open_for_answers(
        dates=call.dates,
        published=call.published_at is not None,
        suspended=call.suspended_at is not None,
        cancelled=call.cancelled_at is not None,
        now=now,
    )


def in_time(solution: Solution, call: Call, now: datetime) -> Decision:
    """Whether a version of this solution can come in at this moment."""
    return in_time_for(
        open_now=open_now(call, now),
        admission=solution.admission,
        returned_until=solution.returned_until,
        now=now,
    )


def own_file(viewer: Actor, solution: Solution, sha256: str) -> Attached:
    """A file of the draft or of any version of a solution from `own_solution`."""
    in_draft = select(DraftFile).where(DraftFile.solution_id == solution.id, DraftFile.sha256 == sha256)
    found: DraftFile | SolutionFile | None = db.session.scalar(in_draft.limit(1))
    if found is None:
        versions = select(SolutionVersion.id).where(SolutionVersion.solution_id == solution.id)
        handed_in = select(SolutionFile).where(SolutionFile.version_id.in_(versions), SolutionFile.sha256 == sha256)
        found = one_or_404(handed_in.order_by(SolutionFile.id).limit(1))
    return attached(found)


def members_of(team_id: int) -> Sequence[int]:
    """Ids of all who are in a team now: whom a mail to the team goes to."""
    statement = select(TeamMember.person_id).where(TeamMember.team_id == team_id, TeamMember.left_at.is_(None))
    return db.session.scalars(statement.order_by(TeamMember.person_id)).all()


def readiness(
    viewer: Actor, solution: Solution, call: Call, state: DraftState, now: datetime, *, is_as_seen: bool = True
) -> Decision:
    """Whether this person can hand in at this moment what the team has typed."""
    return may_submit(
        is_member=is_member(viewer, solution.team_id),
        is_confirmed=viewer.is_confirmed,
        standing=standing_of(solution.team_id, now),
        in_time=in_time(solution, call, now),
        is_complete=not missing_in(state.content, call),
        is_as_seen=is_as_seen,
    )


def may_take_back(viewer: Actor, solution: Solution, call: Call, now: datetime) -> Decision:
    """Whether this person can withdraw the solution at this moment."""
    return may_withdraw(
        is_member=is_member(viewer, solution.team_id),
        is_confirmed=viewer.is_confirmed,
        is_submitted=solution.newest > 0,
        is_withdrawn=solution.withdrawn_at is not None,
        open_now=open_now(call, now),
    )
