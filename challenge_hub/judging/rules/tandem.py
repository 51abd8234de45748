"""A round that a municipality decides: it chooses with whom it works on, and two of its people do so."""

from collections.abc import Collection

from challenge_hub.access import YES, Decision

EYES = 2
"""One prepares, another releases."""


def chooses_itself(*, people: int, names_are_hidden: bool) -> bool:
    """Whether the municipality of a tandem round fills its shortlist, and nobody else.

    It needs two of its people here, and names: while a round hides them, the jury's chair chooses in its place.
    """
    return people >= EYES and not names_are_hidden


def jury_chooses(*, is_municipalitys: bool) -> Decision:
    """Whether chair and organisers fill this shortlist. Refuses with municipality-chooses."""
    return Decision("municipality-chooses") if is_municipalitys else YES


def may_choose(
    *, chooses: bool, earlier_is_closed: bool, is_closed: bool, is_in_use: bool, is_released: bool, chosen: int
) -> Decision:
    """Whether the choice is prepared now; `chosen` solutions are ticked.

    Refuses with jury-chooses, earlier-round-is-open, round-is-closed, shortlist-is-in-use, choice-is-released and
    nobody-is-chosen.
    """
    reasons = (
        (not chooses, "jury-chooses"),
        (not earlier_is_closed, "earlier-round-is-open"),
        (is_closed, "round-is-closed"),
        (is_in_use, "shortlist-is-in-use"),
        (is_released, "choice-is-released"),
        (not chosen, "nobody-is-chosen"),
    )
    return Decision(next((reason for applies, reason in reasons if applies), None))


def may_release_choice(
    allowed: Decision, *, has_prepared: bool, conflicts: Collection[int], is_unchanged: bool
) -> Decision:
    """Whether a colleague releases what was prepared; `allowed` says whether it could be chosen still, `conflicts` are
    the chosen solutions (ids) in which this person has a conflict of interest.

    Refuses as `may_choose` does, and with prize-four-eyes, in-conflict-with-awarded and changed-since-shown.
    """
    if not allowed:
        return allowed
    if has_prepared:
        return Decision("prize-four-eyes")
    if conflicts:
        return Decision("in-conflict-with-awarded")
    return YES if is_unchanged else Decision("changed-since-shown")
