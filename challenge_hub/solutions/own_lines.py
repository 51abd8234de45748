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
from challenge_hub.infrastructure.once import once
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


Lines = Select[*tuple[Any, ...]]


def teams_of(viewer: Actor) -> Select[int]:
    """Ids of the teams this person is in now."""
    return select(TeamMember.team_id).where(TeamMember.person_id == viewer.person_id, TeamMember.left_at.is_(None))


def solutions_of_team(viewer: Actor, team_id: int) -> Sequence[OwnLine]:
    """What a team has begun and handed in, by challenge; empty for everybody who is not in it. One statement."""
    return _lines(_of_team(viewer=viewer, team_id=team_id))


def my_solutions(viewer: Actor, call_id: int | None = None) -> Sequence[OwnLine]:
    """What all teams of this person have begun and handed in, in one call or in all that go on. One statement."""
    return _lines(_mine(viewer=viewer) if call_id is None else _mine_in(viewer=viewer, call_id=call_id))


@once
def _of_team(*, viewer: Actor, team_id: int) -> Lines:
    return _listed(viewer).where(Solution.team_id == team_id).order_by(Challenge.position)


@once
def _mine(*, viewer: Actor) -> Lines:
    return _listed(viewer).where(Call.cancelled_at.is_(None)).order_by(Call.closes_at.desc(), Solution.id)


@once
def _mine_in(*, viewer: Actor, call_id: int) -> Lines:
    statement = _listed(viewer).where(Call.cancelled_at.is_(None), Call.id == call_id)
    return statement.order_by(Call.closes_at.desc(), Solution.id)


def _listed(viewer: Actor) -> Lines:
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


def _lines(asked: tuple[Lines, dict[str, Any]]) -> list[OwnLine]:
    return [
        OwnLine(solution, typed or next(iter((handed_in or {}).values()), ""), challenge, call, is_chosen)
        for solution, typed, handed_in, challenge, call, is_chosen in db.session.execute(*asked)
    ]
