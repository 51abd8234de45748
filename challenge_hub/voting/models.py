"""Votes, what stands in them, and ballots. No column joins a ballot to what was chosen with it, nor to a person."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from challenge_hub.infrastructure.db import Model, Moment
from challenge_hub.voting.rules import VoteTimes

LIVE = "cancelled_at IS NULL"


class Vote(Model):
    """A vote about a prize, by number within the call. `decider` is whose vote it is, as the prize said when the vote
    was prepared; it is open once it has its times.
    """

    __tablename__ = "vote"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        Index("uq_vote_live", "prize_id", unique=True, sqlite_where=text(LIVE), postgresql_where=text(LIVE)),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("decider IN ('audience', 'mentors')", name="decider"),
        CheckConstraint("most_choices > 0", name="most_choices"),
        CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name="opened"),
        CheckConstraint("starts_at < ends_at", name="times_in_order"),
        CheckConstraint("closed_at IS NULL OR starts_at IS NOT NULL", name="only_open_is_closed"),
        CheckConstraint("(cancelled_at IS NULL) = (cancel_reason = '')", name="cancelled_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    prize_id: Mapped[int] = mapped_column(ForeignKey("prize.id"))
    number: Mapped[int]
    decider: Mapped[str] = mapped_column(String(20))
    most_choices: Mapped[int] = mapped_column(default=1)
    starts_at: Mapped[datetime | None] = mapped_column(Moment)
    ends_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    cancel_reason: Mapped[str] = mapped_column(String(1000), default="")

    @property
    def times(self) -> VoteTimes:
        return VoteTimes(self.starts_at, self.ends_at, self.closed_at, self.cancelled_at)


class VoteSolution(Model):
    """A solution that stands in an open vote, and its count. With each ballot every row of the vote is written anew."""

    __tablename__ = "vote_solution"
    __table_args__ = (CheckConstraint("votes >= 0", name="votes"),)

    vote_id: Mapped[int] = mapped_column(ForeignKey("vote.id", ondelete="CASCADE"), primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), primary_key=True, index=True)
    votes: Mapped[int] = mapped_column(default=0)


class VoteExtension(Model):
    """The end of an open vote was put off."""

    __tablename__ = "vote_extension"
    __table_args__ = (CheckConstraint("reason <> ''", name="has_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vote_id: Mapped[int] = mapped_column(ForeignKey("vote.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(String(1000))


class BallotBatch(Model):
    """Ballots that were made and printed together. Once it is revoked, what is unused of it works no more."""

    __tablename__ = "ballot_batch"
    __table_args__ = (
        UniqueConstraint("vote_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("(revoked_at IS NULL) = (revoke_reason = '')", name="revoked_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    vote_id: Mapped[int] = mapped_column(ForeignKey("vote.id", ondelete="CASCADE"))
    number: Mapped[int]
    size: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    revoke_reason: Mapped[str] = mapped_column(String(1000), default="")


class Ballot(Model):
    """One ballot: the keyed hash of its code, and whether it was used. Not when, not by whom, not for what."""

    __tablename__ = "ballot"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("ballot_batch.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    is_used: Mapped[bool] = mapped_column(default=False)
