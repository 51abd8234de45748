"""Questions about a tandem: for the chosen team, the municipality, the organisers, and later everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls import queries as calls
from challenge_hub.calls.blindfold import hides_names
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.challenges.queries.posing import acts_for
from challenge_hub.infrastructure.db import db
from challenge_hub.organisations.models import Organisation, OrganisationMember
from challenge_hub.solutions.contents import content_of_version, files_of, prototypes_of, version_of
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.own_lines import teams_of
from challenge_hub.solutions.queries import is_newest, is_public, takes_part
from challenge_hub.solutions.rounds import AdaptedVersion, RoundSolution
from challenge_hub.solutions.rules.content import Content
from challenge_hub.solutions.rules.differences import Paragraph, differences
from challenge_hub.solutions.rules.tandem import tandem_is_open
from challenge_hub.teams.models import TeamMember


@dataclass(frozen=True)
class Tandem:
    """A solution chosen for a tandem round, with whom, and whether its team may submit an adapted version now. `judged`
    is the version the jury read.
    """

    solution: Solution
    call: Call
    title: Mapping[str, str]
    organisation: str
    organisation_id: int
    round_id: int
    judged: int
    ends_at: datetime
    is_open: bool


@dataclass(frozen=True)
class Difference:
    """One text of a solution, as it was judged and since: `field` is its key."""

    field: str
    paragraphs: Sequence[Paragraph]


def tandem_for(viewer: Actor, slug: str, key: str, now: datetime) -> Tandem:
    """For members of the chosen team; for everybody else there is none."""
    mine = Solution.team_id.in_(teams_of(viewer))
    return _one(_tandems().where(Call.slug == slug, Solution.key == key, mine), now)


def open_tandems(viewer: Actor, now: datetime) -> Sequence[Tandem]:
    """Every tandem in which a team of this person may submit now."""
    statement = _tandems().where(Solution.team_id.in_(teams_of(viewer)))
    return [found for row in db.session.execute(statement) if (found := _tandem(row, now)).is_open]


def adapted_to_read(
    viewer: Actor, slug: str, key: str, now: datetime, *, results_are_out: bool
) -> tuple[Tandem, AdaptedVersion]:
    """The newest adapted version: for the team; for the municipality of the tandem and the organisers while no names
    are hidden; for everybody once the results are published and the solution is.
    """
    found = _one(_tandems().where(Call.slug == slug, Solution.key == key), now)
    newest = newest_adapted(found.solution.id, found.round_id)
    if newest is None or not _may_read(viewer, found, now, results_are_out=results_are_out):
        raise NotFound
    return found, newest


def partners_of(found: Tandem) -> Sequence[int]:
    """The people (ids) of the municipality; nobody while names are hidden."""
    statement = select(OrganisationMember.person_id).where(
        OrganisationMember.organisation_id == found.organisation_id,
        select(Call.id).where(Call.id == found.call.id, ~hides_names(Call.id)).exists(),
    )
    return db.session.scalars(statement.order_by(OrganisationMember.person_id)).all()


def is_adapted(solution_id: Any) -> ColumnElement[bool]:
    """There is an adapted version of a solution (a column of the statement around it)."""
    return exists().where(AdaptedVersion.solution_id == solution_id).correlate(solution_id.class_)


def newest_adapted(solution_id: int, round_id: int) -> AdaptedVersion | None:
    statement = select(AdaptedVersion).where(
        AdaptedVersion.solution_id == solution_id, AdaptedVersion.round_id == round_id
    )
    return db.session.scalar(statement.order_by(AdaptedVersion.number.desc()).limit(1))


def judged_content(solution_id: int, number: int) -> Content:
    """What the jury read."""
    version = version_of(solution_id, number)
    if version is None:
        raise NotFound
    return content_of_version(version, prototypes_of([version.id]), files_of([version.id]))


def compared(old: Content, new: Content) -> Sequence[Difference]:
    """Every text that a version has, before and since; addresses and files by their names."""
    return [
        Difference(field, differences(before, since))
        for (field, before), (_, since) in zip(_texts(old), _texts(new), strict=True)
        if before or since
    ]


def _texts(content: Content) -> Sequence[tuple[str, str]]:
    shown = "\n\n".join(" ".join(filter(None, (one.url, one.licence, one.maturity))) for one in content.prototypes)
    return [
        ("title", content.title),
        ("pitch", content.pitch),
        ("description", content.description),
        ("prototypes", shown),
        ("prior_work", content.prior_work or ""),
        ("third_party_rights", content.third_party_rights or ""),
        ("files", "\n\n".join(f"{file.name} {file.alt} ({file.sha256[:12]})" for file in content.files)),
    ]


def _may_read(viewer: Actor, found: Tandem, now: datetime, *, results_are_out: bool) -> bool:
    team = teams_of(viewer).where(TeamMember.team_id == found.solution.team_id)
    if db.session.scalar(team.limit(1)) is not None:
        return True
    public = select(Solution.id).join(Call, Solution.call_id == Call.id).where(Solution.id == found.solution.id)
    if results_are_out and db.session.scalar(public.where(is_public(now))) is not None:
        return True
    if db.session.scalar(select(Call.id).where(Call.id == found.call.id, ~hides_names(Call.id))) is None:
        return False
    partner = db.session.scalar(
        acts_for(viewer).where(OrganisationMember.organisation_id == found.organisation_id).limit(1)
    )
    return partner is not None or calls.is_organiser(viewer, found.call.id)


def _tandems() -> Select[*tuple[Any, ...]]:
    """Chosen for a round with a tandem, and told so; the last such round comes first."""
    newest = and_(SolutionVersion.solution_id == Solution.id, is_newest())
    ends_at = func.coalesce(Round.ends_at, Call.ends_at)
    return (
        select(Solution, Call, SolutionVersion.title, Organisation, Round, RoundSolution, ends_at)
        .join(RoundSolution, RoundSolution.solution_id == Solution.id)
        .join(Round, RoundSolution.round_id == Round.id)
        .join(Organisation, Round.tandem_with_id == Organisation.id)
        .join(Call, Solution.call_id == Call.id)
        .join(SolutionVersion, newest)
        .where(takes_part(), RoundSolution.told_at.is_not(None), Call.cancelled_at.is_(None))
        .order_by(Round.number.desc(), Solution.id)
    )


def _one(statement: Select[*tuple[Any, ...]], now: datetime) -> Tandem:
    row = db.session.execute(statement.limit(1)).one_or_none()
    if row is None:
        raise NotFound
    return _tandem(row, now)


def _tandem(row: Sequence[Any], now: datetime) -> Tandem:
    solution, call, title, organisation, judged, chosen, ends_at = row
    is_open = tandem_is_open(told_at=chosen.told_at, closed_at=judged.closed_at, ends_at=ends_at, now=now)
    with_whom = (organisation.name, organisation.id)
    return Tandem(solution, call, title, *with_whom, judged.id, chosen.version, ends_at, is_open)
