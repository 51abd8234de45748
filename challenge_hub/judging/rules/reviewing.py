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
    """What a round's time depends on: when solutions are final, when judging ends, when the chair closed the round."""

    closes_at: datetime
    ends_at: datetime
    closed_at: datetime | None
    is_stopped: bool = False


class ReviewState(StrEnum):
    OPEN = "open"
    BEGUN = "begun"
    DONE = "done"


def review_state(*, is_saved: bool, is_done: bool) -> ReviewState:
    """How far one review is."""
    if is_done:
        return ReviewState.DONE
    return ReviewState.BEGUN if is_saved else ReviewState.OPEN


def may_score_now(times: Times, now: datetime) -> Decision:
    """Whether points may be given or changed.

    Refuses with call-is-stopped, still-open-for-solutions and round-is-closed.
    """
    if times.is_stopped:
        return Decision("call-is-stopped")
    if now < times.closes_at:
        return Decision("still-open-for-solutions")
    return Decision("round-is-closed") if times.closed_at is not None or now >= times.ends_at else YES


def may_declare(times: Times, now: datetime, *, is_declared: bool) -> Decision:
    """A juror declares once, and when all solutions are known.

    Refuses with already-declared and still-open-for-solutions; a round that ended no longer asks: round-is-closed.
    """
    return Decision("already-declared") if is_declared else may_score_now(times, now)


def may_review(times: Times, now: datetime, *, is_declared: bool) -> Decision:
    """Whether an assigned review may be saved. Refuses with not-declared, and as `may_score_now` does."""
    return may_score_now(times, now) if is_declared else Decision("not-declared")


def may_assign(times: Times, now: datetime, *, is_organiser: bool, is_chair: bool, jurors: int) -> Decision:
    """Whether solutions may be given to jurors.

    Refuses with not-organiser-or-chair, nobody-declared, and as `may_score_now` does.
    """
    if not (is_organiser or is_chair):
        return Decision("not-organiser-or-chair")
    return may_score_now(times, now) if jurors else Decision("nobody-declared")


def may_publish_plan(*, is_published: bool, is_the_shown: bool, broken_pairs: int) -> Decision:
    """A plan is published once, as it was shown. Refuses with plan-is-published and plan-is-stale.

    `broken_pairs` counts what no longer holds: a new conflict of interest, a seat that was left, a solution withdrawn.
    """
    if is_published:
        return Decision("plan-is-published")
    return Decision("plan-is-stale") if broken_pairs or not is_the_shown else YES


def mark_of(pairs: Iterable[Sequence[int]]) -> str:
    """SHA-256 (64 hex digits) of what a plan gives out: what was shown is what is published."""
    return hashlib.sha256(repr(sorted(map(tuple, pairs))).encode()).hexdigest()


def may_lift(*, is_chair: bool, is_own: bool, is_lifted: bool) -> Decision:
    """Only the chair lifts a conflict of interest, and nobody the own.

    Refuses with not-chair, own-conflict and already-lifted.
    """
    if not is_chair:
        return Decision("not-chair")
    if is_own:
        return Decision("own-conflict")
    return Decision("already-lifted") if is_lifted else YES


def may_close(*, is_chair: bool, is_organiser: bool, has_chair: bool, is_closed: bool) -> Decision:
    """The chair closes the round; the organiser where nobody holds the chair.

    Refuses with not-chair and round-is-closed.
    """
    if not (is_chair or (is_organiser and not has_chair)):
        return Decision("not-chair")
    return Decision("round-is-closed") if is_closed else YES


def may_reopen(*, is_chair: bool, is_organiser: bool, has_chair: bool, is_closed: bool, is_published: bool) -> Decision:
    """Whoever may close opens again, until results are published.

    Refuses with not-chair, round-is-open and results-are-out.
    """
    if not (is_chair or (is_organiser and not has_chair)):
        return Decision("not-chair")
    if not is_closed:
        return Decision("round-is-open")
    return Decision("results-are-out") if is_published else YES


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
