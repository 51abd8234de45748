"""When a juror declares, reviews and hands back, and who closes a round."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from challenge_hub.access import YES, Decision

WIDEST_ROW = 10
"""Points on a scale up to this wide are chosen in a row of buttons; beyond, they are typed."""


@dataclass(frozen=True)
class Times:
    """What a round's time depends on: when solutions are final, when judging ends, when the chair closed the round.

    `is_begun`: every earlier round is closed. `jurors_missing` is what lacks of the quorum, `has_scores` says that
    scoring began.
    `is_held`: the jury first tries the rubric on examples.
    """

    closes_at: datetime
    ends_at: datetime
    closed_at: datetime | None
    is_stopped: bool = False
    is_begun: bool = True
    jurors_missing: int = 0
    has_scores: bool = False
    is_held: bool = False


class ReviewState(StrEnum):
    OPEN = "open"
    BEGUN = "begun"
    DONE = "done"


def review_state(*, is_saved: bool, is_done: bool) -> ReviewState:
    """How far one review is."""
    if is_done:
        return ReviewState.DONE
    return ReviewState.BEGUN if is_saved else ReviewState.OPEN


def is_going_on(times: Times, now: datetime) -> Decision:
    """Whether a round is at work.

    Refuses with call-is-stopped, still-open-for-solutions, earlier-round-is-open and round-is-closed.
    """
    if times.is_stopped:
        return Decision("call-is-stopped")
    if now < times.closes_at:
        return Decision("still-open-for-solutions")
    if not times.is_begun:
        return Decision("earlier-round-is-open")
    return Decision("round-is-closed") if times.closed_at is not None or now >= times.ends_at else YES


def may_score_now(times: Times, now: datetime) -> Decision:
    """Whether points may be given or changed: from the quorum on. A round that has scores goes on without it.

    Refuses as `is_going_on` does, and with quorum-missing.
    """
    going_on = is_going_on(times, now)
    if going_on and times.jurors_missing and not times.has_scores:
        return Decision("quorum-missing")
    return going_on


def may_declare(times: Times, now: datetime, *, is_declared: bool) -> Decision:
    """A juror declares once, and when all solutions are known.

    Refuses with already-declared, and as `is_going_on` does: a round that ended no longer asks.
    """
    return Decision("already-declared") if is_declared else is_going_on(times, now)


def may_review(times: Times, now: datetime, *, is_declared: bool) -> Decision:
    """Whether an assigned review may be saved. Refuses as `may_hand_back` does, and with trial-first."""
    decision = may_hand_back(times, now, is_declared=is_declared)
    return Decision("trial-first") if decision and times.is_held else decision


def may_hand_back(times: Times, now: datetime, *, is_declared: bool) -> Decision:
    """Whether an assignment may be handed back. Refuses with not-declared, and as `may_score_now` does."""
    return may_score_now(times, now) if is_declared else Decision("not-declared")


def may_assign(times: Times, now: datetime, *, is_organiser: bool, is_chair: bool, jurors: int) -> Decision:
    """Whether solutions may be given to jurors.

    Refuses with not-organiser-or-chair, nobody-declared, and as `is_going_on` does.
    """
    if not (is_organiser or is_chair):
        return Decision("not-organiser-or-chair")
    return is_going_on(times, now) if jurors else Decision("nobody-declared")


def may_publish_plan(*, is_published: bool, is_the_shown: bool, broken_pairs: int) -> Decision:
    """A plan is published once, as it was shown. Refuses with plan-is-published and plan-is-stale.

    `broken_pairs` counts what no longer holds: a new conflict of interest, a seat that was left, a solution withdrawn.
    """
    if is_published:
        return Decision("plan-is-published")
    return Decision("plan-is-stale") if broken_pairs or not is_the_shown else YES


def may_replace_review(*, is_missing: bool, is_free: bool, has_it: bool, has_room: bool) -> Decision:
    """Whether one more review of a solution may be given to a juror.

    `is_free`: ready, without a conflict of interest, and did not hand it back. Refuses with no-review-is-missing and
    juror-cannot-take-it.
    """
    if not is_missing:
        return Decision("no-review-is-missing")
    return YES if is_free and has_room and not has_it else Decision("juror-cannot-take-it")


def may_plan_for_contenders(*, reviews: int) -> Decision:
    """Whether a plan for the contenders gives out anything. Refuses with no-contender-can-be-reviewed."""
    return YES if reviews else Decision("no-contender-can-be-reviewed")


def mark_of(pairs: Iterable[Sequence[int]]) -> str:
    """SHA-256 (64 hex digits) of what a plan gives out: what was shown is what is published."""
    return hashlib.sha256(repr(sorted(map(tuple, pairs))).encode()).hexdigest()


def may_close(times: Times, *, is_chair: bool, is_organiser: bool, has_chair: bool) -> Decision:
    """The chair closes the round; the organiser where nobody holds the chair.

    Refuses with not-chair, round-is-closed, earlier-round-is-open and quorum-missing-to-close.
    """
    if not (is_chair or (is_organiser and not has_chair)):
        return Decision("not-chair")
    if times.closed_at is not None:
        return Decision("round-is-closed")
    if not times.is_begun:
        return Decision("earlier-round-is-open")
    return Decision("quorum-missing-to-close") if times.jurors_missing else YES


def may_reopen(
    *,
    is_chair: bool,
    is_organiser: bool,
    has_chair: bool,
    is_closed: bool,
    is_published: bool,
    has_later_work: bool = False,
) -> Decision:
    """Whoever may close opens again, until results are published or a later round has been filled from this one.

    Refuses with not-chair, round-is-open, results-are-out and later-round-has-begun.
    """
    if not (is_chair or (is_organiser and not has_chair)):
        return Decision("not-chair")
    if not is_closed:
        return Decision("round-is-open")
    if is_published:
        return Decision("results-are-out")
    return Decision("later-round-has-begun") if has_later_work else YES


def may_recompute(*, is_chair: bool, is_organiser: bool, is_closed: bool, reason: str) -> Decision:
    """Whether a ranking may be asked for: by chair and organisers; after the round's end with a reason.

    Refuses with not-organiser-or-chair and recompute-needs-reason.
    """
    if not (is_chair or is_organiser):
        return Decision("not-organiser-or-chair")
    return Decision("recompute-needs-reason") if is_closed and not reason.strip() else YES


def missing(points: Mapping[int, Decimal | None], criteria: Iterable[int]) -> list[int]:
    """The criteria (ids) of a rubric without points; a review is done only where this is empty."""
    return [criterion for criterion in criteria if points.get(criterion) is None]


def steps(scale_min: Decimal, scale_max: Decimal) -> list[Decimal]:
    """The points that buttons offer, by ones; empty where the scale is too wide or does not begin at a whole number."""
    lowest, width = int(scale_min), scale_max - scale_min
    if scale_min != lowest or width != int(width) or width > WIDEST_ROW:
        return []
    return [Decimal(lowest + step) for step in range(int(width) + 1)]


def parts_of(pairs: Iterable[tuple[int, int]]) -> int:
    """How many separate parts jurors and solutions fall into when each pair (juror, solution) joins two of them."""
    above: dict[tuple[bool, int], tuple[bool, int]] = {}

    def top(node: tuple[bool, int]) -> tuple[bool, int]:
        while above.setdefault(node, node) != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for juror, solution in pairs:
        above[top((False, juror))] = top((True, solution))
    return sum(above[node] == node for node in above)
