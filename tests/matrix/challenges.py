"""Challenges on their way to the public, and questions about them.

The officer sits in the municipality that poses the challenge; it is public, and a team works on it. The challenge that
lies at the gate is another one of the same municipality.
"""

from typing import Any

from challenge_hub.challenges.models import Question
from challenge_hub.infrastructure.db import db
from tests.cast import SPRING, World

ROWS = """
# method endpoint own/foreign          visitor stranger member lead officer juror chair organiser operator
GET  challenges.index          own      200 *
GET  challenges.show           own      200 *
GET  challenges.show           foreign  200 *
GET  challenges.version        own      404 *
GET  challenges.version        foreign  404 *
GET  challenges.questions      own      200 *
GET  challenges.questions      foreign  200 *
GET  challenges.new_challenge  own      302 200 200 200 200 200 200 200 200
GET  challenges.new_challenge  foreign  302 200 200 200 200 200 200 200 200
POST challenges.new_challenge  own      403 403 403 403 422 403 403 422 403
POST challenges.new_challenge  foreign  403 403 403 403 422 403 403 422 403
GET  challenges.state          own      302 404 404 404 200 404 404 404 404
GET  challenges.state          foreign  302 404 404 404 404 404 404 404 404
GET  challenges.edit           own      302 404 404 404 200 404 404 404 404
GET  challenges.edit           foreign  302 404 404 404 404 404 404 404 404
POST challenges.edit           own      403 404 404 404 409 404 404 404 404
POST challenges.edit           foreign  403 404 404 404 404 404 404 404 404
GET  challenges.submit         own      302 404 404 404 200 404 404 404 404
GET  challenges.submit         foreign  302 404 404 404 404 404 404 404 404
POST challenges.submit         own      403 404 404 404 403 404 404 404 404
POST challenges.submit         foreign  403 404 404 404 404 404 404 404 404
GET  challenges.cosign         own      302 404 404 404 200 404 404 404 404
GET  challenges.cosign         foreign  302 404 404 404 404 404 404 404 404
POST challenges.cosign         own      403 404 404 404 422 404 404 404 404
POST challenges.cosign         foreign  403 404 404 404 404 404 404 404 404
GET  challenges.publish        own      302 404 404 404 404 404 404 200 404
GET  challenges.publish        foreign  302 404 404 404 404 404 404 404 404
POST challenges.publish        own      403 404 404 404 404 404 404 422 404
POST challenges.publish        foreign  403 404 404 404 404 404 404 404 404
GET  challenges.withdraw       own      302 404 404 404 200 404 404 404 404
GET  challenges.withdraw       foreign  302 404 404 404 404 404 404 404 404
POST challenges.withdraw       own      403 404 404 404 403 404 404 404 404
POST challenges.withdraw       foreign  403 404 404 404 404 404 404 404 404
GET  challenges.unpublish      own      302 404 404 404 200 404 404 200 404
GET  challenges.unpublish      foreign  302 404 404 404 404 404 404 404 404
POST challenges.unpublish      own      403 404 404 404 403 404 404 403 404
POST challenges.unpublish      foreign  403 404 404 404 404 404 404 404 404
GET  challenges.close          own      302 404 404 404 200 404 404 404 404
GET  challenges.close          foreign  302 404 404 404 404 404 404 404 404
POST challenges.close          own      403 404 404 404 422 404 404 404 404
POST challenges.close          foreign  403 404 404 404 404 404 404 404 404
POST challenges.reopen         own      403 404 404 404 403 404 404 404 404
POST challenges.reopen         foreign  403 404 404 404 404 404 404 404 404
GET  challenges.ask            own      302 200 200 200 200 200 200 200 200
GET  challenges.ask            foreign  302 200 200 200 200 200 200 200 200
POST challenges.ask            own      403 422 422 422 422 422 422 422 422
POST challenges.ask            foreign  403 422 422 422 422 422 422 422 422
GET  challenges.answer         own      302 404 404 404 200 404 404 404 404
GET  challenges.answer         foreign  302 404 404 404 404 404 404 404 404
POST challenges.answer         own      403 404 404 404 422 404 404 404 404
POST challenges.answer         foreign  403 404 404 404 404 404 404 404 404
GET  challenges.decline        own      302 404 404 404 200 404 404 404 404
GET  challenges.decline        foreign  302 404 404 404 404 404 404 404 404
POST challenges.decline        own      403 404 404 404 422 404 404 404 404
POST challenges.decline        foreign  403 404 404 404 404 404 404 404 404
"""


def arguments(world: World, endpoint: str) -> dict[str, Any]:
    call = {"slug": world.call.slug}
    challenge = {**call, "key": world.challenge.key}
    if endpoint == "challenges.index":
        return {}
    if endpoint in ("challenges.questions", "challenges.new_challenge"):
        return call
    if endpoint == "challenges.version":
        return {**challenge, "number": 2}
    if endpoint in ("challenges.answer", "challenges.decline"):
        return {**challenge, "question_id": _a_question(world)}
    return challenge


def _a_question(world: World) -> int:
    question = Question(challenge_id=world.challenge.id, language="en", text="Why?", asked_at=SPRING)
    question.asked_by = world["member"].id
    db.session.add(question)
    db.session.flush()
    return question.id
