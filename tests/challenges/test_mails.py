"""Tasks and mails: each says whose turn it is, and falls silent when it is not any more."""

import contextvars
from typing import Any

import pytest
import time_machine
from flask import Flask, render_template
from flask.testing import FlaskClient
from flask_babel import force_locale
from sqlalchemy.orm import scoped_session

from challenge_hub.accounts.models import Person
from challenge_hub.challenges.actions import gate
from challenge_hub.challenges.actions import questions as actions
from challenge_hub.challenges.emails import MAILS
from challenge_hub.challenges.queries.questions import any_question
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.mail import Mail, Recipient
from tests.cast import SPRING, a_world, actor, sign_in
from tests.challenges.posed import (
    FULL,
    a_colleague,
    fetched,
    officer,
    organiser,
    published,
    submitted,
    type_into,
    typed,
)


@pytest.fixture(autouse=True)
def _in_spring() -> Any:
    with time_machine.travel(SPRING, tick=False):
        yield


def written(app: Flask, kind: str, to: Person, language: str = "en", **facts: int) -> str | None:
    """The text of a mail, or nothing where it concerns nobody any more; written with nothing in hand."""
    recipient = Recipient(to.mail or "", language, to.display_name, to.id)
    db.session.commit()

    def write() -> str | None:
        with app.test_request_context(f"/{language}/"), force_locale(language):
            page_language()  # is remembered, so that links have it too
            mail: Mail | None = MAILS[kind](facts, recipient)
            return mail and f"{mail.subject}\n{render_template(mail.template, **mail.context)}"

    return contextvars.Context().run(write)


def told(client: FlaskClient, person: Person) -> str:
    sign_in(client, person)
    return client.get("/en/me").text


def test_a_draft_waits_for_the_officers_of_the_house_and_for_nobody_else(client: FlaskClient) -> None:
    world = a_world()
    typed(world)

    pages = {role: told(client, world[role]) for role in ("officer", "organiser", "member", "operator")}

    assert {role: "Secret title" in page for role, page in pages.items()} == {
        "officer": True,
        "organiser": False,
        "member": False,
        "operator": False,
    }


def test_a_submission_waits_first_for_the_cosigner_and_then_for_the_organiser(client: FlaskClient) -> None:
    world = a_world()
    colleague = a_colleague(world)
    challenge = submitted(world, cosigner=colleague.id)

    before = told(client, colleague), told(client, world["organiser"])
    gate.cosign(fetched(challenge), revision_seen=2, by=actor(colleague), now=SPRING)
    after = told(client, colleague), told(client, world["organiser"])

    assert ["Sign the challenge" in before[0], "Decide about" in before[1]] == [True, False]
    assert ["Sign the challenge" in after[0], "Decide about" in after[1]] == [False, True]


def test_what_was_returned_waits_with_its_reason(client: FlaskClient) -> None:
    world = a_world()
    challenge = fetched(submitted(world))
    gate.return_challenge(challenge, "Too short.", revision_seen=2, by=organiser(world), now=SPRING)

    assert "Too short." in told(client, world["officer"])


def test_a_question_waits_for_the_officers_until_the_deadline(client: FlaskClient) -> None:
    world = a_world()
    challenge = fetched(world.challenge)
    actions.ask(challenge, "Why?", "en", is_in_team=True, by=actor(world["member"]), now=SPRING)

    page = told(client, world["officer"])

    assert "Answer 1 question about the challenge" in page
    assert "31 March 2027" in page


def test_the_cosigner_is_asked_while_the_signature_is_wanted(app: Flask, session: scoped_session[Any]) -> None:
    world = a_world()
    colleague = a_colleague(world)
    challenge = submitted(world, cosigner=colleague.id)

    mail = written(app, "challenges.cosign_asked", colleague, challenge=challenge.id)
    type_into(challenge, world, {**FULL, "title": "Other"})
    later = written(app, "challenges.cosign_asked", colleague, challenge=challenge.id)

    assert mail is not None
    assert mail.startswith("Please sign a challenge\na colleague of")
    assert f"http://localhost:8000/en/calls/{world.call.slug}/challenges/{challenge.key}/cosignature" in mail
    assert later is None


@pytest.mark.parametrize("language", ["de", "en"])
def test_organisers_caretaker_and_submitter_are_told(app: Flask, session: scoped_session[Any], language: str) -> None:
    world = a_world()
    challenge = submitted(world)
    of: dict[str, Any] = {"challenge": challenge.id, "language": language}

    asked = written(app, "challenges.submitted", world["organiser"], **of)
    gate.return_challenge(fetched(challenge), "<b>No</b> & so", revision_seen=2, by=organiser(world), now=SPRING)
    back = written(app, "challenges.returned", world["officer"], **of)
    gate.submit(fetched(challenge), revision_seen=2, by=officer(world), now=SPRING)
    gate.publish(fetched(challenge), revision_seen=2, by=organiser(world), now=SPRING)
    public = written(app, "challenges.published", world["officer"], **of)

    assert asked is not None
    assert f"/{language}/calls/{world.call.slug}/challenges/draft-0a1b2c3d/publication" in asked
    assert back is not None
    assert "<b>No</b> & so" in back
    assert public is not None
    assert f"/{language}/calls/{world.call.slug}/challenges/secret-title/state" in public
    assert written(app, "challenges.submitted", world["organiser"], **of) is None
    assert written(app, "challenges.returned", world["officer"], **of) is None


def test_a_question_is_mailed_without_the_name_of_who_asked_and_a_refusal_with_its_reason(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_world()
    challenge = fetched(published(world))
    question = actions.ask(challenge, "Why?", "en", is_in_team=True, by=actor(world["member"]), now=SPRING)
    asked = written(app, "challenges.question_asked", world["officer"], question=question.id)
    known = any_question(question.id)
    assert known is not None
    actions.decline(known, "Because.", by=officer(world), now=SPRING)
    declined = written(app, "challenges.question_declined", world["member"], question=question.id)

    assert asked is not None
    assert ("Why?" in asked, world["member"].display_name in asked) == (True, False)
    assert declined is not None
    assert "Because." in declined
    assert written(app, "challenges.question_asked", world["officer"], question=question.id) is None
    assert written(app, "challenges.question_declined", world["lead"], question=question.id) is None
