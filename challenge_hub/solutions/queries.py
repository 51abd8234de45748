"""Questions about solutions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, undefer
from sqlalchemy.orm.attributes import set_committed_value

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import NEWEST_FIRST
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import contains_all, db, one_or_404
from challenge_hub.infrastructure.hidden import NAMELESS, in_public, title_in_public
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.pagination import Page, page_asked, paged
from challenge_hub.infrastructure.text import fold
from challenge_hub.organisations.models import OrganisationMember
from challenge_hub.solutions.models import Conflict, Prototype, Solution, SolutionFile, SolutionVersion
from challenge_hub.solutions.rules import Admission
from challenge_hub.teams.models import Team, TeamMember

Cards = Select[*tuple[Any, ...]]
BY_CALL = (*NEWEST_FIRST, Solution.key)


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


Whose = int | None | InstrumentedAttribute[int | None]
"""A person by id, or by a column of ids."""


def free_for(person: Whose) -> ColumnElement[bool]:
    """This person has no conflict of interest with the solution of this row: none declared that stands, never in its
    team, and without a seat in the organisation the team acts for.
    """
    declared = select(Conflict.solution_id).where(Conflict.person_id == person, Conflict.lifted_at.is_(None))
    in_team = select(TeamMember.team_id).where(TeamMember.person_id == person)
    house = Team.organisation_id == OrganisationMember.organisation_id
    in_house = select(Team.id).join(OrganisationMember, house).where(OrganisationMember.person_id == person)
    return and_(
        Solution.id.not_in(_of(person, declared)),
        Solution.team_id.not_in(_of(person, in_team)),
        Solution.team_id.not_in(_of(person, in_house)),
    )


def _of(person: Whose, found: Select[int]) -> Select[int]:
    """What is few, and of one person, is looked up once for all solutions."""
    return found.correlate(person.class_ if isinstance(person, InstrumentedAttribute) else None)


def free_to_judge(person: Whose) -> ColumnElement[bool]:
    """The same for somebody on the jury: where the call says that officers of a municipality do not judge the solutions
    to the challenges it posed, they have a conflict of interest, too.
    """
    house = Challenge.organisation_id == OrganisationMember.organisation_id
    posed = select(Challenge.id).join(OrganisationMember, house).where(OrganisationMember.person_id == person)
    they_may = select(Call.id).where(Call.officers_may_judge).correlate(None)
    not_posed = Solution.challenge_id.not_in(_of(person, posed))
    return and_(free_for(person), or_(not_posed, Solution.call_id.in_(they_may)))


def in_conflict(viewer: Actor, solution_id: int) -> bool:
    """Whether this person has a conflict of interest with this solution."""
    free = select(Solution.id).where(Solution.id == solution_id, free_for(viewer.person_id))
    return db.session.scalar(free) is None


def is_public(now: datetime) -> ColumnElement[bool]:
    """Everybody may see it. Needs the call joined."""
    return and_(is_out(now), Solution.hidden_at.is_(None))


def is_out(now: datetime) -> ColumnElement[bool]:
    """Everybody may see it, unless its text is hidden after a report. Needs the call joined."""
    return and_(takes_part(), _shows_solutions(now))


def _shows_solutions(now: datetime) -> ColumnElement[bool]:
    return and_(Call.published_at.is_not(None), Call.solutions_public_at <= now)


def _counted_public(now: datetime) -> Select[int]:
    """What `is_public` selects, for counting: calls are few, and looked up once instead of for each solution."""
    shown = select(Call.id).where(_shows_solutions(now))
    return select(Solution.id).where(takes_part(), Solution.hidden_at.is_(None), Solution.call_id.in_(shown))


def visible_solution(viewer: Actor, call_slug: str, key: str, now: datetime) -> SolutionVersion:
    """The newest version of one solution, with everything its page shows; TextIsHidden after a report."""
    version = one_or_404(*_with_surroundings(call_slug=call_slug, key=key, now=now))
    in_public(version.solution)
    # Two plain statements: a joined or "select in" loading of short lists costs twice as much.
    for name, part in (("prototypes", Prototype), ("files", SolutionFile)):
        set_committed_value(version, name, db.session.scalars(*_parts(part, version_id=version.id)).all())
    return version


@once
def _with_surroundings(*, call_slug: str, key: str, now: datetime) -> Select[SolutionVersion]:
    solution = SolutionVersion.solution
    return (
        select(SolutionVersion)
        .join(solution)
        .join(Solution.challenge)
        .join(Challenge.call)
        .where(Call.slug == call_slug, Solution.key == key, is_newest(), is_out(now))
        .options(
            contains_eager(solution).contains_eager(Solution.challenge).contains_eager(Challenge.call),
            contains_eager(solution).joinedload(Solution.team).joinedload(Team.organisation),
            undefer(SolutionVersion.description),
        )
    )


@once
def _parts(part: type[Prototype | SolutionFile], *, version_id: int) -> Select[Any]:
    return select(part).where(part.version_id == version_id).order_by(part.position)


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
    if words:
        among = _among(now, call_slug or None, challenge_key or None)
        among = among.join(SolutionVersion, SolutionVersion.solution_id == Solution.id)
        among = among.where(is_newest(), contains_all(SolutionVersion.search_text, fold(words)))
        return page_asked(_cards(among, *BY_CALL), {}, number, row=_card)
    around = {"call_slug": call_slug, "challenge_key": challenge_key}
    return page_asked(*_filtered(bool(call_slug), bool(challenge_key), now=now, **around), number, row=_card)


@once
def _filtered(by_call: bool, by_challenge: bool, *, now: datetime, call_slug: str, challenge_key: str) -> Cards:
    among = _among(now, call_slug if by_call else None, challenge_key if by_challenge else None)
    return _cards(among, *BY_CALL, counted=among if by_call or by_challenge else _counted_public(now))


def _among(now: datetime, call_slug: str | None, challenge_key: str | None) -> Select[int]:
    among = select(Solution.id).join(Call, Solution.call_id == Call.id).where(is_public(now))
    if call_slug is not None:
        among = among.where(Call.slug == call_slug)
    if challenge_key is not None:
        # The second condition is true of every solution; it leads the database from the call to the challenge first.
        among = among.join(Solution.challenge).where(Challenge.key == challenge_key, Challenge.call_id == Call.id)
    return among


def solutions_to(viewer: Actor, challenge_id: int, now: datetime, *, number: int = 1) -> Page[SolutionCard]:
    """The solutions that answer one challenge, by key; a page at a time."""
    return page_asked(*_answering(challenge_id=challenge_id, now=now), number, row=_card)


@once
def _answering(*, challenge_id: int, now: datetime) -> Cards:
    return _cards(_among(now, None, None).where(Solution.challenge_id == challenge_id), Solution.key)


def _cards(among: Select[int], *order: SQLColumnExpression[Any], counted: Select[int] | None = None) -> Cards:
    shown = (
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
    return paged(shown, among=among, order=order, counted=counted)


def _card(columns: Sequence[Any]) -> SolutionCard:
    key, title, pitch, team, challenge, call_slug, team_hidden_at, challenge_hidden_at = columns
    name = NAMELESS if team_hidden_at else team
    return SolutionCard(key, title, pitch, name, title_in_public(challenge, challenge_hidden_at), call_slug)


def count_solutions(viewer: Actor, now: datetime, call_id: int | None = None) -> int:
    """How many there are, in one call or in all."""
    return db.session.scalar(*_counted(call_id is not None, now=now, call_id=call_id)) or 0


@once
def _counted(in_call: bool, *, now: datetime, call_id: int | None) -> Select[int]:
    counted = _counted_public(now).with_only_columns(func.count(), maintain_column_froms=True)
    return counted.where(Solution.call_id == call_id) if in_call else counted


def count_by_challenge(viewer: Actor, challenge_ids: Sequence[int], now: datetime) -> Mapping[int, int]:
    """How many solutions answer each of these challenges; none is not listed."""
    return dict(db.session.execute(*_counted_by_challenge(challenge_ids=challenge_ids, now=now)).all())


@once
def _counted_by_challenge(*, challenge_ids: Sequence[int], now: datetime) -> Select[int, int]:
    statement = select(Solution.challenge_id, func.count(Solution.id)).join(Call, Solution.call_id == Call.id)
    return statement.where(Solution.challenge_id.in_(challenge_ids), is_public(now)).group_by(Solution.challenge_id)


def is_answered(challenge_id: int) -> bool:
    """Whether any team works on a solution to a challenge, be it a draft; asked before a challenge is taken away."""
    return db.session.scalar(select(Solution.id).where(Solution.challenge_id == challenge_id).limit(1)) is not None


def teams_with_solutions(team_ids: Sequence[int]) -> set[int]:
    """Which of these teams have handed in a solution that was not withdrawn."""
    statement = select(Solution.team_id).where(
        Solution.team_id.in_(team_ids), Solution.newest > 0, Solution.withdrawn_at.is_(None)
    )
    return set(db.session.scalars(statement))
