"""What lies in a draft or was returned is on no page for others; who asked is on none at all."""

from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from challenge_hub.challenges.actions import gate
from challenge_hub.challenges.models import Challenge
from tests import factories as make
from tests.cast import SPRING, World, a_world, sign_in
from tests.challenges.posed import (
    FULL,
    a_colleague,
    begun,
    fetched,
    organiser,
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


def returned(world: World) -> Challenge:
    challenge = fetched(submitted(world))
    gate.return_challenge(challenge, "Secret reason", revision_seen=2, by=organiser(world), now=SPRING)
    return challenge


@pytest.mark.parametrize("make_it", [begun, typed, submitted, returned])
@pytest.mark.parametrize("role", ["visitor", "stranger", "lead", "juror", "operator"])
def test_what_is_not_published_is_on_no_public_page(client: FlaskClient, make_it: Any, role: str) -> None:
    world = a_world()
    theme = make.a_theme(world.call, key="mobility")
    challenge = make_it(world) if make_it in (begun, returned) else make_it(world, themes=[theme.key])
    key, call = fetched(challenge).key, f"/en/calls/{world.call.slug}"
    public = [
        "/en/", "/en/challenges", "/en/challenges?q=secret", "/en/challenges?theme=mobility",
        f"/en/challenges?call={world.call.slug}", call, f"{call}/questions", "/en/organisations",
        f"/en/organisations/{world.municipality.slug}", "/en/solutions",
    ]  # fmt: skip
    if role != "visitor":
        sign_in(client, world[role])

    pages = {address: client.get(address).text for address in public}

    assert [address for address, page in pages.items() if "Secret" in page or key in page] == []
    assert "1 challenge<" in pages[call]
    assert "1 challenge<" in pages["/en/challenges"]
    assert "Nothing found" in pages["/en/challenges?q=secret"]
    assert "Nothing found" in pages["/en/challenges?theme=mobility"]
    assert client.get(f"{call}/challenges/{key}").status_code == 404


def test_a_change_under_way_is_not_in_public_and_not_found_by_the_search(client: FlaskClient) -> None:
    world = a_world()
    challenge = published(world)
    type_into(challenge, world, {**FULL, "problem": "Hidden change"})

    page = client.get(path(fetched(challenge), world.call.slug)).text

    assert "Secret problem" in page
    assert "Hidden change" not in page
    assert "Nothing found" in client.get("/en/challenges?q=hidden").text


def test_the_caretaker_is_named_in_public_only_where_the_form_says_so(client: FlaskClient) -> None:
    world = a_world()
    silent = published(world, word="1" * 8)
    named = published(world, word="2" * 8, show_caretaker=True)
    world.municipality.contact_mail = "town@example.org"
    name = world["officer"].display_name

    pages = [client.get(path(fetched(challenge), world.call.slug)).text for challenge in (silent, named)]

    assert [name in page for page in pages] == [False, True]
    assert ["town@example.org" in page for page in pages] == [True, True]


def test_what_was_returned_reaches_nobody_outside_the_house(client: FlaskClient) -> None:
    world = a_world()
    challenge = returned(world)
    sign_in(client, world["organiser"])

    page = client.get(path(challenge, world.call.slug, "publication"))

    assert page.status_code == 404
    assert "Secret" not in client.get("/en/me").text


def test_earlier_versions_name_none_of_the_people(client: FlaskClient) -> None:
    world = a_world()
    colleague = a_colleague(world)
    challenge = published(world)
    type_into(challenge, world, {**FULL, "title": "B"}, caretaker=colleague.id)
    challenge = fetched(challenge)
    gate.submit(challenge, revision_seen=challenge.revision, by=organiser_as_officer(world), now=SPRING)
    gate.publish(challenge, revision_seen=challenge.revision, by=organiser(world), now=SPRING)

    page = client.get(path(fetched(challenge), world.call.slug, "versions/2")).text

    assert "Colleague" not in page


def organiser_as_officer(world: World) -> Any:
    make.an_officer(world.municipality, world["organiser"])
    return organiser(world)
