"""Questions (Rückfragen): who may ask, until when, and when answers come too late."""

from datetime import datetime

from challenge_hub.access import YES, Decision


def asking_ends_at(*, questions_until: datetime | None, closes_at: datetime) -> datetime:
    """The moment from which nobody asks any more: the one the call names, at the latest its deadline."""
    return min(questions_until or closes_at, closes_at)


def may_ask(
    *, is_confirmed: bool, is_in_team: bool, is_public: bool, is_cancelled: bool, ends_at: datetime, now: datetime
) -> Decision:
    """Whether somebody may ask about a challenge; `ends_at` as of asking_ends_at.

    Refuses with not-confirmed, not-in-team-of-call, challenge-not-public, challenge-call-cancelled, questions-frozen.
    """
    if not is_confirmed:
        return Decision("not-confirmed")
    if not is_in_team:
        return Decision("not-in-team-of-call")
    if not is_public:
        return Decision("challenge-not-public")
    if is_cancelled:
        return Decision("challenge-call-cancelled")
    return YES if now < ends_at else Decision("questions-frozen")


def may_answer(*, is_officer: bool, is_declined: bool, closes_at: datetime, now: datetime) -> Decision:
    """Whether the municipality may answer, or change its answer: until the deadline, when all teams know the same.

    Refuses with not-challenge-officer, question-declined-already, answers-frozen.
    """
    if not is_officer:
        return Decision("not-challenge-officer")
    if is_declined:
        return Decision("question-declined-already")
    return YES if now < closes_at else Decision("answers-frozen")


def may_decline(*, is_officer: bool, is_answered: bool, is_declined: bool) -> Decision:
    """Whether a question may be declined, at any time.

    Refuses with not-challenge-officer, question-answered-already, question-declined-already.
    """
    if not is_officer:
        return Decision("not-challenge-officer")
    if is_answered:
        return Decision("question-answered-already")
    return Decision("question-declined-already") if is_declined else YES


def is_late(*, is_open: bool, ends_at: datetime, now: datetime) -> bool:
    """Whether a question still waits although nobody may ask any more."""
    return is_open and now >= ends_at
