"""What a code opens. Nothing here comes from the jury, and nothing here tells a count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from challenge_hub.access import Decision
from challenge_hub.calls.models import Call, Prize
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.hidden import title_in_public
from challenge_hub.solutions.models import Solution, SolutionVersion
from challenge_hub.solutions.queries import is_newest, takes_part
from challenge_hub.voting.codes import hash_of
from challenge_hub.voting.models import Ballot, BallotBatch, Vote, VoteSolution
from challenge_hub.voting.rules import in_own_order, may_use_ballot, state_at, tidied


@dataclass(frozen=True)
class Offered:
    """A solution on a ballot."""

    id: int
    key: str
    title: Mapping[str, str]
    pitch: Mapping[str, str]


@dataclass(frozen=True)
class BallotPaper:
    """A ballot with the vote it belongs to."""

    ballot: Ballot
    batch: BallotBatch
    vote: Vote
    prize: Prize
    call: Call

    def answer(self, now: datetime) -> Decision:
        """Whether it may be used now."""
        is_revoked = self.batch.revoked_at is not None
        return may_use_ballot(state_at(self.vote.times, now), is_used=self.ballot.is_used, is_revoked=is_revoked)


def paper_of(typed: str) -> BallotPaper | None:
    """What a code opens; None for what is no code of a ballot."""
    code = tidied(typed)
    statement = (
        select(Ballot, BallotBatch, Vote, Prize, Call)
        .join(BallotBatch, Ballot.batch_id == BallotBatch.id)
        .join(Vote, BallotBatch.vote_id == Vote.id)
        .join(Prize, Vote.prize_id == Prize.id)
        .join(Call, Vote.call_id == Call.id)
        .where(Ballot.code_hash == hash_of(code))
    )
    found = db.session.execute(statement).one_or_none() if code else None
    return BallotPaper(*found) if found else None


def offered_on(paper: BallotPaper) -> Sequence[Offered]:
    """What stands and was not withdrawn since, in the ballot's own order; a text hidden after a report stays hidden."""
    statement = (
        select(Solution.id, Solution.key, SolutionVersion.title, SolutionVersion.pitch, Solution.hidden_at)
        .join(VoteSolution, VoteSolution.solution_id == Solution.id)
        .join(SolutionVersion, SolutionVersion.solution_id == Solution.id)
        .where(VoteSolution.vote_id == paper.vote.id, is_newest(), takes_part())
    )
    found = {
        id_: Offered(id_, key, title_in_public(title, hidden_at), {} if hidden_at else pitch)
        for id_, key, title, pitch, hidden_at in db.session.execute(statement)
    }
    return [found[id_] for id_ in in_own_order(list(found), paper.ballot.code_hash)]
