"""What stands in a vote: before it is opened what would, afterwards what was put down then."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, not_, select

from challenge_hub.access import Actor
from challenge_hub.calls.models import Prize
from challenge_hub.calls.rubric import Round
from challenge_hub.challenges.models import ChallengeTheme
from challenge_hub.infrastructure.db import db
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.queries import free_for, is_newest
from challenge_hub.solutions.rounds import in_round
from challenge_hub.teams.models import Team
from challenge_hub.voting.models import Vote, VoteSolution


@dataclass(frozen=True)
class Standing:
    """A solution that stands in a vote."""

    id: int
    key: str
    title: dict[str, str]
    team: str


def would_stand(prize: Prize, judged: Round) -> Sequence[Standing]:
    """What takes part in the round whose ranking the prize would follow; for a prize of a theme, of that theme."""
    return _named(*_eligible(prize, judged))


def stands(vote: Vote) -> Sequence[Standing]:
    """What was put down when the vote was opened."""
    return _named(Solution.id.in_(_of(vote)))


def is_near(viewer: Actor, vote: Vote | None, prize: Prize, judged: Round) -> bool:
    """Whether this person has a conflict of interest with anything that stands, or would."""
    among = [Solution.id.in_(_of(vote))] if vote is not None and vote.starts_at else _eligible(prize, judged)
    return bool(db.session.scalar(select(exists().where(*among, not_(free_for(viewer.person_id))))))


def _of(vote: Vote) -> Select[int]:
    return select(VoteSolution.solution_id).where(VoteSolution.vote_id == vote.id)


def _eligible(prize: Prize, judged: Round) -> list[ColumnElement[bool]]:
    among = [Solution.call_id == prize.call_id, in_round(judged)]
    if prize.theme_id:
        of_theme = select(ChallengeTheme.challenge_id).where(ChallengeTheme.theme_id == prize.theme_id)
        among.append(Solution.challenge_id.in_(of_theme))
    return among


def _named(*among: Any) -> Sequence[Standing]:
    statement = (
        select(Solution.id, Solution.key, SolutionVersion.title, Team.name)
        .join(SolutionVersion, SolutionVersion.solution_id == Solution.id)
        .join(Team, Solution.team_id == Team.id)
        .where(is_newest(), *among)
        .order_by(Solution.key)
    )
    return [Standing(*row) for row in db.session.execute(statement)]
