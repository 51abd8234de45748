"""What the teams of a person have begun and handed in, as their own pages list it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, exists, select

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.calls.rubric import Round
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.solutions.models import Solution, SolutionDraft, SolutionVersion
from challenge_hub.solutions.queries import is_newest
from challenge_hub.solutions.rounds import RoundSolution
from challenge_hub.teams.models import TeamMember


@dataclass(frozen=True)
class OwnLine:
    """A solution of a team in a list of its own: also a draft, which only the team sees. `is_chosen`: the team was told
    that the solution goes on into a tandem.
    """

    solution: Solution
    title: str
    challenge: Mapping[str, str]
    call: Call
    is_chosen: bool


def teams_of(viewer: Actor) -> Select[int]:
    """Ids of the teams this person is in now."""
    return select(TeamMember.team_id).where(TeamMember.person_id == viewer.person_id, TeamMember.left_at.is_(None))


def solutions_of_team(viewer: Actor, team_id: int) -> Sequence[OwnLine]:
    """What a team has begun and handed in, by challenge; empty for everybody who is not in it. One statement."""
    return _lines(_listed(viewer).where(Solution.team_id == team_id).order_by(Challenge.position))


def my_solutions(viewer: Actor, call_id: int | None = None) -> Sequence[OwnLine]:
    """What all teams of this person have begun and handed in, in one call or in all that go on. One statement."""
    statement = _listed(viewer).where(Call.cancelled_at.is_(None))
    if call_id is not None:
        statement = statement.where(Call.id == call_id)
    return _lines(statement.order_by(Call.closes_at.desc(), Solution.id))


def _listed(viewer: Actor) -> Select[*tuple[Any, ...]]:
    newest = and_(SolutionVersion.solution_id == Solution.id, is_newest())
    told = and_(RoundSolution.solution_id == Solution.id, RoundSolution.told_at.is_not(None))
    is_chosen = exists().where(told, Round.id == RoundSolution.round_id, Round.tandem_with_id.is_not(None))
    title = SolutionDraft.content["title"].as_string()
    return (
        select(Solution, title, SolutionVersion.title, Challenge.title, Call, is_chosen.correlate(Solution))
        .join(Challenge, Solution.challenge_id == Challenge.id)
        .join(Call, Challenge.call_id == Call.id)
        .outerjoin(SolutionDraft, SolutionDraft.solution_id == Solution.id)
        .outerjoin(SolutionVersion, newest)
        .where(Solution.team_id.in_(teams_of(viewer)))
    )


def _lines(statement: Select[*tuple[Any, ...]]) -> list[OwnLine]:
    return [
        OwnLine(solution, typed or next(iter((handed_in or {}).values()), ""), challenge, call, is_chosen)
        for solution, typed, handed_in, challenge, call, is_chosen in db.session.execute(statement)
    ]
