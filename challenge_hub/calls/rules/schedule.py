"""The order of a call's dates, and what of it may still be moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from challenge_hub.access import YES, Decision
from challenge_hub.calls.rules.conditions import SolutionsPublic


@dataclass(frozen=True)
class Schedule:
    """Every dated step of a call, aware: opens, last day for questions, deadline, end of judging, feedback by, end of
    the time for objections.
    """

    opens_at: datetime
    closes_at: datetime
    ends_at: datetime
    questions_until: datetime | None = None
    feedback_by: datetime | None = None
    objections_until: datetime | None = None


def faults_in(schedule: Schedule) -> Mapping[str, str]:
    """What is out of order: a reason key for the date it stands at; empty where everything is in order.

    Keys: closes-before-opening, ends-before-closing, questions-not-within, feedback-before-end,
    objections-before-end.
    """
    faults = {}
    if schedule.closes_at <= schedule.opens_at:
        faults["closes_at"] = "closes-before-opening"
    if schedule.ends_at < schedule.closes_at:
        faults["ends_at"] = "ends-before-closing"
    questions = schedule.questions_until
    if questions is not None and not schedule.opens_at < questions < schedule.closes_at:
        faults["questions_until"] = "questions-not-within"
    if schedule.feedback_by is not None and schedule.feedback_by < schedule.ends_at:
        faults["feedback_by"] = "feedback-before-end"
    if schedule.objections_until is not None and schedule.objections_until < schedule.ends_at:
        faults["objections_until"] = "objections-before-end"
    return faults


def may_reschedule(old: Schedule, new: Schedule, *, now: datetime) -> Decision:
    """Whether a published call may get these dates. What has passed stays; what moves lies in the future, for all.

    Refuses with opening-has-passed, call-has-closed, deadline-in-the-past, judging-has-ended, end-in-the-past.
    """
    if new.opens_at != old.opens_at and old.opens_at <= now:
        return Decision("opening-has-passed")
    if new.closes_at != old.closes_at:
        if old.closes_at <= now:
            return Decision("call-has-closed")
        if new.closes_at <= now:
            return Decision("deadline-in-the-past")
    if new.ends_at != old.ends_at:
        if old.ends_at <= now:
            return Decision("judging-has-ended")
        if new.ends_at <= now:
            return Decision("end-in-the-past")
    return YES


def public_from(chosen: str, *, closes_at: datetime, current: datetime | None, now: datetime) -> datetime | None:
    """From when everybody may see the solutions: the deadline, or None until results say it.

    Solutions that are public already stay so since then.
    """
    if current is not None and current <= now:
        return current
    return closes_at if chosen == SolutionsPublic.AFTER_DEADLINE else None


@dataclass(frozen=True)
class Step:
    """One dated step on the way of a call: `key` is the field, `is_next` the one that comes next."""

    key: str
    at: datetime
    is_past: bool
    is_next: bool


def timeline(schedule: Schedule, now: datetime) -> list[Step]:
    """All dated steps in the order of time, those without a date left out; at most one is the next."""
    dated = {
        "opens_at": schedule.opens_at,
        "questions_until": schedule.questions_until,
        "closes_at": schedule.closes_at,
        "ends_at": schedule.ends_at,
        "feedback_by": schedule.feedback_by,
        "objections_until": schedule.objections_until,
    }
    known = sorted(((key, at) for key, at in dated.items() if at is not None), key=lambda step: step[1])
    ahead = [key for key, at in known if at > now]
    return [Step(key, at, is_past=at <= now, is_next=ahead[:1] == [key]) for key, at in known]
