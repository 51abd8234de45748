"""Casting a ballot."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, update

from challenge_hub.access import VISITOR
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.voting.models import VoteSolution
from challenge_hub.voting.queries.ballots import BallotPaper, offered_on
from challenge_hub.voting.rules import may_cast


def cast(paper: BallotPaper, chosen: Collection[int], *, now: datetime) -> None:
    """Count what a ballot chose (ids), once. The whole history says that a ballot was cast, and not which; that of the
    call leaves these lines out.

    Every count of the vote is written in the same statement, also where it stays as it is: otherwise the database's own
    marks upon a row would tell which one changed together with the ballot.
    """
    one_at_a_time(f"vote:{paper.vote.id}")
    for row in (paper.vote, paper.batch, paper.ballot):
        db.session.refresh(row)
    paper.answer(now).require()
    offered = [one.id for one in offered_on(paper)]
    may_cast(chosen, offered=offered, most=paper.vote.most_choices).require()
    paper.ballot.is_used = True
    more = case((VoteSolution.solution_id.in_(chosen), 1), else_=0)
    of_vote = update(VoteSolution).where(VoteSolution.vote_id == paper.vote.id)
    db.session.execute(of_vote.values(votes=VoteSolution.votes + more).execution_options(synchronize_session=False))
    db.session.flush()
    record("cast-ballot", paper.vote, by=VISITOR, now=now)
