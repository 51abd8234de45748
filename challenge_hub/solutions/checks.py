"""Questions of the formal pre-check, for organisers. What they are in conflict with does not exist for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import contains_eager, undefer
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import ids_of_organised_calls
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.pagination import Page, page_of
from challenge_hub.solutions.contents import content_of_version, files_of, missing_in, prototypes_of
from challenge_hub.solutions.models import PreCheck, Prototype, Solution, SolutionFile, SolutionVersion
from challenge_hub.solutions.queries import free_for, is_newest
from challenge_hub.solutions.rules.content import Content, Finding
from challenge_hub.teams.models import Team, TeamMember

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class CheckLine:
    """A solution as the pre-check sees it: what was handed in, by whom, and what it lacks."""

    solution: Solution
    version: SolutionVersion
    team: Team
    team_size: int
    content: Content
    findings: Sequence[Finding]
    is_team_right: bool

    @property
    def is_complete(self) -> bool:
        return not self.findings and self.is_team_right


def solutions_to_check(viewer: Actor, call: Call, *, number: int = 1) -> Page[CheckLine]:
    """What was handed in to a call the viewer organises: what waits first, then by key; a page at a time."""
    page = page_of(
        _rows(),
        number,
        among=select(Solution.id).where(*_among(viewer, call)),
        order=(Solution.admission_at.is_not(None), Solution.key),
        row=tuple,
    )
    return Page(_lines(call, page.items), page.number, page.size, page.total)


def ready_to_admit(viewer: Actor, call: Call) -> Sequence[CheckLine]:
    """What is formally complete and waits for a finding."""
    waiting = _rows().where(*_among(viewer, call), Solution.admission.is_(None)).order_by(Solution.key)
    lines = _lines(call, db.session.execute(waiting.limit(MOST_AT_ONCE)).all())
    return [line for line in lines if line.is_complete]


def one_to_check(viewer: Actor, call: Call, key: str) -> CheckLine:
    """One solution of a call the viewer organises."""
    found = db.session.execute(_rows().where(*_among(viewer, call), Solution.key == key)).all()
    if not found:
        raise NotFound
    return _lines(call, found)[0]


def findings_about(viewer: Actor, solution_id: int) -> Sequence[tuple[PreCheck, str | None]]:
    """Every finding of the pre-check about a solution from `one_to_check` with who made it, the newest first."""
    statement = select(PreCheck, Person.display_name).outerjoin(Person, PreCheck.checked_by == Person.id)
    statement = statement.where(PreCheck.solution_id == solution_id).order_by(PreCheck.id.desc())
    return [(finding, name) for finding, name in db.session.execute(statement)]


def waiting_checks(viewer: Actor, now: datetime) -> Sequence[tuple[Call, int]]:
    """Calls of the viewer whose deadline has passed, each with the number of solutions nobody has checked yet."""
    return [(call, many) for call, many in db.session.execute(*_waiting(viewer=viewer, now=now))]


@once
def _waiting(*, viewer: Actor, now: datetime) -> Select[Call, int]:
    organised = ids_of_organised_calls(viewer)
    counts = (
        select(Solution.call_id, func.count().label("many"))
        .where(_handed_in(), Solution.admission.is_(None), free_for(viewer.person_id), Solution.call_id.in_(organised))
        .group_by(Solution.call_id)
        .subquery()
    )
    statement = select(Call, counts.c.many).join(counts, counts.c.call_id == Call.id)
    statement = statement.where(Call.closes_at <= now, Call.ends_at > now, Call.cancelled_at.is_(None))
    return statement.order_by(Call.closes_at)


def file_to_check(viewer: Actor, call: Call, key: str, sha256: str) -> SolutionFile:
    """A file of the version that counts."""
    line = one_to_check(viewer, call, key)
    for file in files_of([line.version.id]):
        if file.sha256 == sha256:
            return file
    raise NotFound


def _handed_in() -> ColumnElement[bool]:
    return and_(Solution.newest > 0, Solution.withdrawn_at.is_(None))


def _among(viewer: Actor, call: Call) -> tuple[ColumnElement[bool], ...]:
    return (Solution.call_id == call.id, _handed_in(), free_for(viewer.person_id))


def _rows() -> Select[*tuple[Any, ...]]:
    size = select(func.count(TeamMember.id)).where(TeamMember.team_id == Team.id, TeamMember.left_at.is_(None))
    return (
        select(Solution, SolutionVersion, Team, size.correlate(Team).scalar_subquery())
        .join_from(Solution, SolutionVersion, and_(SolutionVersion.solution_id == Solution.id, is_newest()))
        .join(Solution.team)
        .options(contains_eager(Solution.team), undefer(SolutionVersion.description))
    )


def _lines(call: Call, rows: Sequence[Any]) -> list[CheckLine]:
    """Three statements for the whole page, however many stand on it."""
    ids = [version.id for _, version, _, _ in rows]
    prototypes, files = prototypes_of(ids), files_of(ids)
    return [_line(call, *row, prototypes=prototypes, files=files) for row in rows]


def _line(
    call: Call,
    solution: Solution,
    version: SolutionVersion,
    team: Team,
    size: int,
    *,
    prototypes: Sequence[Prototype],
    files: Sequence[SolutionFile],
) -> CheckLine:
    content = content_of_version(version, prototypes, files)
    is_team_right = call.team_min <= size and (call.team_max is None or size <= call.team_max)
    return CheckLine(solution, version, team, size, content, missing_in(content, call), is_team_right)
