"""Mails of this package: what each says. The worker calls these with the ids of an outbox row."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from challenge_hub.challenges.models import Challenge, Question
from challenge_hub.challenges.queries import posing, questions
from challenge_hub.challenges.rules.form import texts_of
from challenge_hub.challenges.rules.gate import Stage
from challenge_hub.infrastructure.i18n import format_moment
from challenge_hub.infrastructure.links import address_of
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient

Facts = Mapping[str, Any]


def cosign_asked(facts: Facts, to: Recipient) -> Mail | None:
    """To the colleague who was asked to sign, while the text waits for the signature."""
    challenge = posing.any_challenge(facts["challenge"])
    if challenge is None or challenge.stage is not Stage.WITH_COSIGNER or challenge.cosigner_id != to.person_id:
        return None
    return _about(challenge, "cosign_asked", gettext("Please sign a challenge"), "challenges.cosign")


def submitted(facts: Facts, to: Recipient) -> Mail | None:
    """To the organisers of the call, while the text waits for them."""
    challenge = posing.any_challenge(facts["challenge"])
    if challenge is None or challenge.stage is not Stage.WITH_ORGANISER:
        return None
    return _about(challenge, "submitted", gettext("A challenge was submitted"), "challenges.publish")


def returned(facts: Facts, to: Recipient) -> Mail | None:
    """To the caretaker and the one who submitted, with the reason."""
    challenge = posing.any_challenge(facts["challenge"])
    if challenge is None or challenge.return_reason is None:
        return None
    subject = gettext("A challenge was returned for changes")
    return _about(challenge, "returned", subject, "challenges.edit", reason=challenge.return_reason)


def published(facts: Facts, to: Recipient) -> Mail | None:
    """To the same two, when everybody can read it."""
    challenge = posing.any_challenge(facts["challenge"])
    if challenge is None or challenge.published_at is None:
        return None
    return _about(challenge, "published", gettext("Your challenge is published"), "challenges.state")


def question_asked(facts: Facts, to: Recipient) -> Mail | None:
    """To those who answer. Who asked is not said."""
    question = questions.any_question(facts["question"])
    if question is None or question.answered_at is not None or question.declined_at is not None:
        return None
    call = question.challenge.call
    until = format_moment(call.closes_at, call.time_zone)
    link = {"question_id": question.id}
    return _question(question, "question_asked", gettext("A team asks"), "challenges.answer", link, until=until)


def question_declined(facts: Facts, to: Recipient) -> Mail | None:
    """To the one who asked, with the reason."""
    question = questions.any_question(facts["question"])
    if question is None or question.declined_at is None or question.asked_by != to.person_id:
        return None
    subject = gettext("Your question was declined")
    return _question(question, "question_declined", subject, "challenges.ask", {}, reason=question.decline_reason)


MAILS: dict[str, MailWriter] = {
    "challenges.cosign_asked": cosign_asked,
    "challenges.submitted": submitted,
    "challenges.returned": returned,
    "challenges.published": published,
    "challenges.question_asked": question_asked,
    "challenges.question_declined": question_declined,
}


def _about(challenge: Challenge, template: str, subject: str, endpoint: str, **more: Any) -> Mail:
    title = texts_of(challenge.draft or {}, "title") or challenge.title
    call = challenge.call
    link = address_of(endpoint, slug=call.slug, key=challenge.key)
    context = {
        "title": title,
        "call": call.title,
        "organisation": challenge.organisation.name,
        "link": link,
        **more,
    }
    return Mail(subject, f"emails/challenges/{template}.txt", context)


def _question(question: Question, template: str, subject: str, endpoint: str, link: Facts, **more: Any) -> Mail:
    challenge = question.challenge
    address = address_of(endpoint, slug=challenge.call.slug, key=challenge.key, **link)
    context = {
        "title": challenge.title,
        "call": challenge.call.title,
        "text": question.text,
        "link": address,
        **more,
    }
    return Mail(subject, f"emails/challenges/{template}.txt", context)
