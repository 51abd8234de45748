"""Questions about solutions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, undefer
from sqlalchemy.orm.attributes import set_committed_value

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import NEWEST_FIRST
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import contains_all, db, one_or_404
from challenge_hub.infrastructure.hidden import NAMELESS, in_public, title_in_public
from challenge_hub.infrastructure.pagination import Page, page_of
from challenge_hub.infrastructure.text import fold
from challenge_hub.organisations.models import OrganisationMember
from challenge_hub.solutions.models import Conflict, Prototype, Solution, SolutionFile, SolutionVersion
from challenge_hub.solutions.rules import Admission
from challenge_hub.teams.models import Team, TeamMember


@dataclass(frozen=True)
class SolutionCard:
    """What a list shows of a solution: its newest version, and where it belongs."""

    key: str
    title: Mapping[str, str]
    pitch: Mapping[str, str]
    team: str
    challenge: Mapping[str, str]
    call_slug: str


def is_newest() -> ColumnElement[bool]:
    """This version is the one that counts."""
    return SolutionVersion.number == Solution.newest


def takes_part() -> ColumnElement[bool]:
    """Handed in, not withdrawn, and not refused by the formal pre-check."""
    admitted = or_(Solution.admission.is_(None), Solution.admission != Admission.NOT_ADMITTED)
    return and_(Solution.newest > 0, Solution.withdrawn_at.is_(None), admitted)


Whose = int | None | InstrumentedAttribute[int | None] | BindParameter[int]
"""A person by id, by a column of ids, or by a parameter of the statement."""


def free_for(person: Whose) -> ColumnElement[bool]:
    """This person has no conflict of interest with the solution of this row: none declared that stands, never in its
    team, and without a seat in the organisation the team acts for.
    """
    declared = exists().where(
        Conflict.person_id == person, Conflict.solution_id == Solution.id, Conflict.lifted_at.is_(None)
    )
    in_team = exists().where(TeamMember.person_id == person, TeamMember.team_id == Solution.team_id)
    in_house = exists().where(
        OrganisationMember.person_id == person,
        OrganisationMember.organisation_id == Team.organisation_id,
        Team.id == Solution.team_id,
    )
    around = [Solution, person.class_] if isinstance(person, InstrumentedAttribute) else [Solution]
    return and_(*(~found.correlate(*around) for found in (declared, in_team, in_house)))


def free_to_judge(person: Whose) -> ColumnElement[bool]:
    """The same for somebody on the jury: where the call says that officers of a municipality do not judge the solutions
    to the challenges it posed, they have a conflict of interest, too.
    """
    around = [Solution, person.class_] if isinstance(person, InstrumentedAttribute) else [Solution]
    posed = exists().where(
        Challenge.id == Solution.challenge_id,
        OrganisationMember.organisation_id == Challenge.organisation_id,
        OrganisationMember.person_id == person,
        Call.id == Solution.call_id,
        ~Call.officers_may_judge,
    )
    return and_(free_for(person), ~posed.correlate(*around))


def in_conflict(viewer: Actor, solution_id: int) -> bool:
    """Whether this person has a conflict of interest with this solution."""
    free = select(Solution.id).where(Solution.id == solution_id, free_for(viewer.person_id))
    return db.session.scalar(free) is None


def is_public(now: datetime) -> ColumnElement[bool]:
    """Everybody may see it. Needs the call joined."""
    return and_(is_out(now), Solution.hidden_at.is_(None))


def is_out(now: datetime) -> ColumnElement[bool]:
    """Everybody may see it, unless its text is hidden after a report. Needs the call joined."""
    return and_(takes_part(), Call.published_at.is_not(None), Call.solutions_public_at <= now)


def visible_solution(viewer: Actor, call_slug: str, key: str, now: datetime) -> SolutionVersion:
    """The newest version of one solution, with everything its page shows; TextIsHidden after a report."""
    wanted = (Call.slug == call_slug, Solution.key == key, is_newest(), is_out(now))
    version = one_or_404(_with_surroundings().where(*wanted))
    in_public(version.solution)
    # Two plain statements: a joined or "select in" loading of short lists costs twice as much.
    prototypes = select(Prototype).where(Prototype.version_id == version.id).order_by(Prototype.position)
    set_committed_value(version, "prototypes", db.session.scalars(prototypes).all())
    files = select(SolutionFile).where(SolutionFile.version_id == version.id).order_by(SolutionFile.position)
    set_committed_value(version, "files", db.session.scalars(files).all())
    return version


@cache
def _with_surroundings() -> Select[SolutionVersion]:
    solution = SolutionVersion.solution
    return (
        select(SolutionVersion)
        .join(solution)
        .join(Solution.challenge)
        .join(Challenge.call)
        .options(
            contains_eager(solution).contains_eager(Solution.challenge).contains_eager(Challenge.call),
            contains_eager(solution).joinedload(Solution.team).joinedload(Team.organisation),
            undefer(SolutionVersion.description),
        )
    )


def versions_of(viewer: Actor, solution_id: int) -> Sequence[SolutionVersion]:
    """Every version, the newest first, without the long texts."""
    statement = select(SolutionVersion).where(SolutionVersion.solution_id == solution_id)
    return db.session.scalars(statement.order_by(SolutionVersion.number.desc())).all()


def visible_solutions(
    viewer: Actor,
    now: datetime,
    *,
    words: str = "",
    call_slug: str = "",
    challenge_key: str = "",
    number: int = 1,
) -> Page[SolutionCard]:
    """Solutions by call, the newest first, then by key; a page at a time."""
    among = select(Solution.id).join(Call, Solution.call_id == Call.id).where(is_public(now))
    if words:
        among = among.join(SolutionVersion, SolutionVersion.solution_id == Solution.id)
        among = among.where(is_newest(), contains_all(SolutionVersion.search_text, fold(words)))
    if call_slug:
        among = among.where(Call.slug == call_slug)
    if challenge_key:
        # The second condition is true of every solution; it leads the database from the call to the challenge first.
        among = among.join(Solution.challenge).where(Challenge.key == challenge_key, Challenge.call_id == Call.id)
    order = (*NEWEST_FIRST, Solution.key)
    return page_of(_cards(), number, among=among, order=order, row=_card)


def solutions_to(viewer: Actor, challenge_id: int, now: datetime, *, number: int = 1) -> Page[SolutionCard]:
    """The solutions that answer one challenge, by key; a page at a time."""
    among = select(Solution.id).join(Call, Solution.call_id == Call.id)
    among = among.where(Solution.challenge_id == challenge_id, is_public(now))
    return page_of(_cards(), number, among=among, order=(Solution.key,), row=_card)


@cache
def _cards() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Solution.key,
            SolutionVersion.title,
            SolutionVersion.pitch,
            Team.name,
            Challenge.title,
            Call.slug,
            Team.hidden_at,
            Challenge.hidden_at,
        )
        .join_from(Solution, SolutionVersion, SolutionVersion.solution_id == Solution.id)
        .join(Team, Solution.team_id == Team.id)
        .join(Challenge, Solution.challenge_id == Challenge.id)
        .join(Call, Solution.call_id == Call.id)
        .where(is_newest())
    )


def _card(found: Any) -> SolutionCard:
    key, title, pitch, team, challenge, call_slug, team_hidden_at, challenge_hidden_at = found
    name = NAMELESS if team_hidden_at else team
    return SolutionCard(key, title, pitch, name, title_in_public(challenge, challenge_hidden_at), call_slug)


def count_solutions(viewer: Actor, now: datetime, call_id: int | None = None) -> int:
    """How many there are, in one call or in all."""
    statement = select(func.count()).select_from(Solution).join(Call, Solution.call_id == Call.id).where(is_public(now))
    if call_id is not None:
        statement = statement.where(Solution.call_id == call_id)
    return db.session.scalar(statement) or 0


def count_by_challenge(viewer: Actor, challenge_ids: Sequence[int], now: datetime) -> Mapping[int, int]:
    """How many solutions answer each of these challenges; none is not listed."""
    statement = (
        select(Solution.challenge_id, func.count(Solution.id))
        .join(Call, Solution.call_id == Call.id)
        .where(Solution.challenge_id.in_(challenge_ids), is_public(now))
        .group_by(Solution.challenge_id)
    )
    return dict(db.session.execute(statement).all())


def visible_file(viewer: Actor, call_slug: str, key: str, sha256: str, now: datetime) -> SolutionFile:
    """A file that the newest version of this solution shows; a hash alone opens nothing."""
    return one_or_404(
        select(SolutionFile)
        .join(SolutionVersion, SolutionFile.version_id == SolutionVersion.id)
        .join(SolutionVersion.solution)
        .join(Call, Solution.call_id == Call.id)
        .where(Call.slug == call_slug, Solution.key == key, is_newest(), is_public(now))
        .where(SolutionFile.sha256 == sha256)
        .order_by(SolutionFile.id)
        .limit(1)
    )


def is_answered(challenge_id: int) -> bool:
    """Whether any team works on a solution to a challenge, be it a draft; asked before a challenge is taken away."""
    return db.session.scalar(select(Solution.id).where(Solution.challenge_id == challenge_id).limit(1)) is not None


def teams_with_solutions(team_ids: Sequence[int]) -> set[int]:
    """Which of these teams have handed in a solution that was not withdrawn."""
    statement = select(Solution.team_id).where(
        Solution.team_id.in_(team_ids), Solution.newest > 0, Solution.withdrawn_at.is_(None)
    )
    return set(db.session.scalars(statement))
