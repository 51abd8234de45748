"""Prizes others than the jury decide about."""

from collections.abc import Collection, Mapping

from challenge_hub.access import YES, Decision


def votes_add_up(votes_for: int | None, votes_cast: int | None) -> Decision:
    """Whether a count is one: both figures or none, and no more votes than were cast. Refuses with votes-wrong."""
    if votes_for is None or votes_cast is None:
        return YES if votes_for is votes_cast else Decision("votes-wrong")
    return YES if 0 < votes_for <= votes_cast else Decision("votes-wrong")


def may_decide_prize(*, is_over: bool, is_released: bool, is_confirmed: bool) -> Decision:
    """Whether a municipality decides about its prize: after the deadline, until the awards are released.

    Refuses with prize-before-deadline, awards-released and prize-is-decided.
    """
    if not is_over:
        return Decision("prize-before-deadline")
    if is_released:
        return Decision("awards-released")
    return Decision("prize-is-decided") if is_confirmed else YES


def may_confirm_prize(
    *, is_released: bool, is_confirmed: bool, has_prepared: bool, in_conflict: bool, is_unchanged: bool
) -> Decision:
    """Whether a colleague releases that decision. Refuses as above, and with prize-four-eyes, in-conflict-with-awarded
    and changed-since-shown.
    """
    allowed = may_decide_prize(is_over=True, is_released=is_released, is_confirmed=is_confirmed)
    if not allowed:
        return allowed
    if has_prepared:
        return Decision("prize-four-eyes")
    if in_conflict:
        return Decision("in-conflict-with-awarded")
    return YES if is_unchanged else Decision("changed-since-shown")


def follows_decisions(awarded: Mapping[int, set[int]], decided: Mapping[int, set[int]]) -> Decision:
    """Whether each prize (id) a municipality has decided about goes to what it chose. Refuses with
    follow-the-municipality.
    """
    wrong = any(awarded.get(prize, set()) != solutions for prize, solutions in decided.items())
    return Decision("follow-the-municipality") if wrong else YES


def follows_votes(
    awarded: Mapping[int, set[int]],
    leaders: Mapping[int, Collection[int]],
    *,
    going_on: Collection[int],
    is_limited: bool,
    is_final: bool,
) -> Decision:
    """Whether each prize (id) that was voted upon goes to a solution with most votes, and none whose vote goes on is
    awarded; once it `is_final` no vote goes on. Where the call limits awards (`is_limited`), the next may get it, or
    nobody, with a reason that everybody reads. Refuses with vote-runs-still and follow-the-vote.
    """
    if going_on and (is_final or any(awarded.get(prize) for prize in going_on)):
        return Decision("vote-runs-still")
    wrong = any(
        solutions and not (awarded.get(prize) and awarded[prize] <= set(solutions))
        for prize, solutions in leaders.items()
    )
    return Decision("follow-the-vote") if wrong and not is_limited else YES
