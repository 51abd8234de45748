"""A team asks, the municipality answers once for all, and nobody learns who asked."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.challenges.actions import questions as actions
from challenge_hub.challenges.models import Question
from challenge_hub.challenges.queries import questions as known
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.text import sources
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in
from tests.challenges.posed import fetched, mails, officer, path

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _in_spring() -> Any:
    with time_machine.travel(SPRING, tick=False):
        yield


def asked(world: World, text: str = "How many buses are there?", role: str = "member") -> Question:
    challenge = fetched(world.challenge)
    return actions.ask(challenge, text, "en", is_in_team=True, by=actor(world[role]), now=SPRING)


def answered(world: World, text: str = "How many buses are there?") -> Question:
    question = again(asked(world, text))
    actions.answer(question, {"en": "**Seven.**"}, by=officer(world), now=SPRING)
    return question


def again(question: Question) -> Question:
    """As a view gets it."""
    db.session.flush()
    db.session.expire_all()
    found = known.any_question(question.id)
    if found is None:
        raise LookupError("the question is gone")
    return found


def test_a_member_asks_and_the_officers_are_told(client: FlaskClient, session: scoped_session[Any]) -> None:
    world = a_world()
    sign_in(client, world["member"])
    address = path(world.challenge, world.call.slug, "questions")

    client.post(address, data={"text": "How many buses are there?"})

    question = session.scalars(select(Question)).one()
    assert (question.text, question.language, question.number) == ("How many buses are there?", "en", None)
    assert mails() == [("challenges.question_asked", world["officer"].id)]
    assert "Waits for an answer" in client.get(address).text
    assert "How many buses" not in client.get(path(world.challenge, world.call.slug)).text


def test_who_is_in_no_team_of_the_call_cannot_ask_and_keeps_what_was_typed(client: FlaskClient) -> None:
    world = a_world()
    sign_in(client, world["stranger"])

    answer = client.post(path(world.challenge, world.call.slug, "questions"), data={"text": "A long question"})

    assert answer.status_code == 403
    assert "Only members of a team in this call can ask." in answer.text
    assert "A long question" in answer.text


def test_who_left_the_team_or_has_no_confirmed_address_cannot_ask(client: FlaskClient) -> None:
    world = a_world()
    newcomer, gone = make.a_person(mail=None), make.a_person()
    make.a_member(world.team.id, newcomer)
    make.a_member(world.team.id, gone).left_at = SPRING

    codes = []
    for person in (newcomer, gone):
        sign_in(client, person)
        answer = client.post(path(world.challenge, world.call.slug, "questions"), data={"text": "Why?"})
        codes.append(answer.status_code)

    assert codes == [403, 403]


def test_the_same_question_sent_twice_is_one_question(session: scoped_session[Any]) -> None:
    world = a_world()

    first, second = asked(world), asked(world)

    assert first.id == second.id
    assert len(mails()) == 1


@pytest.mark.parametrize(
    ("until", "at", "is_frozen"),
    [
        (None, timedelta(days=30) - SECOND, False),
        (None, timedelta(days=30), True),
        (timedelta(days=3), timedelta(days=3) - SECOND, False),
        (timedelta(days=3), timedelta(days=3), True),
    ],
)
def test_nobody_asks_from_the_freeze_on(
    client: FlaskClient, until: timedelta | None, at: timedelta, is_frozen: bool
) -> None:
    world = a_world(questions_until=until and SPRING + until)
    address = path(world.challenge, world.call.slug, "questions")

    with time_machine.travel(SPRING + at, tick=False):
        sign_in(client, world["lead"])
        answer = client.post(address, data={"text": "Still time?"})

    assert answer.status_code == (403 if is_frozen else 302)
    assert ("Still time?" in answer.text) == is_frozen


def test_the_answer_gets_the_next_number_and_is_public_without_the_name_of_who_asked(client: FlaskClient) -> None:
    world = a_world()
    question = asked(world)
    sign_in(client, world["officer"])
    address = path(world.challenge, world.call.slug, f"questions/{question.id}/answer")

    client.post(address, data={"answer_en": "**Seven.**", "answer_de": "Sieben."})

    client.delete_cookie("session")
    for page in (path(world.challenge, world.call.slug), f"/en/calls/{world.call.slug}/questions"):
        text = client.get(page).text
        assert "Question 1" in text
        assert "<strong>Seven.</strong>" in text
        assert "Answered on 1 March 2027" in text
        assert world["member"].display_name not in text
        assert world.team.name not in text
    assert "Sieben." in client.get(f"/de/calls/{world.call.slug}/questions").text


def test_answers_are_numbered_one_after_the_other_in_each_challenge(session: scoped_session[Any]) -> None:
    world = a_world()
    first, second, third = (asked(world, text) for text in ("A?", "B?", "C?"))

    for question in (third, first):
        actions.answer(again(question), {"en": "Yes."}, by=officer(world), now=SPRING)
    actions.decline(again(second), "No.", by=officer(world), now=SPRING)

    found = session.execute(select(Question.text, Question.number).order_by(Question.id)).all()
    assert [tuple(row) for row in found] == [("A?", 2), ("B?", None), ("C?", 1)]


def test_an_answer_that_was_read_before_another_still_gets_its_own_number(session: scoped_session[Any]) -> None:
    world = a_world()
    first, second = asked(world, "A?"), asked(world, "B?")
    early = again(first)
    _ = early.number, early.challenge.call

    actions.answer(known.any_question(second.id), {"en": "Yes."}, by=officer(world), now=SPRING)
    actions.answer(early, {"en": "Yes."}, by=officer(world), now=SPRING)

    assert (again(second).number, again(first).number) == (1, 2)


def test_an_answer_may_change_until_the_deadline_and_everybody_is_told_again(session: scoped_session[Any]) -> None:
    world = a_world()
    question, later = again(answered(world)), SPRING + timedelta(days=2)

    actions.answer(question, {"en": "Eight."}, by=officer(world), now=later)
    actions.answer(question, {"en": "Eight."}, by=officer(world), now=later)

    lines = session.scalars(select(TrailLine).where(TrailLine.verb == "answer-question").order_by(TrailLine.id)).all()
    assert (question.number, question.answered_at, question.changed_at) == (1, SPRING, later)
    assert [(line.call_id, line.facts["number"], line.facts["changed"]) for line in lines] == [
        (world.call.id, 1, 0),
        (world.call.id, 1, 1),
    ]


def test_a_changed_answer_says_so(client: FlaskClient) -> None:
    world = a_world()
    question = again(answered(world))
    actions.answer(question, {"en": "Eight."}, by=officer(world), now=SPRING + timedelta(days=2))
    db.session.commit()

    assert "changed on 3 March 2027" in client.get(path(world.challenge, world.call.slug)).text


@pytest.mark.parametrize("act", ["first answer", "changed answer"])
def test_answers_are_frozen_at_the_moment_of_the_deadline(session: scoped_session[Any], act: str) -> None:
    world = a_world()
    question = again(asked(world) if act == "first answer" else answered(world))
    closes_at = question.challenge.call.closes_at

    with pytest.raises(Refused, match="answers-frozen"):
        actions.answer(question, {"en": "Late."}, by=officer(world), now=closes_at)
    actions.answer(question, {"en": "Just in time."}, by=officer(world), now=closes_at - SECOND)

    assert sources(question.answer) == {"en": "Just in time."}


def test_a_declined_question_is_told_to_the_one_who_asked_and_to_nobody_else(client: FlaskClient) -> None:
    world = a_world()
    question = asked(world, "Who wins?")
    sign_in(client, world["officer"])

    address = path(world.challenge, world.call.slug, f"questions/{question.id}/refusal")
    client.post(address, data={"reason": "Nobody knows."})

    assert mails()[-1] == ("challenges.question_declined", world["member"].id)
    sign_in(client, world["member"])
    assert "Nobody knows." in client.get(path(world.challenge, world.call.slug, "questions")).text
    sign_in(client, world["lead"])
    for page in ("", "questions"):
        assert "Who wins?" not in client.get(path(world.challenge, world.call.slug, page)).text


@pytest.mark.parametrize("wrong", [{}, {"answer_en": " "}, {"answer_en": "x" * 4001}, {"answer_de": "a\x01b"}])
def test_an_answer_that_cannot_be_kept_comes_back(client: FlaskClient, wrong: dict[str, str]) -> None:
    world = a_world()
    question = asked(world)
    sign_in(client, world["officer"])

    address = path(world.challenge, world.call.slug, f"questions/{question.id}/answer")
    answer = client.post(address, data=wrong)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_question_of_another_challenge_or_of_no_number_at_all_is_not_found(client: FlaskClient) -> None:
    world, other = a_world(), a_world()
    question = asked(other)
    sign_in(client, world["officer"])
    here = path(world.challenge, world.call.slug, "questions")

    codes = [client.get(f"{here}/{id_}/answer").status_code for id_ in (question.id, 0, 9**9, 9**30, "x")]

    assert codes == [404] * 5


def test_questions_are_filtered_by_challenge_and_come_in_pages(client: FlaskClient) -> None:
    world = a_world()
    other = make.a_challenge(world.call, title={"en": "Other challenge"})
    for number in range(1, 14):
        db.session.add(a_row(world.challenge.id, number, f"About buses {number}."))
    db.session.add(a_row(other.id, 1, "About lights."))
    db.session.commit()
    address = f"/en/calls/{world.call.slug}/questions"

    first, rest = client.get(address).text, client.get(f"{address}?page=2").text
    filtered = client.get(f"{address}?challenge={other.key}").text

    assert "14 answered questions" in first
    assert "About buses 13." not in first
    assert "About buses 13." in rest
    assert ("About lights." in filtered, "About buses" in filtered) == (True, False)


def a_row(challenge_id: int, number: int, text: str) -> Question:
    made = {"language": "en", "text": text, "asked_at": SPRING, "answered_at": SPRING}
    return Question(challenge_id=challenge_id, number=number, answer={}, **made)


def test_the_organisers_see_what_is_late_and_others_do_not(client: FlaskClient) -> None:
    world = a_world(questions_until=SPRING + timedelta(days=1))
    asked(world)
    pages = {}
    with time_machine.travel(SPRING + timedelta(days=1), tick=False):
        for role in ("organiser", "officer", "lead"):
            sign_in(client, world[role])
            pages[role] = client.get(f"/en/calls/{world.call.slug}/questions").text
        sign_in(client, world["organiser"])
        tasks = client.get("/en/me").text

    assert {role: "These answers are late" in page for role, page in pages.items()} == {
        "organiser": True,
        "officer": False,
        "lead": False,
    }
    assert world["member"].display_name not in pages["organiser"]
    assert "is late" in tasks


def test_pages_with_questions_ask_as_little_for_three_as_for_one(client: FlaskClient, seen: list[str]) -> None:
    counts = []
    for many in (1, 3):
        world = a_world()
        make.a_challenge(world.call)
        for number in range(1, many + 1):
            asked(world, f"Open {number}?")
            db.session.add(a_row(world.challenge.id, number, f"Answered {number}?"))
        db.session.commit()
        here = path(world.challenge, world.call.slug)
        pages = [("member", here), ("member", f"{here}/questions"), ("officer", f"{here}/state")]
        for role, page in [*pages, ("organiser", f"/en/calls/{world.call.slug}/questions"), ("officer", "/en/me")]:
            sign_in(client, world[role])
            seen.clear()
            assert client.get(page).status_code == 200
            counts.append(len(seen))

    assert counts[:5] == counts[5:]
    assert max(counts[:4]) <= 10
    assert counts[4] <= 11
