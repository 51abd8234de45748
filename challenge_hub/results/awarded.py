"""What was awarded in a call, as everybody reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from challenge_hub.access import Actor
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.hidden import title_in_public
from challenge_hub.infrastructure.once import once
from challenge_hub.results.models import Award, Publication, PublishedPlace, Release
from challenge_hub.solutions.models import Solution
from challenge_hub.teams.models import Team


@dataclass(frozen=True)
class AwardedSolution:
    """An award with the solution it went to, as it was published."""

    award: Award
    key: str
    title: Mapping[str, str]
    team: str | None


def published_awards(viewer: Actor, call_id: int) -> Sequence[AwardedSolution]:
    """What was awarded in a call, once it is released; named as the last round that ranked the solution named it."""
    return [_shown(found) for found in db.session.execute(*_awarded(call_id=call_id))]


@once
def _awarded(*, call_id: int) -> Select[*tuple[Any, ...]]:
    first_words = (
        select(PublishedPlace.id)
        .join(PublishedPlace.publication)
        .where(Publication.call_id == Release.call_id, PublishedPlace.solution_id == Award.solution_id)
        .order_by(Publication.round_number.desc(), Publication.number)
        .limit(1)
        .correlate(Release, Award)
        .scalar_subquery()
    )
    hidden = (Solution.hidden_at, Team.hidden_at)
    statement = select(Award, Solution.key, PublishedPlace.title, PublishedPlace.team, *hidden)
    statement = statement.join_from(Award, Release).join(Solution, Award.solution_id == Solution.id)
    statement = statement.join(Team, Solution.team_id == Team.id)
    statement = statement.join(PublishedPlace, PublishedPlace.id == first_words).order_by(Award.position)
    return statement.where(Release.call_id == call_id, Release.released_at.is_not(None))


def _shown(found: Any) -> AwardedSolution:
    award, key, title, team, hidden_at, team_hidden_at = found
    return AwardedSolution(award, key, title_in_public(title, hidden_at), None if team_hidden_at else team)
