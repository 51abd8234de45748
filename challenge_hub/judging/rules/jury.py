"""Who sits on a jury, who may seat whom, and what each may do there."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from challenge_hub.access import YES, Decision


class JurorRole(StrEnum):
    JUROR = "juror"
    CHAIR = "chair"
    DEPUTY = "deputy"
    DEPUTY_CHAIR = "deputy-chair"
    GUEST = "guest"


INVITATION = "jury-invitation"
"""The purpose of the signed word in the link of an invitation."""

REVIEWING = (JurorRole.JUROR, JurorRole.CHAIR, JurorRole.DEPUTY_CHAIR)
"""Who is given solutions. A deputy juror reviews only after taking over a seat, and holds its role from then on; a
guest reads and has no vote."""

CHAIRING = (JurorRole.CHAIR, JurorRole.DEPUTY_CHAIR)
"""Who may do what only the chair does; the deputy chair where the chair is absent or has a conflict of interest."""


class SeatState(StrEnum):
    """How far a seat is filled."""

    INVITED = "invited"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    DECLARED = "declared"
    LEFT = "left"


def seat_state(*, accepted: bool, declined: bool, declared: bool, left: bool) -> SeatState:
    """What the dates of a seat add up to. A seat that was left before it was accepted is a withdrawn invitation."""
    if left:
        return SeatState.LEFT if accepted else SeatState.WITHDRAWN
    if declined:
        return SeatState.DECLINED
    if not accepted:
        return SeatState.INVITED
    return SeatState.DECLARED if declared else SeatState.ACCEPTED


@dataclass(frozen=True)
class Candidate:
    """Somebody at the door of a jury: what is known of the person when an invitation is accepted.

    `knows_names`: an organiser of the call, whose anonymised round hides names that organisers see already.
    `is_dependent`: acts for an organisation that takes part in a planning competition.
    """

    is_signed_in: bool
    is_confirmed: bool
    has_invited_mail: bool
    is_in_a_team: bool
    has_seat: bool
    knows_names: bool = False
    is_dependent: bool = False


def may_invite(*, is_organiser: bool, is_invited: bool, wants_chair: bool, chair_is_taken: bool) -> Decision:
    """Organisers invite each address once, and one chair.

    Refuses with not-organiser, invited-to-the-jury-already and chair-is-taken.
    """
    if not is_organiser:
        return Decision("not-organiser")
    if is_invited:
        return Decision("invited-to-the-jury-already")
    return Decision("chair-is-taken") if wants_chair and chair_is_taken else YES


def may_change_invitation(*, is_organiser: bool, state: SeatState) -> Decision:
    """Only an invitation that waits is sent again or withdrawn. Refuses with not-organiser, invitation-is-over."""
    if not is_organiser:
        return Decision("not-organiser")
    return YES if state is SeatState.INVITED else Decision("invitation-is-over")


def may_accept(candidate: Candidate, *, state: SeatState) -> Decision:
    """Whether somebody may take the seat offered to an address.

    Refuses with invitation-is-over, signed-out, not-confirmed, other-address, is-in-a-team, already-on-the-jury,
    knows-the-names and not-independent.
    """
    reasons = (
        (state is not SeatState.INVITED, "invitation-is-over"),
        (not candidate.is_signed_in, "signed-out"),
        (not candidate.is_confirmed, "not-confirmed"),
        (not candidate.has_invited_mail, "other-address"),
        (candidate.is_in_a_team, "is-in-a-team"),
        (candidate.has_seat, "already-on-the-jury"),
        (candidate.knows_names, "knows-the-names"),
        (candidate.is_dependent, "not-independent"),
    )
    return Decision(next((reason for applies, reason in reasons if applies), None))


def may_decline(*, state: SeatState) -> Decision:
    """Whoever holds the link declines while the invitation waits. Refuses with invitation-is-over."""
    return YES if state is SeatState.INVITED else Decision("invitation-is-over")


def may_replace(*, is_organiser: bool, is_chair: bool, state: SeatState, deputy_is_ready: bool) -> Decision:
    """Whether a seat is left and, where a deputy was named, handed over.

    `deputy_is_ready`: no deputy was named, or one who accepted and has not taken over a seat yet. Refuses with
    not-organiser-or-chair, seat-is-empty and deputy-not-ready.
    """
    if not (is_organiser or is_chair):
        return Decision("not-organiser-or-chair")
    if state not in (SeatState.ACCEPTED, SeatState.DECLARED):
        return Decision("seat-is-empty")
    return YES if deputy_is_ready else Decision("deputy-not-ready")


def may_state_expertise(*, is_organiser: bool, is_chair: bool, is_own: bool, has_left: bool) -> Decision:
    """Who says which themes a juror knows: the juror, organisers, the chair.

    Refuses with not-organiser-or-chair and seat-is-left.
    """
    if not (is_organiser or is_chair or is_own):
        return Decision("not-organiser-or-chair")
    return Decision("seat-is-left") if has_left else YES


def fingerprint(wording: Sequence[str]) -> str:
    """SHA-256 (64 hex digits) of the sentences somebody declared, in their order."""
    return hashlib.sha256("\n".join(wording).encode()).hexdigest()


def reviews_each(*, solutions: int, per_solution: int | None, jurors: int) -> int:
    """About how many reviews fall to each of `jurors` (at least one is counted), rounded up; 0 without solutions."""
    if per_solution is None:
        return solutions
    return min(solutions, -(-solutions * per_solution // max(1, jurors)))
