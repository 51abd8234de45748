"""What the team is told, in the reader's language; and what waits for whom."""

import contextvars
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
import time_machine
from flask import Flask, render_template
from sqlalchemy.orm import scoped_session

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.mail import Recipient
from challenge_hub.solutions import checking
from challenge_hub.solutions.checking import Outcome
from challenge_hub.solutions.emails import MAILS
from challenge_hub.solutions.models import PreCheck
from challenge_hub.solutions.rules import Admission
from challenge_hub.solutions.tasks import tasks_for
from tests.cast import SPRING, a_world, actor
from tests.solutions.stories import a_draft, handed_in

AFTER = SPRING + timedelta(days=31)
LATER = AFTER + timedelta(days=3)
Answer = TypeVar("Answer")
ADA = Recipient("ada@example.org", "en", "Ada")


def in_english(app: Flask, ask: Callable[[], Answer]) -> Answer:
    """The answer as an English page or mail gives it, whatever language an earlier test spoke."""

    def asked() -> Answer:
        with app.test_request_context("/en/"):
            page_language()  # of this request, before a link opens one of its own
            return ask()

    return contextvars.Context().run(asked)


def letter(app: Flask, kind: str, **facts: Any) -> str:
    """Subject and text of a mail; empty where nothing is sent."""

    def written() -> str:
        mail = MAILS[kind](facts, ADA)
        return f"{mail.subject}\n{render_template(mail.template, **mail.context)}" if mail else ""

    return in_english(app, written)


def tasks_of(app: Flask, person: Person, now: datetime) -> list[tuple[str, bool, datetime | None]]:
    viewer = actor(person)
    return in_english(app, lambda: [(str(t.sentence), t.waits, t.due_at) for t in tasks_for(viewer, now)])


def test_a_receipt_names_version_moment_zone_and_fingerprint(app: Flask, session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    version = handed_in(world, solution)

    text = letter(app, "solutions.receipt", solution_id=solution.id, version=1)

    assert text.startswith("Received: Puddle radar, version 1\n")
    assert "Monday, 1 March 2027, 13:00 (CET, Europe/Berlin)" in text
    assert version.sha256
    assert version.sha256 in text
    assert f"/en/calls/{world.call.slug}/solutions/puddle-radar/receipts/1" in text


@pytest.mark.parametrize(
    ("outcome", "kind", "words"),
    [
        (Outcome(Admission.ADMITTED), "solutions.admitted", "goes to the jury"),
        (Outcome(Admission.RETURNED, "No licence.", LATER), "solutions.returned", "No licence."),
        (Outcome(Admission.NOT_ADMITTED, "Not about it."), "solutions.not_admitted", "Not about it."),
    ],
)
def test_a_finding_is_told_while_it_stands(
    app: Flask, session: scoped_session[Any], outcome: Outcome, kind: str, words: str
) -> None:
    world = a_world()
    solution = a_draft(world)
    handed_in(world, solution)
    by = actor(world["organiser"])
    checking.enter_finding(solution, world.call, outcome, version_seen=1, by=by, now=AFTER)
    facts = {"solution_id": solution.id, "finding": session.query(PreCheck.id).scalar()}

    told = letter(app, kind, **facts)
    solution.admission_at = LATER
    session.flush()

    assert words in told
    assert "/solutions/puddle-radar/overview" in told
    assert letter(app, kind, **facts) == ""


def test_a_withdrawal_is_told_unless_it_was_taken_back(app: Flask, session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    handed_in(world, solution)
    before = letter(app, "solutions.withdrawn", solution_id=solution.id)
    solution.withdrawn_at = SPRING
    session.flush()

    assert before == ""
    assert letter(app, "solutions.withdrawn", solution_id=solution.id).startswith("Withdrawn: Puddle radar\n")


@time_machine.travel(SPRING, tick=False)
def test_drafts_wait_with_the_deadline_and_what_was_submitted_is_a_way(
    app: Flask, session: scoped_session[Any]
) -> None:
    world = a_world()
    solution = a_draft(world)

    before = tasks_of(app, world["lead"], SPRING)
    handed_in(world, solution)
    after = tasks_of(app, world["member"], SPRING)

    assert ("Submit your draft: Puddle radar", True, world.call.closes_at) in before
    assert ("Submitted: Puddle radar", False, None) in after
    assert tasks_of(app, world["stranger"], SPRING) == []


def test_returned_solutions_and_waiting_checks_are_tasks(app: Flask, session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    handed_in(world, solution)
    by = actor(world["organiser"])

    waiting = tasks_of(app, world["organiser"], AFTER)
    outcome = Outcome(Admission.RETURNED, "No licence.", LATER)
    checking.enter_finding(solution, world.call, outcome, version_seen=1, by=by, now=AFTER)
    due = [task for task in tasks_of(app, world["lead"], AFTER) if task[1]]

    assert waiting == [(f"2 solutions wait in the pre-check: {world.call.title['en']}", True, None)]
    assert due == [("Mend and submit again: Puddle radar", True, LATER)]
