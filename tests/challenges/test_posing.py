"""The guided form: it saves itself, loses nothing, and nothing of it is public."""

from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.audit.models import TrailLine
from challenge_hub.challenges.models import Challenge
from tests import factories as make
from tests.cast import SPRING, a_world, sign_in
from tests.challenges.posed import FULL, a_colleague, begun, fetched, form_of, path, submitted, type_into, typed

AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture(autouse=True)
def _in_spring() -> Any:
    with time_machine.travel(SPRING, tick=False):
        yield


def test_an_officer_begins_a_challenge_and_comes_to_the_form(client: FlaskClient, session: scoped_session[Any]) -> None:
    world = a_world()
    sign_in(client, world["officer"])

    address = f"/en/calls/{world.call.slug}/new-challenge"
    answer = client.post(address, data={"organisation": world.municipality.id})

    challenge = session.scalars(select(Challenge).where(Challenge.key.startswith("draft-"))).one()
    assert answer.headers["Location"] == path(challenge, world.call.slug, "draft")
    assert len(challenge.key) == len("draft-") + 8
    assert client.get(answer.headers["Location"]).status_code == 200


def test_nobody_begins_a_challenge_for_an_organisation_of_others(client: FlaskClient) -> None:
    world = a_world()
    sign_in(client, world["officer"])

    answer = client.post(f"/en/calls/{world.call.slug}/new-challenge", data={"organisation": world.organisation.id})

    assert answer.status_code == 422
    assert "Please choose an organisation." in answer.text


def test_an_organisation_that_is_not_confirmed_poses_nothing(client: FlaskClient) -> None:
    world = a_world()
    world.municipality.confirmed_at = None
    sign_in(client, world["officer"])

    page = client.get(f"/en/calls/{world.call.slug}/new-challenge")

    assert "You act for no confirmed organisation" in page.text


def test_somebody_whose_address_is_not_confirmed_acts_for_no_organisation(client: FlaskClient) -> None:
    world = a_world()
    newcomer = make.a_person(mail=None)
    make.an_officer(world.municipality, newcomer)
    sign_in(client, newcomer)

    assert client.get(path(world.challenge, world.call.slug, "draft")).status_code == 404


def test_only_its_organisers_pose_in_a_call_that_is_a_draft(client: FlaskClient) -> None:
    world = a_world(published_at=None)
    address = f"/en/calls/{world.call.slug}/new-challenge"
    sign_in(client, world["officer"])

    shut_out = client.get(address)
    sign_in(client, world["organiser"])

    assert (shut_out.status_code, client.get(address).status_code) == (404, 200)


@pytest.mark.parametrize("seconds", [-1, 0])
def test_a_challenge_begins_until_the_moment_of_the_deadline(client: FlaskClient, seconds: int) -> None:
    world = a_world()
    sign_in(client, world["officer"])
    at = world.call.closes_at.timestamp() + seconds

    with time_machine.travel(at, tick=False):
        sign_in(client, world["officer"])
        data = {"organisation": world.municipality.id}
        answer = client.post(f"/en/calls/{world.call.slug}/new-challenge", data=data)

    assert answer.status_code == (302 if seconds < 0 else 403)


def test_the_form_saves_itself_and_says_when(client: FlaskClient) -> None:
    world = a_world()
    challenge = begun(world)
    sign_in(client, world["officer"])

    saved = client.post(path(challenge, world.call.slug, "draft"), data=form_of(world, 1), headers=AUTOSAVE)
    again = client.post(path(challenge, world.call.slug, "draft"), data=form_of(world, 2, title="B"), headers=AUTOSAVE)

    assert saved.json == {"revision": 2, "sentence": "Draft saved at 13:00"}
    assert again.json["revision"] == 3
    assert fetched(challenge).draft["en"] == {**FULL, "title": "B"}


def test_without_scripts_the_button_saves_the_same(client: FlaskClient) -> None:
    world = a_world()
    challenge = begun(world)
    sign_in(client, world["officer"])

    answer = client.post(path(challenge, world.call.slug, "draft"), data=form_of(world, 1, go="en"))

    assert answer.headers["Location"] == path(challenge, world.call.slug, "draft?in=en")
    page = client.get(answer.headers["Location"]).text
    assert all(text in page for text in FULL.values())


def test_the_button_leads_on_to_the_other_language_or_to_the_submission(client: FlaskClient) -> None:
    world = a_world()
    challenge = begun(world)
    sign_in(client, world["officer"])
    address = path(challenge, world.call.slug, "draft")

    german = client.post(address, data=form_of(world, 1, go="de"))
    through = client.post(address, data=form_of(world, 2, go="submit"))

    assert german.headers["Location"].endswith("/draft?in=de")
    assert through.headers["Location"].endswith("/submission")


def test_each_language_is_typed_alone(client: FlaskClient) -> None:
    world = a_world()
    challenge = typed(world)
    sign_in(client, world["officer"])

    german = {"title": "Nachtbus", "revision": 2, "caretaker": world["officer"].id}
    client.post(path(challenge, world.call.slug, "draft?in=de"), data=german)

    draft = fetched(challenge).draft
    assert (draft["de"], draft["en"]) == ({"title": "Nachtbus"}, FULL)


def test_an_older_form_overwrites_nothing_and_shows_the_newer_text_beside_what_was_typed(client: FlaskClient) -> None:
    world = a_world()
    challenge = typed(world)
    sign_in(client, world["officer"])

    answer = client.post(path(challenge, world.call.slug, "draft"), data=form_of(world, 1, title="Mine"))

    assert answer.status_code == 409
    assert 'value="Mine"' in answer.text
    assert "Newer text, saved by somebody else:" in answer.text
    assert "Secret title" in answer.text
    assert '<input type="hidden" name="revision" value="2">' in answer.text
    assert fetched(challenge).draft["en"]["title"] == "Secret title"


def test_the_script_is_told_that_somebody_else_was_faster(client: FlaskClient) -> None:
    world = a_world()
    challenge = typed(world)
    sign_in(client, world["officer"])

    answer = client.post(path(challenge, world.call.slug, "draft"), data=form_of(world, 1), headers=AUTOSAVE)

    assert answer.status_code == 409
    assert "Somebody else has saved a newer text" in answer.json["sentence"]


def test_saving_what_stands_there_already_changes_nothing(client: FlaskClient) -> None:
    world = a_world()
    challenge = submitted(world)
    sign_in(client, world["officer"])

    client.post(path(challenge, world.call.slug, "draft"), data=form_of(world, 2))

    challenge = fetched(challenge)
    assert (challenge.revision, challenge.submitted_at) == (2, SPRING)


def test_an_edit_after_submitting_takes_submission_and_signature_back(client: FlaskClient) -> None:
    world = a_world()
    challenge = submitted(world, cosigner=a_colleague(world).id)
    challenge.cosigned_at = SPRING
    sign_in(client, world["officer"])
    warned = client.get(path(challenge, world.call.slug, "draft")).text

    client.post(path(challenge, world.call.slug, "draft"), data=form_of(world, 2, title="Other"))

    challenge = fetched(challenge)
    assert "This text is submitted" in warned
    assert (challenge.submitted_at, challenge.cosigned_at, challenge.cosigner_id) == (None, None, None)


def test_the_form_says_what_is_missing_and_links_to_it(client: FlaskClient) -> None:
    world = a_world()
    challenge = typed(world, {**FULL, "problem": "", "follow_up": ""})
    sign_in(client, world["officer"])

    page = client.get(path(challenge, world.call.slug, "draft")).text

    assert "2 things are missing before you can submit." in page
    assert '<li><a href="#field-problem">What is the problem?</a></li>' in page
    assert '<li><a href="#field-follow_up">What happens to a good answer?</a></li>' in page


@pytest.mark.parametrize(
    "wrong", [{"title": "x" * 161}, {"problem": "x" * 4001}, {"title": "a\nb"}, {"data": "a\x01b"}, {"money": "a\x9bb"}]
)
def test_what_cannot_be_kept_comes_back_with_a_word_at_its_field(client: FlaskClient, wrong: dict[str, str]) -> None:
    world = a_world()
    challenge = typed(world)
    sign_in(client, world["officer"])
    address, data = path(challenge, world.call.slug, "draft"), form_of(world, 2, **{"existing": "Kept", **wrong})

    answer, told = client.post(address, data=data), client.post(address, data=data, headers=AUTOSAVE)

    (name,) = wrong
    assert (answer.status_code, told.status_code) == (422, 422)
    assert f'href="#field-{name}"' in answer.text
    assert "Kept" in answer.text
    assert fetched(challenge).revision == 2


def test_people_and_themes_that_are_not_offered_are_not_kept(client: FlaskClient) -> None:
    world = a_world()
    theme, other = make.a_theme(world.call), make.a_theme(make.a_call())
    challenge = begun(world)
    sign_in(client, world["officer"])
    nasty = {"themes": [theme.key, other.key, "<b>"], "stand_in": world["stranger"].id, "cosigner": "9" * 40}

    client.post(path(challenge, world.call.slug, "draft"), data=form_of(world, 1, **nasty))

    chosen = fetched(challenge).draft["shared"]
    assert (chosen["themes"], chosen["stand_in"], chosen["cosigner"]) == ([theme.key], None, None)


def test_what_is_typed_is_harmless_on_every_page(client: FlaskClient) -> None:
    world = a_world()
    nasty = {part: f"<script>alert('{part}')</script>" for part in FULL}
    challenge = typed(world, nasty)
    sign_in(client, world["officer"])

    pages = [client.get(path(challenge, world.call.slug, page)).text for page in ("draft", "submission", "state")]

    assert [page.count("<script>alert") for page in pages] == [0, 0, 0]


@pytest.mark.parametrize("wanted", ["", "?in=fr", "?in=%01", "?in=de&in=en"])
def test_an_odd_language_gives_the_form_all_the_same(client: FlaskClient, wanted: str) -> None:
    world = a_world()
    challenge = begun(world)
    sign_in(client, world["officer"])

    assert client.get(path(challenge, world.call.slug, "draft") + wanted).status_code == 200


def test_typing_leaves_one_line_in_the_trail_when_it_takes_a_submission_back(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world = a_world()
    challenge = submitted(world)

    type_into(challenge, world, {**FULL, "title": "A"})
    type_into(challenge, world, {**FULL, "title": "B"})

    verbs = session.scalars(select(TrailLine.verb).order_by(TrailLine.id)).all()
    assert verbs == ["start-challenge", "submit-challenge", "edit-challenge"]


def test_a_draft_is_withdrawn_after_a_question(client: FlaskClient, session: scoped_session[Any]) -> None:
    world = a_world()
    challenge = typed(world)
    sign_in(client, world["officer"])
    address = path(challenge, world.call.slug, "withdrawal")

    asked = client.get(address).text
    done = client.post(address)

    assert "This cannot be undone." in asked
    assert done.headers["Location"] == "/en/me"
    assert session.scalars(select(Challenge)).all() == [world.challenge]


def test_pages_of_a_challenge_ask_as_little_for_three_rows_as_for_one(client: FlaskClient, seen: list[str]) -> None:
    counts = []
    for many in (1, 3):
        world = a_world()
        for _ in range(many):
            make.a_theme(world.call)
            a_colleague(world)
        challenge = [make.a_challenge(world.call, organisation=world.municipality) for _ in range(many)][-1]
        sign_in(client, world["officer"])
        for page in ("draft", "submission", "state", "cosignature"):
            seen.clear()
            assert client.get(path(challenge, world.call.slug, page)).status_code == 200
            counts.append(len(seen))

    assert counts[:4] == counts[4:]
    assert max(counts) <= 10
