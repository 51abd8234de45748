"""The pages of teams: what stands there, for whom, and with how many statements."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask, render_template
from flask.testing import FlaskClient
from sqlalchemy.orm import scoped_session

from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.mail import Recipient
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.teams import actions, joining, leading, queries
from challenge_hub.teams.emails import MAILS
from challenge_hub.teams.guardian_emails import MAILS as OF_GUARDIANS
from challenge_hub.teams.models import JoinRequest, TeamInvitation
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in
from tests.teams.making import terms_of


@pytest.fixture(autouse=True)
def spring() -> Iterator[None]:
    with time_machine.travel(SPRING, tick=False):
        yield


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    world = a_world()
    session.commit()
    return world


def room(world: World) -> str:
    return f"/en/calls/{world.call.slug}/teams/{world.team.key}"


def test_officers_of_a_public_administration_are_shown_as_such(client: FlaskClient, world: World) -> None:
    for kind, name in (("county", "Example county"), ("company", "Example works")):
        make.an_officer(make.an_organisation(kind=kind, name=name), world["member"])
    make.an_officer(make.an_organisation(name="Unproved town", confirmed_at=None), world["member"])
    sign_in(client, world["lead"])

    page = client.get(room(world)).text

    assert "officer of Example county" in page
    assert ("Example works" in page, "Unproved town" in page) == (False, False)


def test_members_without_a_confirmed_address_are_marked(client: FlaskClient, world: World) -> None:
    make.a_member(world.team.id, make.a_person(mail=None, display_name="Nia"))
    sign_in(client, world["lead"])

    assert client.get(room(world)).text.count("address not confirmed") == 1


def test_a_stranger_finds_no_page_of_a_team(client: FlaskClient, world: World) -> None:
    sign_in(client, world["stranger"])
    ends = ("", "/settings", "/terms", "/departure", "/dissolution", "/link", "/invitations", "/requests", "/lead")

    assert {client.get(room(world) + end).status_code for end in ends} == {404}


def test_the_settings_keep_what_was_typed_and_change_what_is_shown(client: FlaskClient, world: World) -> None:
    sign_in(client, world["lead"])
    form = {"name": "New name", "organisation": "ourselves", "takes_requests": "y", "looking_for": "a designer"}

    wrong = client.post(f"{room(world)}/settings", data={**form, "name": ""})
    client.post(f"{room(world)}/settings", data=form)
    db.session.expire_all()

    assert (wrong.status_code, "a designer" in wrong.text) == (422, True)
    assert (world.team.name, world.team.looking_for, world.team.takes_requests) == ("New name", "a designer", True)


def test_organisers_see_all_teams_and_who_has_handed_in(client: FlaskClient, world: World) -> None:
    idle = make.a_solution(world.challenge)
    idle.newest = 0
    sign_in(client, world["organiser"])

    page = client.get(f"/en/calls/{world.call.slug}/teams/all").text

    assert (page.count("<td>yes</td>"), page.count("<td>no</td>")) == (1, 1)


def test_what_waits_is_among_the_tasks(client: FlaskClient, world: World) -> None:
    terms_of(world.call)
    mail = str(world["lead"].mail)
    other = make.a_solution(world.challenge).team_id
    by = {"invited_by": world["member"].id, "invited_at": SPRING, "language": "en"}
    asked = {"person_id": world["stranger"].id, "asked_at": SPRING}
    db.session.add_all([TeamInvitation(team_id=other, mail=mail, **by), JoinRequest(team_id=world.team.id, **asked)])
    sign_in(client, world["lead"])

    page = client.get("/en/me").text

    assert "Accept the terms in force for the team" in page
    assert "1 person would like to join the team" in page
    assert "You are invited to the team" in page


def many_of(world: World, many: int) -> None:
    """So many members, requests, letters, voices and teams more."""
    terms_of(world.call)
    for n in range(many):
        member, asker = make.a_person(), make.a_person()
        make.a_member(world.team.id, member)
        make.an_officer(make.an_organisation(), member)
        team = make.a_solution(world.challenge).team_id
        make.a_member(team, world["lead"], role="lead")
        make.a_member(team, member)
        by = {"invited_by": member.id, "invited_at": SPRING, "language": "en"}
        db.session.add(TeamInvitation(team_id=world.team.id, mail=f"{n}@example.org", **by))
        db.session.add(TeamInvitation(team_id=team, mail=world["lead"].mail, **by))
        db.session.add(JoinRequest(team_id=world.team.id, person_id=asker.id, asked_at=SPRING))
        leading.ask_for_lead(world.team, world["member"].id, by=actor(member), now=SPRING)
    world.team.takes_requests, world.team.founded_at = True, SPRING
    db.session.commit()


PAGES = {
    "lead": ["{room}", "{room}/settings", "{room}/invitations", "{room}/requests", "{room}/lead", "{room}/link", "/me"],
    "member": ["{room}/lead-request", "{room}/terms", "{room}/departure"],
    "organiser": ["{call}/teams/all", "{call}/lead-requests", "/me"],
    "stranger": ["{call}/teams", "{call}/teams/new", "{room}/requests/new"],
}


@pytest.mark.parametrize(("role", "page"), [(role, page) for role, pages in PAGES.items() for page in pages])
def test_a_page_asks_as_little_for_three_rows_as_for_one(
    client: FlaskClient, session: scoped_session[Any], seen: list[str], role: str, page: str
) -> None:
    counts = []
    for many in (1, 3):
        world = a_world()
        many_of(world, many)
        call = f"/calls/{world.call.slug}"
        address = "/en" + page.format(call=call, room=f"{call}/teams/{world.team.key}")
        sign_in(client, world[role])
        db.session.remove()
        seen.clear()
        assert client.get(address).status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1]
    assert counts[0] <= (11 if page == "/me" else 10)


def test_every_mail_says_its_sentence_in_both_languages(app: Flask, world: World) -> None:
    lead, member = actor(world["lead"]), actor(world["member"])
    world.team.takes_requests = True
    db.session.flush()
    joining.join(world.team, by=actor(world["juror"]), now=SPRING)
    joining.invite(world.team, "nia@example.org", language="en", by=member, now=SPRING)
    joining.ask(world.team, "I draw <maps>.", by=actor(world["stranger"]), now=SPRING)
    leading.ask_for_lead(world.team, world["member"].id, by=member, now=SPRING)
    rows = [(row.kind, row.facts) for row in db.session.query(OutboxRow)]
    rows += [(kind, {"team_id": world.team.id}) for kind in ("teams.removed", "teams.dissolved")]
    rows += [("teams.lead_passed", {"team_id": world.team.id, "lead_id": world["member"].id})]
    request = db.session.query(JoinRequest).one()

    for language in ("en", "de"):
        with app.test_request_context(f"/{language}/"):
            texts = {kind: _text(kind, facts) for kind, facts in rows}
        assert all("http://localhost:8000/" in text for text in texts.values())
        assert set(texts) == set(MAILS) - set(OF_GUARDIANS) - {"teams.decided"}
    joining.decide(world.team, request, accept=False, by=lead, now=SPRING)
    with app.test_request_context("/en/"):
        assert "declined your request" in _text("teams.decided", {"request_id": request.id})


def _text(kind: str, facts: Any) -> str:
    mail = MAILS[kind](facts, Recipient("a@example.org", "en"))
    assert mail is not None
    return mail.subject + render_template(mail.template, **mail.context)


def test_a_mail_about_what_is_over_is_not_sent(app: Flask, world: World) -> None:
    invitation = joining.invite(world.team, "nia@example.org", language="en", by=actor(world["lead"]), now=SPRING)
    joining.withdraw_invitation(world.team, invitation, by=actor(world["lead"]), now=SPRING)
    actions.dissolve(world.team, has_solution=False, by=actor(world["lead"]), now=SPRING)
    to = Recipient("nia@example.org", "en")

    with app.test_request_context("/en/"):
        assert MAILS["teams.invitation"]({"invitation_id": invitation.id}, to) is None
        assert MAILS["teams.lead_passed"]({"team_id": world.team.id, "lead_id": world["lead"].id}, to) is None


def test_who_is_in_a_team_of_the_call_is_known_to_other_rooms(world: World) -> None:
    assert queries.is_in_team(actor(world["member"]), world.call.id)
    assert not queries.is_in_team(actor(world["stranger"]), world.call.id)
    assert [link.key for link in queries.teams_of(actor(world["member"]), SPRING)] == [world.team.key]
    assert queries.team_of(actor(world["member"]), world.call.slug, world.team.key).id == world.team.id
