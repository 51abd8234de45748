"""What the pages of one solution show besides its newest version: the list of versions, and its files."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.once import once
from challenge_hub.solutions.models import Solution, SolutionFile, SolutionVersion
from challenge_hub.solutions.queries import is_newest, is_public
from challenge_hub.teams.consents import named_in_public


def versions_of(viewer: Actor, solution_id: int) -> Sequence[SolutionVersion]:
    """Every version, the newest first, without the long texts."""
    return db.session.scalars(*_versions(solution_id=solution_id)).all()


@once
def _versions(*, solution_id: int) -> Select[SolutionVersion]:
    statement = select(SolutionVersion).where(SolutionVersion.solution_id == solution_id)
    return statement.order_by(SolutionVersion.number.desc())


def versions_and_names(viewer: Actor, solution: Solution) -> tuple[Sequence[SolutionVersion], Sequence[str]]:
    """For the public page: every version, the newest first, and the members who consented to be named."""
    rows = db.session.execute(*_versions_and_names(solution_id=solution.id, team_id=solution.team_id)).all()
    names = rows[0][1] if rows else None
    return [version for version, _names in rows], sorted(names.split("\n"), key=str.casefold) if names else []


@once
def _versions_and_names(*, solution_id: int, team_id: int) -> Select[SolutionVersion, str]:
    """One statement for two short lists; a name is one line."""
    named = named_in_public(team_id).subquery()
    names = select(func.aggregate_strings(named.c.display_name, "\n")).scalar_subquery()
    statement = select(SolutionVersion, names).where(SolutionVersion.solution_id == solution_id)
    return statement.order_by(SolutionVersion.number.desc())


def visible_file(viewer: Actor, call_slug: str, key: str, sha256: str, now: datetime) -> SolutionFile:
    """A file that the newest version of this solution shows; a hash alone opens nothing."""
    statement = select(SolutionFile).join(SolutionVersion, SolutionFile.version_id == SolutionVersion.id)
    statement = statement.join(SolutionVersion.solution).join(Call, Solution.call_id == Call.id)
    shown = (Call.slug == call_slug, Solution.key == key, is_newest(), is_public(now), SolutionFile.sha256 == sha256)
    return one_or_404(statement.where(*shown).order_by(SolutionFile.id).limit(1))
