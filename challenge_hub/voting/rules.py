"""When a vote may be opened, changed and ended, what a ballot may choose, and who got most votes."""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from challenge_hub.access import YES, Decision

MOST_AT_ONCE = 100
"""So many ballots are made and printed in one go."""

MOST_BALLOTS = 5000
FEWEST_STANDING = 2

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Nothing that is taken for something else on paper: no 0 and O, no 1 and I."""

LENGTH = 10
"""50 bits: with a thousand ballots out, one guess in a million millions is a ballot."""


class VoteState(StrEnum):
    """Prepared, opened for a later time, running, over, or cancelled."""

    PREPARED = "prepared"
    OPENED = "opened"
    RUNNING = "running"
    OVER = "over"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class VoteTimes:
    """The moments of a vote; None where it has not come so far."""

    starts_at: datetime | None
    ends_at: datetime | None
    closed_at: datetime | None
    cancelled_at: datetime | None


def state_at(times: VoteTimes, now: datetime) -> VoteState:
    """What state a vote is in at a moment."""
    if times.cancelled_at is not None:
        return VoteState.CANCELLED
    if times.starts_at is None or times.ends_at is None:
        return VoteState.PREPARED
    if times.closed_at is not None or times.ends_at <= now:
        return VoteState.OVER
    return VoteState.RUNNING if times.starts_at <= now else VoteState.OPENED


def ended_at(times: VoteTimes, now: datetime) -> datetime | None:
    """When a vote that is over ended; None for any other."""
    return (times.closed_at or times.ends_at) if state_at(times, now) is VoteState.OVER else None


def may_prepare_vote(*, is_voted_upon: bool, has_vote: bool, is_released: bool, in_conflict: bool) -> Decision:
    """Whether a vote is prepared for a prize: one that audience or mentors decide about, once, until the awards are
    released. Refuses with vote-not-asked-for, vote-is-there, vote-after-awards and vote-in-conflict.
    """
    reasons = (
        (not is_voted_upon, "vote-not-asked-for"),
        (is_released, "vote-after-awards"),
        (has_vote, "vote-is-there"),
        (in_conflict, "vote-in-conflict"),
    )
    return _first(reasons)


@dataclass(frozen=True)
class Opening:
    """How a vote is to be opened: so many choices on each ballot, from and until."""

    most_choices: int
    starts_at: datetime
    ends_at: datetime


def may_open_vote(
    state: VoteState,
    opening: Opening,
    now: datetime,
    *,
    deadline: datetime,
    standing: int,
    is_stopped: bool,
    hides_names: bool,
    in_conflict: bool,
) -> Decision:
    """Whether a prepared vote is opened: after the deadline, with two solutions or more, fewer choices than solutions,
    and an end that lies ahead.

    Refuses with vote-in-conflict, vote-is-open, call-is-stopped, vote-before-deadline, vote-hides-names,
    vote-needs-two, vote-too-many-choices and vote-ends-too-early.
    """
    reasons = (
        (in_conflict, "vote-in-conflict"),
        (state is not VoteState.PREPARED, "vote-is-open"),
        (is_stopped, "call-is-stopped"),
        (now < deadline, "vote-before-deadline"),
        (hides_names, "vote-hides-names"),
        (standing < FEWEST_STANDING, "vote-needs-two"),
        (not 1 <= opening.most_choices < standing, "vote-too-many-choices"),
        (opening.ends_at <= max(now, opening.starts_at), "vote-ends-too-early"),
    )
    return _first(reasons)


def may_make_ballots(state: VoteState, *, more: int, so_far: int, in_conflict: bool) -> Decision:
    """Whether so many more ballots are made: until the vote is over. Refuses with vote-in-conflict, vote-is-over,
    vote-is-cancelled and too-many-ballots.
    """
    if in_conflict:
        return Decision("vote-in-conflict")
    if not 0 < more <= MOST_AT_ONCE or so_far + more > MOST_BALLOTS:
        return Decision("too-many-ballots")
    return _goes_on(state)


def may_revoke_ballots(state: VoteState, *, is_revoked: bool, reason: str, in_conflict: bool) -> Decision:
    """Whether a batch of ballots is revoked: what is unused of it works no more. Refuses with vote-in-conflict,
    ballots-revoked, vote-needs-reason, vote-is-over and vote-is-cancelled.
    """
    if in_conflict:
        return Decision("vote-in-conflict")
    if is_revoked:
        return Decision("ballots-revoked")
    return _goes_on(state) if reason else Decision("vote-needs-reason")


def may_extend_vote(
    state: VoteState, *, ends_at: datetime | None, wanted: datetime, reason: str, in_conflict: bool
) -> Decision:
    """Whether the end of an open vote is put off, with a reason. Refuses with vote-in-conflict, vote-not-open,
    vote-is-over, vote-is-cancelled, vote-needs-reason and vote-ends-too-early.
    """
    open_still = _is_open(state, in_conflict=in_conflict)
    if not open_still:
        return open_still
    if not reason:
        return Decision("vote-needs-reason")
    return YES if ends_at is None or wanted > ends_at else Decision("vote-ends-too-early")


def may_close_vote(state: VoteState, *, in_conflict: bool) -> Decision:
    """Whether a running vote is closed before its end. Refuses with vote-in-conflict, vote-not-open, vote-is-over and
    vote-is-cancelled.
    """
    if state is VoteState.OPENED:
        return Decision("vote-not-open")
    return _is_open(state, in_conflict=in_conflict)


def may_cancel_vote(state: VoteState, *, reason: str, in_conflict: bool) -> Decision:
    """Whether an open vote is cancelled, with a reason; its counts go unseen. Once it is over they may be known, and it
    stands. Refuses with vote-in-conflict, vote-not-open, vote-is-over, vote-is-cancelled and vote-needs-reason.
    """
    open_still = _is_open(state, in_conflict=in_conflict)
    return (YES if reason else Decision("vote-needs-reason")) if open_still else open_still


def may_discard_vote(state: VoteState, *, in_conflict: bool) -> Decision:
    """Whether a vote that was never opened is taken away. Refuses with vote-in-conflict and vote-is-open."""
    if in_conflict:
        return Decision("vote-in-conflict")
    return YES if state is VoteState.PREPARED else Decision("vote-is-open")


def may_read_counts(state: VoteState, *, in_conflict: bool) -> Decision:
    """Whether chair or organiser read the counts: once the vote is over. Refuses with vote-is-cancelled,
    vote-not-over and vote-in-conflict.
    """
    if state is VoteState.CANCELLED:
        return Decision("vote-is-cancelled")
    if state is not VoteState.OVER:
        return Decision("vote-not-over")
    return Decision("vote-in-conflict") if in_conflict else YES


def may_use_ballot(state: VoteState, *, is_used: bool, is_revoked: bool) -> Decision:
    """Whether a ballot opens its page. Refuses with ballot-used, ballot-revoked, vote-not-open, vote-is-over and
    vote-is-cancelled.
    """
    if is_used:
        return Decision("ballot-used")
    if is_revoked:
        return Decision("ballot-revoked")
    return _goes_on(state) if state not in (VoteState.PREPARED, VoteState.OPENED) else Decision("vote-not-open")


def may_cast(chosen: Collection[int], *, offered: Collection[int], most: int) -> Decision:
    """Whether these solutions (ids) may be chosen together: at least one of those that stand, each once, at most so
    many. Refuses with ballot-is-empty, ballot-too-full and not-on-ballot.
    """
    if not chosen:
        return Decision("ballot-is-empty")
    if len(chosen) > most or len(set(chosen)) < len(chosen):
        return Decision("ballot-too-full")
    return YES if set(chosen) <= set(offered) else Decision("not-on-ballot")


def leading(counts: Mapping[int, int]) -> frozenset[int]:
    """Whoever got most votes (ids): several where they are level, nobody where no vote was cast."""
    most = max(counts.values(), default=0)
    return frozenset(id_ for id_, votes in counts.items() if votes == most) if most else frozenset()


def in_own_order(solutions: Sequence[int], seed: str) -> list[int]:
    """The solutions (ids) in an order drawn for one ballot: the same at each look, another on the next ballot."""
    drawn = sorted(solutions)
    random.Random(seed).shuffle(drawn)  # noqa: S311 - an order, not a secret
    return drawn


def tidied(typed: str) -> str:
    """A code as it was made: capitals, without what people put between its halves; empty for what is none."""
    code = "".join(letter for letter in typed.upper() if letter not in " -–.")
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def in_halves(code: str) -> str:
    """A code as it is printed."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def _is_open(state: VoteState, *, in_conflict: bool) -> Decision:
    if in_conflict:
        return Decision("vote-in-conflict")
    return Decision("vote-not-open") if state is VoteState.PREPARED else _goes_on(state)


def _goes_on(state: VoteState) -> Decision:
    ended = {VoteState.OVER: "vote-is-over", VoteState.CANCELLED: "vote-is-cancelled"}
    return Decision(ended.get(state))


def _first(reasons: Sequence[tuple[bool, str]]) -> Decision:
    return Decision(next((reason for applies, reason in reasons if applies), None))
