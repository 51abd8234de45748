"""Too close to call: what chair or organisers may choose at a prize boundary that the ranking leaves open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from challenge_hub.access import YES, Decision

FEWEST_REVIEWS, MOST_REVIEWS = 2, 3
"""So many further reviews each solution of the group gets."""


class WayOut(StrEnum):
    """What is done about solutions that cannot be told apart."""

    FURTHER_REVIEWS = "further-reviews"
    SHARE = "share"
    DECISION = "decision"


@dataclass(frozen=True)
class Choice:
    """A way out as it was typed, with its reason; `reviews` and the end of a final round for further reviews, `chosen`
    (solutions by id) for a decision of the jury.
    """

    way: WayOut
    reason: str
    reviews: int = FEWEST_REVIEWS
    ends_at: datetime | None = None
    chosen: frozenset[int] = frozenset()


def may_settle(
    choice: Choice,
    *,
    is_entitled: bool,
    knows_all: bool,
    is_too_close: bool,
    is_the_shown: bool,
    is_final: bool,
    results_are_out: bool,
    group: Collection[int],
) -> Decision:
    """Whether a way out may be chosen for a tie group (ids).

    `knows_all`: nothing of the round is hidden from whoever chooses; `is_final`: the round is closed. Refuses with
    not-organiser-or-chair, settles-in-conflict, results-are-out, not-too-close, changed-since-shown,
    settle-needs-reason, settle-after-the-round and decision-names-nobody.
    """
    reasons = (
        (not is_entitled, "not-organiser-or-chair"),
        (not knows_all, "settles-in-conflict"),
        (results_are_out, "results-are-out"),
        (not is_too_close, "not-too-close"),
        (not is_the_shown, "changed-since-shown"),
        (not choice.reason.strip(), "settle-needs-reason"),
        (choice.way is not WayOut.FURTHER_REVIEWS and not is_final, "settle-after-the-round"),
        (choice.way is WayOut.DECISION and not _names_some(choice.chosen, group), "decision-names-nobody"),
    )
    return next((Decision(reason) for applies, reason in reasons if applies), YES)


def _names_some(chosen: Collection[int], group: Collection[int]) -> bool:
    """Some of the group and not all of it: to name everybody decides nothing."""
    return 0 < len(set(chosen)) < len(set(group)) and set(chosen) <= set(group)


def prizes_in_question(prizes: int, *, settled: int, after: int) -> range:
    """Which of the `prizes` of a round (counted from 0) a final round for the boundary `after` decides: those that the
    `settled` solutions above it do not take.
    """
    return range(min(settled, after - 1), min(after, prizes))
