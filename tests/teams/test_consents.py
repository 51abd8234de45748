"""Being named in public: asked by itself, not ticked beforehand, dated, and withdrawn in one click."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import VISITOR
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db
from challenge_hub.solutions.shown import versions_and_names
from challenge_hub.teams import actions, agreeing
from challenge_hub.teams.consent_rules import TEXT_VERSIONS, ConsentPurpose, may_consent
from challenge_hub.teams.consent_words import TEXTS
from challenge_hub.teams.consents import named_in_public
from challenge_hub.teams.models import Consent, TeamMember
from challenge_hub.teams.taking_over import take_over
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in

TICKED = {"consent": "y", "version": "1"}
NAMED = ConsentPurpose.NAMED_IN_PUBLIC


@pytest.fixture(autouse=True)
def spring() -> Iterator[None]:
    with time_machine.travel(SPRING, tick=False):
        yield


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    world = a_world(solutions_public_at=SPRING - timedelta(hours=1))
    world["member"].display_name = "Adalmina"
    session.commit()
    return world


@pytest.fixture
def page(world: World) -> str:
    return f"/en/calls/{world.call.slug}/teams/{world.team.key}/naming"


def names(world: World) -> list[str]:
    return sorted(db.session.scalars(named_in_public(world.team.id)))


def say_yes(world: World, role: str = "member") -> None:
    by = actor(world[role])
    agreeing.consent(world.team, NAMED, version_read=1, language="en", by=by, now=SPRING)
    db.session.commit()


def verbs() -> list[str]:
    found = select(TrailLine.verb).where(TrailLine.verb.contains("consent")).order_by(TrailLine.id)
    return list(db.session.scalars(found))


def test_every_text_there_is_can_be_read_in_every_version() -> None:
    assert set(TEXTS) == {(purpose, number + 1) for purpose, last in TEXT_VERSIONS.items() for number in range(last)}


def test_only_members_of_age_consent_to_what_was_shown() -> None:
    fine = {"is_member": True, "of_age": True, "version_read": 1, "version": 1}

    assert may_consent(**fine)  # type: ignore[arg-type]
    assert may_consent(**{**fine, "of_age": None})  # type: ignore[arg-type]
    assert may_consent(**{**fine, "of_age": False}).reason == "not-of-age"  # type: ignore[arg-type]
    assert may_consent(**{**fine, "is_member": False}).reason == "not-in-team"  # type: ignore[arg-type]
    assert may_consent(**{**fine, "version_read": 2}).reason == "consent-text-has-changed"  # type: ignore[arg-type]


def test_the_box_is_empty_and_without_it_nothing_is_consented_to(client: FlaskClient, world: World, page: str) -> None:
    sign_in(client, world["member"])
    shown = client.get(page).text
    without = client.post(page, data={"version": "1"})
    old = client.post(page, data={"consent": "y", "version": "7"})

    assert re.search(r'name="consent"[^>]* checked', shown) is None
    assert (without.status_code, old.status_code) == (422, 422)
    assert names(world) == []


def test_who_consents_is_named_on_the_public_page_and_gone_at_once_when_they_withdraw(
    client: FlaskClient, world: World, page: str
) -> None:  # fmt: skip
    public, visitor = f"/en/calls/{world.call.slug}/solutions/{world.solution.key}", client.application.test_client()
    before = visitor.get(public).text
    sign_in(client, world["member"])
    client.post(page, data=TICKED)
    client.post(page, data=TICKED)
    there, said = visitor.get(public).text, client.get(page).text
    client.post(page, data={"decision": "withdraw"})
    client.post(page, data={"decision": "withdraw"})
    after = visitor.get(public).text

    assert ["Adalmina" in text for text in (before, there, after)] == [False, True, False]
    assert "You have consented" in said
    assert verbs() == ["consent", "withdraw-consent"]
    assert [(one.version, one.given_at, one.withdrawn_at) for one in db.session.scalars(select(Consent))] == [
        (1, SPRING, SPRING)
    ]


def test_my_data_lists_what_i_consented_to_and_withdraws_it_in_one_click(client: FlaskClient, world: World) -> None:
    sign_in(client, world["member"])
    nothing = client.get("/en/account/data").text
    say_yes(world)
    number = db.session.scalars(select(Consent.id)).one()
    listed = client.get("/en/account/data").text
    sign_in(client, world["lead"])
    foreign = client.post(f"/en/account/consents/{number}/withdrawal").status_code
    sign_in(client, world["member"])
    done = client.post(f"/en/account/consents/{number}/withdrawal")
    later = client.get("/en/account/data").text

    assert "What I consented to" in nothing
    assert "Withdraw my consent" not in nothing + later
    assert "Withdraw my consent" in listed
    assert "Withdrawn on" in later
    assert (foreign, done.headers["Location"]) == (404, "/en/account/data#consents")
    assert names(world) == []


def test_a_consent_ends_with_the_seat_and_who_comes_back_is_asked_anew(
    client: FlaskClient, world: World, page: str
) -> None:  # fmt: skip
    say_yes(world)
    actions.leave(world.team, by=actor(world["member"]), now=SPRING)
    db.session.commit()
    left = names(world)
    seat = db.session.query(TeamMember).filter_by(team_id=world.team.id, person_id=world["member"].id).one()
    seat.left_at, seat.joined_at = None, SPRING + timedelta(days=1)
    db.session.commit()
    back = names(world)
    with time_machine.travel(SPRING + timedelta(days=2), tick=False):
        sign_in(client, world["member"])
        asked = client.get(page).text
        client.post(page, data=TICKED)

    assert (left, back, names(world)) == ([], [], ["Adalmina"])
    assert "Nothing depends on it" in asked


def test_nobody_is_named_while_names_are_hidden_or_the_team_is_or_who_is_under_18(world: World) -> None:
    say_yes(world)
    say_yes(world, "lead")
    assert names(world) == ["Adalmina", "Lead"]
    world["lead"].of_age = False
    db.session.commit()
    assert names(world) == ["Adalmina"]
    world.round.is_anonymous = True
    db.session.commit()
    assert names(world) == []
    world.round.is_anonymous, world.team.hidden_at = False, SPRING
    db.session.commit()
    assert names(world) == []


def test_the_new_account_keeps_what_stands_for_both(world: World) -> None:
    say_yes(world)
    heir = make.a_person(display_name="Heir")
    make.a_member(world.team.id, heir)
    take_over(world["member"].id, heir.id)
    db.session.commit()

    assert db.session.scalars(select(Consent.person_id)).all() == [heir.id]


def test_the_page_names_by_name_whoever_consented_beside_all_versions(world: World) -> None:
    assert versions_and_names(VISITOR, world.solution)[1] == []
    for role in ("member", "lead"):
        say_yes(world, role)
    world["lead"].display_name = "zoë"
    db.session.flush()

    versions, named = versions_and_names(VISITOR, world.solution)

    assert [version.number for version in versions] == [1]
    assert named == ["Adalmina", "zoë"]
