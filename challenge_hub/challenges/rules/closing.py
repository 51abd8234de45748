"""What may become of a challenge once the deadline has passed."""

from datetime import datetime
from enum import StrEnum

from challenge_hub.access import YES, Decision


class Closing(StrEnum):
    """How a challenge ends for its municipality."""

    PURSUED = "pursued"
    NOT_PURSUED = "not-pursued"


def may_close(
    *, is_officer: bool, is_public: bool, is_closed: bool, closing: Closing, has_reason: bool, ends_at: datetime,
    now: datetime,
) -> Decision:  # fmt: skip
    """Whether the municipality may say how its challenge ended. `ends_at` is the deadline for solutions.

    Refuses with not-challenge-officer, challenge-not-public, challenge-closed-already, challenge-still-open (teams are
    at work until the deadline), and closing-without-reason where no answer is pursued and nobody says why.
    """
    if not is_officer:
        return Decision("not-challenge-officer")
    if not is_public:
        return Decision("challenge-not-public")
    if is_closed:
        return Decision("challenge-closed-already")
    if now < ends_at:
        return Decision("challenge-still-open")
    return Decision("closing-without-reason") if closing is Closing.NOT_PURSUED and not has_reason else YES


def may_reopen(*, is_officer: bool, is_closed: bool) -> Decision:
    """Whether what was said about the end may be taken back.

    Refuses with not-challenge-officer, challenge-not-closed.
    """
    if not is_officer:
        return Decision("not-challenge-officer")
    return YES if is_closed else Decision("challenge-not-closed")
