"""Asking about a challenge, answering once for all, and declining."""

from collections.abc import Mapping
from datetime import datetime

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.challenges.models import Challenge, Question
from challenge_hub.challenges.queries import posing, questions
from challenge_hub.challenges.rules.questions import asking_ends_at, may_answer, may_ask, may_decline
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.infrastructure.text import render, sources

IN_MOTION = ("number", "answer", "answered_at", "changed_at", "declined_at")
"""What another request may have changed since this one fetched the question."""


def ask(challenge: Challenge, text: str, language: str, *, is_in_team: bool, by: Actor, now: datetime) -> Question:
    """Put a question to the municipality. The same open question of the same person is one question."""
    call = challenge.call
    may_ask(
        is_confirmed=by.is_confirmed,
        is_in_team=is_in_team,
        is_public=challenge.published_at is not None,
        is_cancelled=call.cancelled_at is not None,
        ends_at=asking_ends_at(questions_until=call.questions_until, closes_at=call.closes_at),
        now=now,
    ).require()
    one_at_a_time(f"questions:{challenge.id}")
    known = questions.same_question(challenge.id, by.person_id, text)
    if known:
        return known
    question = Question(challenge_id=challenge.id, language=language, text=text, asked_by=by.person_id, asked_at=now)
    db.session.add(question)
    db.session.flush()
    record("ask-question", question, by=by, now=now, **_history(challenge))
    for person_id in questions.people_to_tell(challenge):
        send_to_person("challenges.question_asked", person_id, now=now, question=question.id)
    return question


def answer(question: Question, texts: Mapping[str, str], *, by: Actor, now: datetime) -> None:
    """Answer for all, or change the answer. The first answer gives the question its number; `texts` by language."""
    challenge = question.challenge
    _hold(question)
    is_officer, _ = posing.rights_to(by, question.challenge)
    is_declined, closes_at = question.declined_at is not None, challenge.call.closes_at
    may_answer(is_officer=is_officer, is_declined=is_declined, closes_at=closes_at, now=now).require()
    if sources(question.answer) == dict(texts):
        return
    question.answer = render(texts)
    if question.number is None:
        question.number, question.answered_at = questions.next_number(challenge.id), now
    else:
        question.changed_at = now
    db.session.flush()
    facts = {"challenge": challenge.id, "number": question.number, "changed": int(question.changed_at is not None)}
    record("answer-question", question, by=by, now=now, **_history(challenge), **facts)


def decline(question: Question, reason: str, *, by: Actor, now: datetime) -> None:
    """Do not answer, and tell the person who asked why. Nobody else reads question or reason."""
    _hold(question)
    is_officer, _ = posing.rights_to(by, question.challenge)
    is_answered, is_declined = question.answered_at is not None, question.declined_at is not None
    may_decline(is_officer=is_officer, is_answered=is_answered, is_declined=is_declined).require()
    question.declined_at, question.decline_reason = now, reason
    db.session.flush()
    record("decline-question", question, by=by, now=now, **_history(question.challenge))
    if question.asked_by is not None:
        send_to_person("challenges.question_declined", question.asked_by, now=now, question=question.id)


def _hold(question: Question) -> None:
    """Answers to one challenge are given one after the other, for each takes the next number."""
    one_at_a_time(f"questions:{question.challenge_id}")
    db.session.refresh(question, IN_MOTION)


def _history(challenge: Challenge) -> dict[str, int]:
    return {"call_id": challenge.call_id, "organisation_id": challenge.organisation_id}
