"""When a reported barrier is answered, and by whom."""

from datetime import datetime, timedelta

from challenge_hub.access import YES, Decision

ANSWER_WITHIN = timedelta(days=28)


def answer_due(reported_at: datetime) -> datetime:
    """The moment by which a report is to be answered: four weeks, which is what the statement promises."""
    return reported_at + ANSWER_WITHIN


def may_answer(*, is_operator: bool, is_answered: bool) -> Decision:
    """Only the operator notes an answer, and only once. Refuses with not-operator, already-answered."""
    if not is_operator:
        return Decision("not-operator")
    return Decision("already-answered") if is_answered else YES


def may_erase(*, is_operator: bool, is_answered: bool) -> Decision:
    """Only the operator erases a report, and only an answered one. Refuses with not-operator, not-answered-yet."""
    if not is_operator:
        return Decision("not-operator")
    return YES if is_answered else Decision("not-answered-yet")
