"""The code of conduct: each person accepts it in a box of its own, and anew when it changes."""

import re
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.infrastructure.db import db
from challenge_hub.teams import actions
from challenge_hub.teams.actions import Agreement
from challenge_hub.teams.models import TeamMember, TermsAcceptance
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in
from tests.teams.making import conduct_of, terms_of

TICKED = {"conduct": "y", "conduct_version": "1"}


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    world = a_world()
    world.team.join_token = "a-link-that-opens-the-team"
    conduct_of(world.call)
    db.session.commit()
    return world


@pytest.fixture
def client(app: Flask, world: World) -> Any:
    with time_machine.travel(SPRING, tick=False):
        yield app.test_client()


def accepted_by(person: Any) -> list[tuple[int, str]]:
    found = select(TermsAcceptance).where(TermsAcceptance.person_id == person.id).order_by(TermsAcceptance.id)
    return [(one.terms_id, one.sha256[:1]) for one in db.session.scalars(found)]


def test_joining_needs_the_box_which_is_not_ticked_beforehand(client: FlaskClient, world: World) -> None:
    stranger, address = world["stranger"], "/en/join/a-link-that-opens-the-team"
    sign_in(client, stranger)
    page = client.get(address).text
    without = client.post(address, data={"conduct_version": "1"})
    with_it = client.post(address, data=TICKED)

    assert "Be kind, version 1." in page
    assert re.search(r'name="conduct"[^>]* checked', page) is None
    assert (without.status_code, with_it.status_code) == (422, 302)
    assert [found[1] for found in accepted_by(stranger)] == ["1"]


def test_founding_asks_for_terms_and_conduct_in_two_boxes(client: FlaskClient, world: World) -> None:
    terms_of(world.call)
    db.session.commit()
    stranger, address = world["stranger"], f"/en/calls/{world.call.slug}/teams/new"
    sign_in(client, stranger)
    both = {"name": "Pothole", "organisation": "ourselves", "accepted": "y", "terms_version": "1", **TICKED}
    refused = [client.post(address, data={**both, box: ""}).status_code for box in ("accepted", "conduct")]
    made = client.post(address, data=both)

    assert refused == [422, 422]
    assert made.status_code == 302
    assert len(accepted_by(stranger)) == 2


def test_a_version_read_before_that_is_no_more_in_force_is_not_accepted(client: FlaskClient, world: World) -> None:
    conduct_of(world.call, 2)
    db.session.commit()
    sign_in(client, world["stranger"])
    answer = client.post("/en/join/a-link-that-opens-the-team", data=TICKED)

    assert answer.status_code == 422
    assert "Be kind, version 2." in answer.text
    with pytest.raises(Refused, match="conduct-has-changed"):
        actions.accept_conduct(world.team, Agreement(1, "en"), by=actor(world["member"]), now=SPRING)


def test_a_member_is_asked_on_their_own_page_and_again_when_it_changes(client: FlaskClient, world: World) -> None:
    address = f"/en/calls/{world.call.slug}/teams/{world.team.key}/conduct"
    sign_in(client, world["member"])
    asked = "Read and accept the code of conduct" in client.get("/en/me").text
    client.post(address, data=TICKED)
    done = "Read and accept the code of conduct" in client.get("/en/me").text
    again = client.post(address, data=TICKED)
    conduct_of(world.call, 2)
    db.session.commit()
    anew = "Read and accept the code of conduct" in client.get("/en/me").text

    assert (asked, done, anew) == (True, False, True)
    assert again.status_code == 302
    assert len(accepted_by(world["member"])) == 1


def test_what_one_accepts_counts_for_nobody_else_and_not_as_the_terms(client: FlaskClient, world: World) -> None:
    terms_of(world.call)
    db.session.commit()
    sign_in(client, world["lead"])
    client.post(f"/en/calls/{world.call.slug}/teams/{world.team.key}/conduct", data=TICKED)

    assert "Accept the terms in force" in client.get("/en/me").text
    sign_in(client, world["member"])
    assert "Read and accept the code of conduct" in client.get("/en/me").text


def test_where_there_is_none_nothing_is_asked(client: FlaskClient, world: World) -> None:
    other = a_world()
    other.team.join_token = "another-link"
    db.session.commit()
    sign_in(client, world["stranger"])

    assert client.post("/en/join/another-link").status_code == 302
    assert client.get(f"/en/calls/{other.call.slug}/conduct").status_code == 404
    assert db.session.scalars(select(TeamMember.team_id).where(TeamMember.person_id == world["stranger"].id)).all() == [
        other.team.id
    ]


def test_everybody_reads_each_version(client: FlaskClient, world: World) -> None:
    conduct_of(world.call, 2)
    db.session.commit()
    call = f"/en/calls/{world.call.slug}"

    assert f"{call}/conduct" in client.get(call).text
    assert "Be kind, version 2." in client.get(f"{call}/conduct").text
    assert "Be kind, version 1." in client.get(f"{call}/conduct?version=1").text


def test_somebody_outside_accepts_nothing(world: World) -> None:
    with pytest.raises(Refused, match="not-in-team"):
        actions.accept_conduct(world.team, Agreement(1, "en"), by=actor(make.a_person()), now=SPRING)
