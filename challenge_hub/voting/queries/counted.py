"""What a vote came to, once it is over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, Select, case, cast, func, select

from challenge_hub.infrastructure.db import db
from challenge_hub.solutions.models import Solution
from challenge_hub.solutions.queries import takes_part
from challenge_hub.voting.models import Ballot, BallotBatch, Vote, VoteSolution
from challenge_hub.voting.rules import ended_at, leading


@dataclass(frozen=True)
class Counted:
    """A vote that is over: votes by solution (id), how many ballots there were and were cast, and who leads.

    `made` leaves out what was revoked unused. Whoever withdrew since keeps its votes and leads no more.
    """

    vote_id: int
    prize_id: int
    decider: str
    ended_at: datetime
    votes: Mapping[int, int]
    made: int
    cast: int
    leaders: frozenset[int]


def counted(vote: Vote, now: datetime) -> Counted | None:
    """What this vote came to; None before it is over, and where it was cancelled."""
    return _counted([vote], now).get(vote.prize_id)


def counted_in(call_id: int, now: datetime) -> Mapping[int, Counted]:
    """The votes of a call that are over, by prize (id)."""
    return _counted(db.session.scalars(select(Vote).where(Vote.call_id == call_id)).all(), now)


def turnout(vote: Vote) -> tuple[int, int]:
    """How many ballots there are, and how many of them were cast."""
    return _turnouts([vote.id]).get(vote.id, (0, 0))


def _counted(votes: Sequence[Vote], now: datetime) -> Mapping[int, Counted]:
    over = [(vote, ended) for vote in votes if (ended := ended_at(vote.times, now))]
    if not over:
        return {}
    ids = [vote.id for vote, _ in over]
    counts, turnouts = _counts(ids), _turnouts(ids)
    return {
        vote.prize_id: _of(vote, ended, counts.get(vote.id, {}), turnouts.get(vote.id, (0, 0))) for vote, ended in over
    }


def _of(vote: Vote, ended: datetime, counts: Mapping[int, tuple[int, bool]], made_and_cast: tuple[int, int]) -> Counted:
    votes = {solution: many for solution, (many, _) in counts.items()}
    leaders = leading({solution: many for solution, (many, is_there) in counts.items() if is_there})
    return Counted(vote.id, vote.prize_id, vote.decider, ended, votes, *made_and_cast, leaders)


def _counts(vote_ids: Sequence[int]) -> Mapping[int, Mapping[int, tuple[int, bool]]]:
    """Votes by vote and solution, and whether that takes part still."""
    statement = (
        select(VoteSolution.vote_id, VoteSolution.solution_id, VoteSolution.votes, case((takes_part(), 1), else_=0))
        .join(Solution, VoteSolution.solution_id == Solution.id)
        .where(VoteSolution.vote_id.in_(vote_ids))
    )
    found: dict[int, dict[int, tuple[int, bool]]] = {}
    for vote_id, solution_id, votes, is_there in db.session.execute(statement):
        found.setdefault(vote_id, {})[solution_id] = (votes, bool(is_there))
    return found


def _turnouts(vote_ids: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    return {vote_id: (made, cast_) for vote_id, made, cast_ in db.session.execute(_turnout(vote_ids))}


def _turnout(vote_ids: Sequence[int]) -> Select[int, int, int]:
    used = cast(Ballot.is_used, Integer)
    good = case((BallotBatch.revoked_at.is_(None), 1), else_=used)
    return (
        select(BallotBatch.vote_id, func.sum(good), func.sum(used))
        .join(Ballot, Ballot.batch_id == BallotBatch.id)
        .where(BallotBatch.vote_id.in_(vote_ids))
        .group_by(BallotBatch.vote_id)
    )
