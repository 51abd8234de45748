"""A vote for those who run it: organisers of the call and the chair of its jury. For everybody else there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, cast, func, select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Prize
from challenge_hub.calls.rubric import Round
from challenge_hub.calls.rules.conditions import Decider
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.judging.queries.rooms import JuryRoom, jury_room
from challenge_hub.voting.models import Ballot, BallotBatch, Vote, VoteExtension
from challenge_hub.voting.queries.standing import Standing, is_near, stands, would_stand
from challenge_hub.voting.rules import VoteState, may_read_counts, state_at

VOTED_UPON = (Decider.AUDIENCE, Decider.MENTORS)
"""Who decides by a vote."""


@dataclass(frozen=True)
class Batch:
    """Ballots made together, and how many of them were used."""

    row: BallotBatch
    used: int


@dataclass(frozen=True)
class VoteRoom:
    """One vote for somebody who runs it. `in_conflict`: with something that stands, so that others run it."""

    jury: JuryRoom
    vote: Vote
    prize: Prize
    judged: Round
    in_conflict: bool

    @property
    def state(self) -> VoteState:
        return state_at(self.vote.times, self.jury.now)

    @property
    def is_open_still(self) -> bool:
        """Something about it can be changed."""
        return self.state not in (VoteState.OVER, VoteState.CANCELLED)

    @property
    def is_secret(self) -> bool:
        """Nobody reads the counts here, or this reader does not."""
        return not may_read_counts(self.state, in_conflict=self.in_conflict)


def jury_of(viewer: Actor, slug: str, now: datetime) -> JuryRoom:
    """The jury at its last round, which solutions that stand take part in."""
    room = jury_room(viewer, slug, now)
    if room.round is None or room.round.number == room.rounds.last:
        return room
    return jury_room(viewer, slug, now, room.rounds.last)


def prizes_voted_upon(jury: JuryRoom) -> Sequence[tuple[Prize, Sequence[Vote]]]:
    """The prizes that audience or mentors decide about, each with its votes, the newest first."""
    prizes = select(Prize).where(Prize.call_id == jury.call.id).order_by(Prize.position)
    votes = db.session.scalars(select(Vote).where(Vote.call_id == jury.call.id).order_by(Vote.number.desc())).all()
    found = [(prize, [vote for vote in votes if vote.prize_id == prize.id]) for prize in db.session.scalars(prizes)]
    return [(prize, votes) for prize, votes in found if votes or prize.decider in VOTED_UPON]


def prize_for(jury: JuryRoom, prize_id: int) -> Prize:
    return one_or_404(select(Prize).where(Prize.call_id == jury.call.id, Prize.id == prize_id))


def vote_room(viewer: Actor, slug: str, number: int, now: datetime) -> VoteRoom:
    jury = jury_of(viewer, slug, now)
    vote = one_or_404(select(Vote).where(Vote.call_id == jury.call.id, Vote.number == number))
    return room_of(jury, vote, prize_for(jury, vote.prize_id))


def room_of(jury: JuryRoom, vote: Vote, prize: Prize) -> VoteRoom:
    judged = round_of(jury, prize)
    return VoteRoom(jury, vote, prize, judged, is_near(jury.viewer, vote, prize, judged))


def round_of(jury: JuryRoom, prize: Prize) -> Round:
    """The round whose ranking the prize would follow: the one it names, otherwise the last."""
    last = jury.judged
    named = prize.round_number or last.number
    return calls.any_round(jury.call.id, named) if named < last.number else last


def standing_in(room: VoteRoom) -> Sequence[Standing]:
    """What stands, or would if the vote were opened now; nothing that an anonymised round hides."""
    if room.vote.starts_at is not None:
        return stands(room.vote)
    return [] if room.jury.is_anonymised else would_stand(room.prize, room.judged)


def batches_of(vote: Vote) -> Sequence[Batch]:
    """The ballots in batches, in the order in which they were made."""
    statement = (
        select(BallotBatch, func.coalesce(func.sum(cast(Ballot.is_used, Integer)), 0))
        .outerjoin(Ballot, Ballot.batch_id == BallotBatch.id)
        .where(BallotBatch.vote_id == vote.id)
        .group_by(BallotBatch.id)
        .order_by(BallotBatch.number)
    )
    return [Batch(row, used) for row, used in db.session.execute(statement)]


def batch_for(room: VoteRoom, number: int) -> BallotBatch:
    found = next((one.row for one in batches_of(room.vote) if one.row.number == number), None)
    if found is None:
        raise NotFound
    return found


def extensions_of(vote: Vote) -> Sequence[VoteExtension]:
    """How the end was put off, the first first."""
    return db.session.scalars(select(VoteExtension).filter_by(vote_id=vote.id).order_by(VoteExtension.id)).all()
