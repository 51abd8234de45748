"""Preparing, opening and ending a vote, and making its ballots."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, select, update

from challenge_hub.access import Actor, Decision
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Prize
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.judging.queries.rooms import JuryRoom
from challenge_hub.voting.codes import hash_of
from challenge_hub.voting.models import Ballot, BallotBatch, Vote, VoteExtension, VoteSolution
from challenge_hub.voting.queries.rooms import VOTED_UPON, VoteRoom, batches_of, round_of, standing_in
from challenge_hub.voting.queries.standing import is_near
from challenge_hub.voting.rules import (
    Opening,
    may_cancel_vote,
    may_close_vote,
    may_discard_vote,
    may_extend_vote,
    may_make_ballots,
    may_open_vote,
    may_prepare_vote,
    may_revoke_ballots,
)


def prepare_vote(jury: JuryRoom, prize: Prize, *, is_released: bool, by: Actor, now: datetime) -> Vote:
    """A vote about a prize, with nothing settled yet. `is_released`: the awards of the call are."""
    one_at_a_time(f"votes:{jury.call.id}")
    may_prepare(jury, prize, is_released=is_released).require()
    last = select(func.max(Vote.number)).where(Vote.call_id == jury.call.id)
    number = (db.session.scalar(last) or 0) + 1
    vote = Vote(call_id=jury.call.id, prize_id=prize.id, number=number, decider=prize.decider or "")
    db.session.add(vote)
    db.session.flush()
    record("prepare-vote", vote, by=by, now=now, call_id=jury.call.id, prize=prize.id)
    return vote


def may_prepare(jury: JuryRoom, prize: Prize, *, is_released: bool) -> Decision:
    """The same for the page."""
    live = select(Vote.id).where(Vote.prize_id == prize.id, Vote.cancelled_at.is_(None))
    return may_prepare_vote(
        is_voted_upon=prize.decider in VOTED_UPON,
        has_vote=db.session.scalar(live) is not None,
        is_released=is_released,
        in_conflict=is_near(jury.viewer, None, prize, round_of(jury, prize)),
    )


def open_vote(room: VoteRoom, opening: Opening, *, by: Actor, now: datetime) -> None:
    """From now on these solutions stand, and nothing about the vote changes but its end."""
    _lock(room)
    standing = standing_in(room)
    may_open(room, opening, now, standing=len(standing)).require()
    vote = room.vote
    vote.most_choices, vote.starts_at, vote.ends_at = opening.most_choices, opening.starts_at, opening.ends_at
    db.session.add_all(VoteSolution(vote_id=vote.id, solution_id=one.id, votes=0) for one in standing)
    db.session.flush()
    record("open-vote", vote, by=by, now=now, call_id=vote.call_id, solutions=len(standing))


def may_open(room: VoteRoom, opening: Opening, now: datetime, *, standing: int) -> Decision:
    """The same for the page, which knows how many solutions stand."""
    call = room.jury.call
    return may_open_vote(
        room.state,
        opening,
        now,
        deadline=call.closes_at,
        standing=standing,
        is_stopped=call.suspended_at is not None or call.cancelled_at is not None,
        hides_names=room.jury.is_anonymised,
        in_conflict=room.in_conflict,
    )


def make_ballots(room: VoteRoom, codes: Sequence[str], *, by: Actor, now: datetime) -> BallotBatch:
    """One ballot for each code; the codes themselves are kept nowhere."""
    _lock(room)
    before = [batch.row for batch in batches_of(room.vote)]
    so_far = sum(batch.size for batch in before)
    may_make_ballots(room.state, more=len(codes), so_far=so_far, in_conflict=room.in_conflict).require()
    batch = BallotBatch(vote_id=room.vote.id, number=len(before) + 1, size=len(codes), made_at=now)
    db.session.add(batch)
    db.session.flush()
    db.session.execute(insert(Ballot), [{"batch_id": batch.id, "code_hash": hash_of(code)} for code in codes])
    record("make-ballots", room.vote, by=by, now=now, call_id=room.vote.call_id, batch=batch.number, many=len(codes))
    return batch


def revoke_ballots(room: VoteRoom, batch: BallotBatch, *, reason: str, by: Actor, now: datetime) -> None:
    """What is unused of a batch works no more. What was cast stays counted: nobody knows what it was."""
    _lock(room)
    db.session.refresh(batch)
    is_revoked = batch.revoked_at is not None
    may_revoke_ballots(room.state, is_revoked=is_revoked, reason=reason, in_conflict=room.in_conflict).require()
    batch.revoked_at, batch.revoke_reason = now, reason
    db.session.flush()
    record("revoke-ballots", room.vote, by=by, now=now, call_id=room.vote.call_id, batch=batch.number)


def extend_vote(room: VoteRoom, *, ends_at: datetime, reason: str, by: Actor, now: datetime) -> None:
    """Put the end off, with a reason."""
    _lock(room)
    vote = room.vote
    before = vote.ends_at
    conflict = room.in_conflict
    may_extend_vote(room.state, ends_at=before, wanted=ends_at, reason=reason, in_conflict=conflict).require()
    db.session.add(VoteExtension(vote_id=vote.id, at=now, ended_at=before, ends_at=ends_at, reason=reason))
    vote.ends_at = ends_at
    db.session.flush()
    record("extend-vote", vote, by=by, now=now, call_id=vote.call_id)


def close_vote(room: VoteRoom, *, by: Actor, now: datetime) -> None:
    """End a running vote before its time."""
    _lock(room)
    may_close_vote(room.state, in_conflict=room.in_conflict).require()
    room.vote.closed_at = now
    db.session.flush()
    record("close-vote", room.vote, by=by, now=now, call_id=room.vote.call_id)


def cancel_vote(room: VoteRoom, *, reason: str, by: Actor, now: datetime) -> None:
    """Cancel an open vote. Its counts are emptied, so that nobody ever reads them."""
    _lock(room)
    may_cancel_vote(room.state, reason=reason, in_conflict=room.in_conflict).require()
    room.vote.cancelled_at, room.vote.cancel_reason = now, reason
    db.session.execute(update(VoteSolution).where(VoteSolution.vote_id == room.vote.id).values(votes=0))
    db.session.flush()
    record("cancel-vote", room.vote, by=by, now=now, call_id=room.vote.call_id)


def discard_vote(room: VoteRoom, *, by: Actor, now: datetime) -> None:
    """Take away a vote that was never opened, with its ballots."""
    _lock(room)
    may_discard_vote(room.state, in_conflict=room.in_conflict).require()
    record("discard-vote", room.vote, by=by, now=now, call_id=room.vote.call_id)
    db.session.delete(room.vote)
    db.session.flush()


def _lock(room: VoteRoom) -> None:
    one_at_a_time(f"vote:{room.vote.id}")
    db.session.refresh(room.vote)
