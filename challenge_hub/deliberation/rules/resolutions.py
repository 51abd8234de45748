"""What the jury resolves: how votes are counted, and when a reason must stand beside them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from challenge_hub.access import YES, Decision


class ResolutionKind(StrEnum):
    """What a resolution is about."""

    SHORTLIST = "shortlist"
    TIE = "tie"
    AWARD = "award"
    RECOMMENDATION = "recommendation"
    OTHER = "other"


RANKED = (ResolutionKind.SHORTLIST, ResolutionKind.TIE, ResolutionKind.AWARD)
"""What the ranking has a say in."""

FEWEST = {ResolutionKind.SHORTLIST: 1, ResolutionKind.TIE: 2, ResolutionKind.AWARD: 1}
"""How many solutions such a motion names at least."""


@dataclass(frozen=True)
class Votes:
    """A show of hands, in persons. `chair_in_tie` is how the chair votes where yes and no are equal, if that counts."""

    yes: int
    no: int
    abstentions: int
    chair_in_tie: bool | None = None

    @property
    def total(self) -> int:
        return self.yes + self.no + self.abstentions

    @property
    def is_tie(self) -> bool:
        return self.yes == self.no


def may_count(votes: Votes, *, voters: int, is_quorate: bool, casts_in_tie: bool) -> Decision:
    """Whether a vote was taken as it must be: everybody present and free of conflict was counted, once.

    `voters` is how many these are; `casts_in_tie`: the chair is among them and decides ties in this sitting. Refuses
    with no-quorum, nobody-votes, votes-do-not-add-up and chair-vote-missing.
    """
    if not is_quorate:
        return Decision("no-quorum")
    if voters == 0:
        return Decision("nobody-votes")
    if votes.total != voters or min(votes.yes, votes.no, votes.abstentions) < 0:
        return Decision("votes-do-not-add-up")
    return Decision("chair-vote-missing") if votes.is_tie and casts_in_tie and votes.chair_in_tie is None else YES


def is_carried(votes: Votes, *, casts_in_tie: bool) -> bool:
    """More yes than no; abstentions do not count. A tie is lost, unless the chair decides it and votes yes."""
    if votes.is_tie and casts_in_tie:
        return votes.chair_in_tie is True
    return votes.yes > votes.no


def deviates(
    kind: ResolutionKind, chosen: Collection[int], places: Mapping[int, int], *, settled: Collection[int] = ()
) -> bool:
    """Whether a motion leaves the ranking: a solution (id) that is not `chosen` has a better place than one that is.

    `places` are those of the reviewed solutions; `settled` are solutions an earlier resolution of this kind chose. To
    break a tie leaves the ranking where the solutions do not share a place.
    """
    if kind not in RANKED or not chosen:
        return False
    if any(solution not in places for solution in chosen):
        return True
    if kind is ResolutionKind.TIE:
        return len({places[solution] for solution in chosen}) > 1
    worst = max(places[solution] for solution in chosen)
    others = places.keys() - set(chosen) - set(settled)
    return any(places[solution] < worst for solution in others)


def may_resolve(
    kind: ResolutionKind, *, solutions: int, needs_reason: bool, reason: str, in_conflict: bool
) -> Decision:
    """Whether a motion is complete.

    Refuses with resolves-in-conflict (whoever writes it down may not know of a solution it names), names-no-solution
    and deviation-needs-reason.
    """
    if in_conflict:
        return Decision("resolves-in-conflict")
    if solutions < FEWEST.get(kind, 0):
        return Decision("names-no-solution")
    return Decision("deviation-needs-reason") if needs_reason and not reason else YES


def may_take_back(*, is_last: bool) -> Decision:
    """Only the newest resolution is taken back, so that numbers have no gap; an older one is corrected by a new one.

    Refuses with only-the-last.
    """
    return YES if is_last else Decision("only-the-last")
