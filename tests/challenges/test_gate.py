"""Nobody walks round the gate: what everybody reads changes by publishing alone."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.challenges.actions import gate
from challenge_hub.challenges.models import ChallengeVersion
from challenge_hub.infrastructure.text import sources
from tests import factories as make
from tests.cast import SPRING, a_world, actor, sign_in
from tests.challenges.posed import (
    FULL,
    a_colleague,
    fetched,
    mails,
    officer,
    organiser,
    pass_gate,
    path,
    published,
    submitted,
    type_into,
    typed,
)


@pytest.fixture(autouse=True)
def _in_spring() -> Any:
    with time_machine.travel(SPRING, tick=False):
        yield


def test_the_organiser_publishes_what_was_submitted_under_a_readable_address(client: FlaskClient) -> None:
    world = a_world()
    challenge = submitted(world)
    sign_in(client, world["organiser"])

    answer = client.post(path(challenge, world.call.slug, "publication"), data={"decision": "yes", "revision": 2})

    challenge = fetched(challenge)
    assert answer.headers["Location"] == f"/en/calls/{world.call.slug}/challenges/secret-title"
    assert (challenge.key, challenge.published_at, challenge.draft) == ("secret-title", SPRING, None)
    page = client.get(answer.headers["Location"]).text
    assert all(text in page for text in FULL.values())


def test_a_challenge_takes_the_place_behind_the_last_published_one(session: scoped_session[Any]) -> None:
    world = a_world()
    world.challenge.position = 7

    first, second = published(world), typed(world, word="1" * 8)

    assert (fetched(first).position, fetched(second).position) == (8, 1_000_000)


def test_two_challenges_of_the_same_title_have_addresses_of_their_own(session: scoped_session[Any]) -> None:
    world = a_world()

    first, second = published(world, word="1" * 8), published(world, word="2" * 8)

    assert [fetched(first).key, fetched(second).key] == ["secret-title", "secret-title-2"]


def test_the_address_stays_when_the_title_changes(session: scoped_session[Any]) -> None:
    world = a_world()
    challenge = published(world)
    number = fetched(challenge).position

    type_into(challenge, world, {**FULL, "title": "Another"})
    pass_gate(challenge, world)

    challenge = fetched(challenge)
    assert (challenge.key, challenge.position, challenge.title) == ("secret-title", number, {"en": "Another"})


def test_only_publishing_changes_what_everybody_reads(session: scoped_session[Any]) -> None:
    world = a_world()
    theme, colleague = make.a_theme(world.call), a_colleague(world)
    challenge = published(world)

    type_into(challenge, world, {**FULL, "problem": "New"}, caretaker=colleague.id, themes=[theme.key])

    before = fetched(challenge)
    assert (before.caretaker_id, sources(before.sections["problem"])) == (world["officer"].id, {"en": "Secret problem"})
    pass_gate(challenge, world)
    after = fetched(challenge)
    assert (after.caretaker_id, sources(after.sections["problem"])) == (colleague.id, {"en": "New"})


def test_publishing_another_revision_than_the_one_that_was_shown_is_refused(client: FlaskClient) -> None:
    world = a_world()
    challenge = submitted(world)
    sign_in(client, world["organiser"])

    answer = client.post(path(challenge, world.call.slug, "publication"), data={"decision": "yes", "revision": 1})

    assert answer.status_code == 409
    assert fetched(challenge).published_at is None


def test_a_text_that_was_edited_meanwhile_is_not_at_the_gate_any_more(client: FlaskClient) -> None:
    world = a_world()
    challenge = submitted(world)
    type_into(challenge, world, {**FULL, "title": "Edited"})
    sign_in(client, world["organiser"])

    answer = client.post(path(challenge, world.call.slug, "publication"), data={"decision": "yes", "revision": 3})

    assert answer.status_code == 404


def test_the_organiser_returns_it_with_a_reason_that_reaches_caretaker_and_submitter(client: FlaskClient) -> None:
    world = a_world()
    caretaker = a_colleague(world)
    challenge = submitted(world, caretaker=caretaker.id)
    sign_in(client, world["organiser"])
    address, no = path(challenge, world.call.slug, "publication"), {"decision": "no", "revision": 2}

    silent = client.post(address, data={**no, "reason": " "})
    client.post(address, data={**no, "reason": "Say more about the data."})

    challenge = fetched(challenge)
    assert silent.status_code == 422
    assert (challenge.submitted_at, challenge.returned_at) == (None, SPRING)
    assert challenge.return_reason == "Say more about the data."
    people = sorted([world["officer"].id, caretaker.id])
    assert mails()[1:] == [("challenges.returned", person_id) for person_id in people]
    sign_in(client, world["officer"])
    assert "Say more about the data." in client.get(path(challenge, world.call.slug, "draft")).text


def test_an_incomplete_draft_does_not_leave_the_desk(client: FlaskClient) -> None:
    world = a_world()
    challenge = typed(world, {**FULL, "good_answer": ""})
    sign_in(client, world["officer"])
    address = path(challenge, world.call.slug, "submission")

    answer = client.post(address, data={"revision": 2})

    assert answer.status_code == 403
    assert "What does a good answer do?" in client.get(address).text
    assert fetched(challenge).submitted_at is None


def test_a_named_cosigner_signs_before_the_organiser_sees_it(client: FlaskClient) -> None:
    world = a_world()
    colleague = a_colleague(world)
    challenge = submitted(world, cosigner=colleague.id)
    sign_in(client, world["organiser"])
    unseen = client.get(path(challenge, world.call.slug, "publication"))
    sign_in(client, colleague)

    client.post(path(challenge, world.call.slug, "cosignature"), data={"decision": "yes", "revision": 2})

    sign_in(client, world["organiser"])
    page = client.get(path(challenge, world.call.slug, "publication"))
    assert (unseen.status_code, page.status_code) == (404, 200)
    assert "Colleague" in page.text
    assert mails() == [("challenges.cosign_asked", colleague.id), ("challenges.submitted", world["organiser"].id)]


def test_the_cosigner_sends_it_back_with_a_reason(client: FlaskClient) -> None:
    world = a_world()
    colleague = a_colleague(world)
    challenge = submitted(world, cosigner=colleague.id)
    sign_in(client, colleague)

    data = {"decision": "no", "revision": 2, "reason": "The figures are old."}
    client.post(path(challenge, world.call.slug, "cosignature"), data=data)

    challenge = fetched(challenge)
    assert (challenge.submitted_at, challenge.return_reason) == (None, "The figures are old.")


def test_nobody_signs_beside_themselves(session: scoped_session[Any]) -> None:
    world = a_world()
    challenge = fetched(typed(world, cosigner=world["officer"].id))

    with pytest.raises(Refused, match="cosigner-is-submitter"):
        gate.submit(challenge, revision_seen=2, by=officer(world), now=SPRING)


def test_another_colleague_cannot_sign_in_the_place_of_the_one_who_was_asked(session: scoped_session[Any]) -> None:
    world = a_world()
    challenge = submitted(world, cosigner=a_colleague(world).id)

    with pytest.raises(Refused, match="not-cosigner"):
        gate.cosign(fetched(challenge), revision_seen=2, by=actor(a_colleague(world)), now=SPRING)


def test_an_edit_after_the_signature_needs_a_new_one(session: scoped_session[Any]) -> None:
    world = a_world()
    colleague = a_colleague(world)
    challenge = submitted(world, cosigner=colleague.id)
    gate.cosign(fetched(challenge), revision_seen=2, by=actor(colleague), now=SPRING)

    type_into(challenge, world, {**FULL, "title": "Sneaky"}, cosigner=colleague.id)
    gate.submit(fetched(challenge), revision_seen=3, by=officer(world), now=SPRING)

    with pytest.raises(Refused, match="challenge-not-at-gate"):
        gate.publish(fetched(challenge), revision_seen=3, by=organiser(world), now=SPRING)


def test_only_organisers_publish_and_only_officers_submit(session: scoped_session[Any]) -> None:
    world = a_world()
    challenge = submitted(world)

    with pytest.raises(Refused, match="challenge-not-organiser"):
        gate.publish(fetched(challenge), revision_seen=2, by=officer(world), now=SPRING)


def test_who_is_officer_and_organiser_still_publishes_in_a_step_of_its_own(client: FlaskClient) -> None:
    world = a_world()
    make.an_officer(world.organisation, world["officer"])
    challenge = submitted(world)

    assert fetched(challenge).published_at is None
    gate.publish(fetched(challenge), revision_seen=2, by=officer(world), now=SPRING)
    assert fetched(challenge).published_at == SPRING


@pytest.mark.parametrize("act", ["submit", "publish"])
def test_the_texts_stand_from_the_deadline_on(session: scoped_session[Any], act: str) -> None:
    world = a_world()
    challenge = typed(world) if act == "submit" else submitted(world)
    before, at = world.call.closes_at - timedelta(seconds=1), world.call.closes_at
    by = officer(world) if act == "submit" else organiser(world)

    with pytest.raises(Refused, match="challenges-closed"):
        getattr(gate, act)(fetched(challenge), revision_seen=2, by=by, now=at)
    getattr(gate, act)(fetched(challenge), revision_seen=2, by=by, now=before)


def test_each_publication_is_a_version_and_the_page_shows_what_changed(client: FlaskClient) -> None:
    world = a_world()
    challenge = published(world)
    once = client.get(path(fetched(challenge), world.call.slug)).text

    type_into(challenge, world, {**FULL, "problem": "Buses are rare."})
    pass_gate(challenge, world)

    challenge = fetched(challenge)
    page = client.get(path(challenge, world.call.slug)).text
    change = client.get(path(challenge, world.call.slug, "versions/2")).text
    assert "Changed on" not in once
    assert "Changed on 1 March 2027" in page
    assert "Secret problem" in change
    assert "Buses are rare." in change
    assert "Secret data" not in change


def test_an_imported_text_is_kept_as_the_first_version_when_it_changes(session: scoped_session[Any]) -> None:
    world = a_world()
    colleague = a_colleague(world)
    type_into(world.challenge, world, {"title": "New title", "question": "How?"}, stand_in=colleague.id)
    pass_gate(world.challenge, world)

    texts = session.scalars(select(ChallengeVersion.texts).order_by(ChallengeVersion.number)).all()
    assert [text["en"]["description"] for text in texts] == ["About the challenge.", "About the challenge."]
    assert texts[1]["en"]["title"] == "New title"
    assert [text["shared"] for text in texts] == [{"themes": []}, {"themes": []}]  # who stands in is not in it


def test_every_step_is_one_line_in_the_history_of_the_call(session: scoped_session[Any]) -> None:
    world = a_world()
    published(world)

    statement = select(TrailLine.verb, TrailLine.facts).where(TrailLine.call_id == world.call.id)
    found = session.execute(statement.order_by(TrailLine.id)).all()
    assert [tuple(line) for line in found] == [("submit-challenge", {}), ("publish-challenge", {"number": 1})]


def test_what_no_team_answers_is_unpublished_and_keeps_its_address(client: FlaskClient) -> None:
    world = a_world()
    challenge = fetched(published(world))
    sign_in(client, world["officer"])
    answered = client.post(path(world.challenge, world.call.slug, "unpublishing"))

    client.post(path(challenge, world.call.slug, "unpublishing"))

    challenge = fetched(challenge)
    assert answered.status_code == 403
    assert (challenge.published_at, challenge.key, challenge.draft["en"]) == (None, "secret-title", FULL)
    assert client.get(path(challenge, world.call.slug)).status_code == 404


def test_after_the_deadline_the_municipality_says_why_no_answer_is_pursued_and_takes_it_back(
    client: FlaskClient,
) -> None:
    world = a_world()
    address = path(world.challenge, world.call.slug, "closing")
    with time_machine.travel(world.call.closes_at, tick=False):
        sign_in(client, world["officer"])

        silent = client.post(address, data={"closing": "not-pursued", "reason_de": "Kein Geld."})
        client.post(address, data={"closing": "not-pursued", "reason_en": "There is no money."})
        said = client.get(path(world.challenge, world.call.slug)).text
        client.post(path(world.challenge, world.call.slug, "reopening"))
        again = client.get(path(world.challenge, world.call.slug)).text

    assert silent.status_code == 422
    assert "Kein Geld." in silent.text
    assert "There is no money." in said
    assert "There is no money." not in again


@pytest.mark.parametrize("page", ["submission", "cosignature", "publication", "withdrawal", "unpublishing", "closing"])
def test_a_nasty_revision_or_decision_is_no_fault_of_ours(client: FlaskClient, page: str) -> None:
    world = a_world()
    challenge = submitted(world, cosigner=a_colleague(world).id) if page == "cosignature" else submitted(world)
    sign_in(client, world["organiser"] if page == "publication" else world["officer"])
    nasty = {"revision": "٣" * 50, "decision": "\x01", "reason": "a\x01b", "closing": "x" * 5000}

    answer = client.post(path(challenge, world.call.slug, page), data=nasty)

    assert answer.status_code in (302, 403, 404, 409, 422)
