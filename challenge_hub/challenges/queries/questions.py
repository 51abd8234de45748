"""Questions and answers: what everybody reads, what officers have to answer, what somebody asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.challenges.models import Challenge, Question
from challenge_hub.challenges.queries.posing import acts_for, organises
from challenge_hub.challenges.queries.public import is_out, is_public
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.once import once
from challenge_hub.infrastructure.pagination import Page, page_asked, paged
from challenge_hub.infrastructure.text import Rendered
from challenge_hub.organisations.models import OrganisationMember

QUESTIONS_ON_A_PAGE = 12


@dataclass(frozen=True)
class AnsweredQuestion:
    """What everybody reads, or since when it is hidden. Who asked is not fetched."""

    id: int
    number: int
    language: str
    text: str
    answer: Mapping[str, Rendered]
    answered_at: datetime
    changed_at: datetime | None
    challenge_key: str
    challenge: Mapping[str, str]
    call_slug: str
    hidden_at: datetime | None


@dataclass(frozen=True)
class ChallengeName:
    """A challenge as a filter names it."""

    key: str
    title: Mapping[str, str]


def is_open() -> ColumnElement[bool]:
    """Neither answered nor declined."""
    return and_(Question.answered_at.is_(None), Question.declined_at.is_(None))


def answered_questions(
    viewer: Actor, call_id: int, *, challenge_key: str = "", number: int = 1
) -> Page[AnsweredQuestion]:
    """The answered questions about the public challenges of a call, or about one of them, a page at a time."""
    asked = _answers(bool(challenge_key), call_id=call_id, challenge_key=challenge_key)
    return page_asked(*asked, number, row=_answered, size=QUESTIONS_ON_A_PAGE)


@once
def _answers(about_one: bool, *, call_id: int, challenge_key: str) -> Select[*tuple[Any, ...]]:
    among = select(Question.id).join(Challenge, Question.challenge_id == Challenge.id).join(Challenge.call)
    among = among.where(Challenge.call_id == call_id, is_public(), Question.number.is_not(None))
    among = among.where(Challenge.key == challenge_key) if about_one else among
    return paged(_shown(), among=among, order=(Challenge.position, Question.number))


def _shown() -> Any:
    columns = (Question.id, Question.number, Question.language, Question.text, Question.answer, Question.answered_at)
    more = (Question.changed_at, Challenge.key, Challenge.title, Call.slug, Question.hidden_at)
    return select(*columns, *more).join(Challenge, Question.challenge_id == Challenge.id).join(Challenge.call)


def _answered(columns: Sequence[Any]) -> AnsweredQuestion:
    found = AnsweredQuestion(*columns)
    return replace(found, text="", answer={}) if found.hidden_at else found


def challenges_to_choose(viewer: Actor, call_id: int) -> Sequence[ChallengeName]:
    """The public challenges of a call by name, for a filter."""
    statement = select(Challenge.key, Challenge.title).join(Challenge.call)
    statement = statement.where(Challenge.call_id == call_id, is_public()).order_by(Challenge.position).limit(100)
    return [ChallengeName(key, title) for key, title in db.session.execute(statement)]


def open_questions_about(challenge: Challenge) -> Sequence[Question]:
    """What waits for an answer, the oldest first. For those to whom the challenge was given."""
    statement = select(Question).where(Question.challenge_id == challenge.id, is_open())
    return db.session.scalars(statement.order_by(Question.asked_at, Question.id).limit(100)).all()


def answered_about(challenge: Challenge) -> Sequence[Question]:
    """What was answered, for those who may still change it."""
    statement = select(Question).where(Question.challenge_id == challenge.id, Question.number.is_not(None))
    return db.session.scalars(statement.order_by(Question.number).limit(100)).all()


def open_questions_in(viewer: Actor, call_id: int) -> Sequence[Question]:
    """What waits for an answer in a whole call, for its organisers; nothing for others."""
    if viewer.person_id is None:
        return []
    return db.session.scalars(
        select(Question)
        .join(Question.challenge)
        .options(contains_eager(Question.challenge))
        .where(Challenge.call_id == call_id, Challenge.call_id.in_(organises(viewer)), is_open())
        .order_by(Question.asked_at, Question.id)
        .limit(100)
    ).all()


def asked_by(viewer: Actor, challenge: Challenge) -> Sequence[Question]:
    """What this person asked about a challenge, and what became of it."""
    statement = select(Question).where(Question.challenge_id == challenge.id, Question.asked_by == viewer.person_id)
    return db.session.scalars(statement.order_by(Question.asked_at.desc(), Question.id.desc()).limit(100)).all()


def question_of(viewer: Actor, call_slug: str, key: str, id_: int) -> Question:
    """A question with its challenge, for the officers of the organisation that poses it."""
    challenge = contains_eager(Question.challenge)
    return one_or_404(
        select(Question)
        .join(Question.challenge)
        .join(Challenge.call)
        .options(challenge.contains_eager(Challenge.call), challenge.joinedload(Challenge.organisation))
        .where(Call.slug == call_slug, Challenge.key == key, Question.id == id_, is_out())
        .where(Challenge.organisation_id.in_(acts_for(viewer)))
    )


def any_question(id_: int) -> Question | None:
    """For mails: those who get them were chosen when they were written."""
    challenge = joinedload(Question.challenge)
    return db.session.scalar(select(Question).where(Question.id == id_).options(challenge.joinedload(Challenge.call)))


def same_question(challenge_id: int, person_id: int | None, text: str) -> Question | None:
    """An open question of the same person in the same words: a form that was sent twice."""
    return db.session.scalar(
        select(Question)
        .where(Question.challenge_id == challenge_id, Question.asked_by == person_id, Question.text == text, is_open())
        .limit(1)
    )


def next_number(challenge_id: int) -> int:
    statement = select(func.max(Question.number)).where(Question.challenge_id == challenge_id)
    return (db.session.scalar(statement) or 0) + 1


def people_to_tell(challenge: Challenge) -> Sequence[int]:
    """Who gets a question about a challenge: caretaker and stand-in, or everybody with a seat where nobody is named."""
    seats = select(OrganisationMember.person_id).where(OrganisationMember.organisation_id == challenge.organisation_id)
    named = seats.where(
        or_(
            OrganisationMember.person_id == challenge.caretaker_id,
            OrganisationMember.person_id == challenge.stand_in_id,
        )
    )
    return sorted(db.session.scalars(named)) or sorted(db.session.scalars(seats))
