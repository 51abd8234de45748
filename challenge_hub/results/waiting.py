"""What a call waits for, and for whom: pure, from counts and dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Waited(StrEnum):
    """What somebody has to do next."""

    COSIGN = "cosign"
    PUBLISH_CHALLENGE = "publish-challenge"
    ANSWER_QUESTION = "answer-question"
    SUBMIT = "submit"
    PRE_CHECK = "pre-check"
    ACCEPT_SEAT = "accept-seat"
    DECLARE = "declare"
    ASSIGN = "assign"
    REVIEW = "review"
    CLOSE_ROUND = "close-round"
    PREPARE_AWARDS = "prepare-awards"
    RELEASE_AWARDS = "release-awards"
    GIVE_FEEDBACK = "give-feedback"
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True)
class Standing:
    """The numbers of one call; every field counts rows."""

    challenges: int
    challenges_to_cosign: int
    challenges_to_publish: int
    open_questions: int
    teams: int
    people: int
    drafts: int
    submitted: int
    unchecked: int
    seats: int
    seats_open: int
    undeclared: int
    assigned: int
    reviews_done: int
    round_closed: int
    awards_open: int
    awards_prepared: int
    released: int
    unanswered: int


@dataclass(frozen=True)
class Due:
    """The moments of a call that something can be late for; None is not set."""

    opens_at: datetime
    closes_at: datetime
    ends_at: datetime
    feedback_by: datetime | None


@dataclass(frozen=True)
class Waiting:
    """Something that is waited for: how often, until when, and whether that has passed."""

    what: Waited
    count: int
    due_at: datetime | None
    is_late: bool


def waiting_for(standing: Standing, due: Due, now: datetime) -> list[Waiting]:
    """What is waited for now, in the order of the story; nothing whose time has not come."""
    found = [*_before_the_deadline(standing, due, now), *_after_the_deadline(standing, due, now)]
    return [Waiting(what, count, at, at is not None and at < now) for what, count, at in found if count]


Found = tuple[Waited, int, datetime | None]


def _before_the_deadline(standing: Standing, due: Due, now: datetime) -> Iterator[Found]:
    yield Waited.COSIGN, standing.challenges_to_cosign, due.closes_at
    yield Waited.PUBLISH_CHALLENGE, standing.challenges_to_publish, due.closes_at
    yield Waited.ANSWER_QUESTION, standing.open_questions, due.closes_at
    if due.opens_at <= now < due.closes_at:
        yield Waited.SUBMIT, standing.drafts, due.closes_at
    if now < due.ends_at:
        yield Waited.ACCEPT_SEAT, standing.seats_open, due.closes_at
        yield Waited.DECLARE, standing.undeclared, due.closes_at


def _after_the_deadline(standing: Standing, due: Due, now: datetime) -> Iterator[Found]:
    if now < due.closes_at or not standing.submitted:
        return
    yield Waited.PRE_CHECK, standing.unchecked, due.ends_at
    if not standing.round_closed:
        yield Waited.ASSIGN, int(standing.assigned == 0 and standing.seats > 0), due.ends_at
        yield Waited.REVIEW, max(0, standing.assigned - standing.reviews_done), due.ends_at
        yield Waited.CLOSE_ROUND, int(now >= due.ends_at), due.ends_at
    elif not standing.released:
        yield Waited.PREPARE_AWARDS, int(not standing.awards_prepared), due.feedback_by
        yield Waited.RELEASE_AWARDS, int(standing.awards_prepared > 0), due.feedback_by
        yield Waited.GIVE_FEEDBACK, standing.submitted, due.feedback_by
    else:
        yield Waited.FOLLOW_UP, standing.unanswered, None
