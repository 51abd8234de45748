"""Whom an act concerns is mailed, and nobody else."""

from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import PLATFORM, Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import CallNotice
from challenge_hub.challenges.models import Question
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.mail_message import message_of
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.infrastructure.text import render
from challenge_hub.notifications.actions import follow_trail
from challenge_hub.notifications.models import Mark
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor

Session = scoped_session[Any]


@pytest.fixture
def world(session: Session) -> World:
    """A call with everybody, a trail that was read to its end, and a second call that is none of their business."""
    world, _other = a_world(), a_world()
    follow_trail(SPRING)
    return world


def a_notice(world: World, *, by: Actor, verb: str = "change-call", kind: str = "change", **facts: Any) -> CallNotice:
    changes = [{"field": "closes_at", "before": "2027-03-31T12:00:00+00:00", "after": "2027-04-07T12:00:00+00:00"}]
    values = {"number": 1, "published_at": SPRING, "changes": changes}
    notice = CallNotice(call_id=world.call.id, kind=kind, **{**values, **facts})
    db.session.add(notice)
    db.session.flush()
    record(verb, world.call, by=by, now=SPRING, call_id=world.call.id, notice=notice.number)
    follow_trail(SPRING)
    return notice


def told() -> list[tuple[str, int | None]]:
    return [(row.kind, row.person_id) for row in db.session.scalars(select(OutboxRow).order_by(OutboxRow.id))]


def everyone(world: World, kind: str, roles: Iterable[str]) -> list[tuple[str, int | None]]:
    return [(kind, person_id) for person_id in sorted(world[role].id for role in roles)]


def text_of_first() -> str:
    message = message_of(db.session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()[0], SPRING)
    assert message is not None
    return "\n".join([str(message["Subject"]), *message.get_content().splitlines()])


@pytest.mark.parametrize("verb", ["change-call", "suspend-call", "resume-call", "cancel-call"])
def test_a_notice_goes_to_everyone_registered_but_whoever_made_it(world: World, verb: str) -> None:
    a_notice(world, verb=verb, by=actor(world["organiser"]))

    assert told() == everyone(world, "notifications.call_notice", ["lead", "member", "officer", "juror", "chair"])


def test_a_notice_says_what_was_and_what_is_now(world: World) -> None:
    notice = a_notice(world, by=PLATFORM)

    said = text_of_first()

    assert said.startswith(f"Changed: {world.call.title['en']}\n")
    assert "before: Wednesday, 31 March 2027, 14:00 (CEST, Europe/Berlin)" in said
    assert "now: Wednesday, 7 April 2027, 14:00 (CEST, Europe/Berlin)" in said
    assert f"Notice {notice.number} stands" in said
    assert f"http://localhost:8000/en/calls/{world.call.slug}\n" in said


def test_texts_of_a_notice_are_told_in_the_language_of_the_reader(world: World) -> None:
    lists = {"de": "1. Preis\n2. Preis", "en": "1st prize\n2nd prize"}
    a_notice(world, by=PLATFORM, changes=[{"field": "prizes", "before": {}, "after": lists}])

    assert "  before: not stated\n  now: 1st prize\n    2nd prize\n" in text_of_first()


def test_a_cancelled_call_is_told_with_its_reason(world: World) -> None:
    a_notice(world, by=PLATFORM, verb="cancel-call", kind="cancellation", changes=[], reason={"en": "No money."})

    said = text_of_first()

    assert said.startswith(f"Cancelled: {world.call.title['en']}\n")
    assert "Reason: No money." in said


def test_nobody_is_mailed_twice_for_one_line(world: World) -> None:
    make.an_officer(world.municipality, world["organiser"])
    make.an_officer(world.organisation, world["officer"])

    a_notice(world, by=PLATFORM)

    roles = ["lead", "member", "officer", "juror", "chair", "organiser"]
    assert told() == everyone(world, "notifications.call_notice", roles)


def test_who_has_left_is_not_mailed(world: World, session: Session) -> None:
    world.seat.left_at = SPRING
    session.query(make.TeamMember).filter_by(person_id=world["member"].id).one().left_at = SPRING
    session.flush()

    a_notice(world, by=PLATFORM)

    assert told() == everyone(world, "notifications.call_notice", ["lead", "officer", "chair", "organiser"])


def test_an_answer_is_for_the_teams_alone_and_for_all_of_them(world: World) -> None:
    question = Question(
        challenge_id=world.challenge.id,
        number=3,
        language="en",
        text="How many lamps?",
        asked_at=SPRING,
        answer=render({"en": "About *90*."}),
        answered_at=SPRING,
    )
    db.session.add(question)
    db.session.flush()
    record("answer-question", question, by=actor(world["officer"]), now=SPRING, call_id=world.call.id)

    follow_trail(SPRING)

    assert told() == everyone(world, "notifications.answer", ["lead", "member"])
    assert text_of_first().startswith(f"Answer to question 3: {world.challenge.title['en']}\n")
    assert "How many lamps?\n\nAnswer:\nAbout *90*.\n" in text_of_first()


@pytest.mark.parametrize(("number", "roles"), [(1, []), (2, ["lead", "member"])])
def test_a_challenge_published_once_more_is_told_to_who_works_on_it(
    world: World, number: int, roles: list[str]
) -> None:
    make.a_member(make.a_solution(make.a_challenge(world.call)).team_id, world["stranger"])

    record("publish-challenge", world.challenge, by=PLATFORM, now=SPRING, call_id=world.call.id, number=number)
    follow_trail(SPRING)

    assert told() == everyone(world, "notifications.challenge_changed", roles)


def test_results_are_told_to_all_teams_and_not_to_the_jury(world: World) -> None:
    record("publish-results", world.call, by=PLATFORM, now=SPRING, call_id=world.call.id)

    follow_trail(SPRING)

    assert told() == everyone(world, "notifications.results", ["lead", "member"])
    assert f"/en/calls/{world.call.slug}/results" in text_of_first()


def test_the_trail_is_read_from_where_it_ended_and_each_line_once(world: World) -> None:
    a_notice(world, by=PLATFORM)
    first = told()

    follow_trail(SPRING)
    follow_trail(SPRING)

    assert told() == first


def test_what_was_before_the_first_reading_is_told_to_nobody(session: Session) -> None:
    world = a_world()
    record("publish-results", world.call, by=PLATFORM, now=SPRING, call_id=world.call.id)

    follow_trail(SPRING)
    follow_trail(SPRING)

    assert told() == []


def test_mark_and_mails_move_together(world: World, session: Session) -> None:
    before = session.get_one(Mark, 1).last_line

    with session.begin_nested() as reading:
        a_notice(world, by=PLATFORM)
        moved = session.get_one(Mark, 1).last_line
        reading.rollback()

    assert moved > before
    assert (session.get_one(Mark, 1).last_line, told()) == (before, [])
