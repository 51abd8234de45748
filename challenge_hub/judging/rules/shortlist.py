"""The shortlist of a round: who comes to it from the ranking of the round before, and when it may be filled."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from challenge_hub.access import YES, Decision
from challenge_hub.solutions.rules.shortlist import Source


@dataclass(frozen=True)
class Standing:
    """Where a solution (id) stood in the round before; place and points are None where nobody reviewed it."""

    solution_id: int
    place: int | None
    total: Decimal | None


@dataclass(frozen=True)
class Wanted:
    """How the shortlist is to be made: up to the place `most`, from the points `least` on, or these solutions (ids)."""

    source: Source
    most: int = 0
    least: Decimal | None = None
    solutions: frozenset[int] = frozenset()
    reason: str = ""


def chosen(standings: Iterable[Standing], wanted: Wanted) -> frozenset[int]:
    """The solutions (ids) that come to the shortlist.

    Whoever shares the last place comes with the others, so there may be more than were asked for. A solution that
    nobody reviewed comes by decision alone.
    """
    if wanted.source is Source.PLACE:
        return frozenset(s.solution_id for s in standings if s.place is not None and s.place <= wanted.most)
    if wanted.source is Source.SCORE:
        least = wanted.least
        return frozenset(
            s.solution_id for s in standings if least is not None and s.total is not None and s.total >= least
        )
    return frozenset(s.solution_id for s in standings) & wanted.solutions


def among_these(standings: Iterable[Standing], known: Collection[int]) -> list[Standing]:
    """The standings of these solutions (ids) alone, their places counted anew; who shared a place shares it still."""
    kept = [one for one in standings if one.solution_id in known]
    places = sorted(one.place for one in kept if one.place is not None)
    return [replace(one, place=None if one.place is None else places.index(one.place) + 1) for one in kept]


def may_fill(
    *,
    is_entitled: bool,
    has_shortlist: bool,
    earlier_is_closed: bool,
    is_in_use: bool,
    is_closed: bool,
    has_conflict: bool,
    wanted: Wanted,
    chosen: Collection[int],
) -> Decision:
    """Whether the shortlist of a round is filled so: by organiser or chair, after the earlier round, before any work.

    `has_conflict`: some solution of the round is hidden from this person, to whom any list would tell where it stood.
    Refuses with not-organiser-or-chair, no-shortlist-here, earlier-round-is-open, round-is-closed, shortlist-is-in-use,
    conflict-in-round, shortlist-needs-reason and nobody-is-chosen.
    """
    reasons = (
        (not is_entitled, "not-organiser-or-chair"),
        (not has_shortlist, "no-shortlist-here"),
        (not earlier_is_closed, "earlier-round-is-open"),
        (is_closed, "round-is-closed"),
        (is_in_use, "shortlist-is-in-use"),
        (has_conflict, "conflict-in-round"),
        (wanted.source is Source.DECISION and not wanted.reason.strip(), "shortlist-needs-reason"),
        (not chosen, "nobody-is-chosen"),
    )
    return Decision(next((reason for applies, reason in reasons if applies), None))


def may_empty(*, is_entitled: bool, is_filled: bool, is_in_use: bool) -> Decision:
    """Whether the shortlist is taken back: until work is given out.

    Refuses with not-organiser-or-chair, shortlist-is-empty and shortlist-is-in-use.
    """
    if not is_entitled:
        return Decision("not-organiser-or-chair")
    if not is_filled:
        return Decision("shortlist-is-empty")
    return Decision("shortlist-is-in-use") if is_in_use else YES


def may_tell(*, is_entitled: bool, is_filled: bool, is_told: bool) -> Decision:
    """Whether teams are told now: once for each list. Refuses with not-organiser-or-chair, shortlist-is-empty and
    teams-are-told.
    """
    if not is_entitled:
        return Decision("not-organiser-or-chair")
    if not is_filled:
        return Decision("shortlist-is-empty")
    return Decision("teams-are-told") if is_told else YES


def mark_of_list(solutions: Collection[int]) -> str:
    """SHA-256 (64 hex digits) of a list that was shown: what was looked at is what is done."""
    return hashlib.sha256(repr(sorted(solutions)).encode()).hexdigest()
