"""What somebody has sent to other people's addresses: so many a day, and for as long as it is theirs to send."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Actor, Refused
from challenge_hub.accounts.letters import MINUTE, TO_OFFICES, TO_TEAMS, count_letter
from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.infrastructure.throttle import Attempt
from challenge_hub.operating import actions as operating
from challenge_hub.organisations.actions import invitations, seats
from challenge_hub.organisations.models import Organisation, OrganisationMember
from challenge_hub.organisations.rules import Seat
from challenge_hub.teams import actions as teams
from challenge_hub.teams import joining
from challenge_hub.teams.letters import word_for
from challenge_hub.teams.models import TeamMember
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in


@pytest.fixture(autouse=True)
def spring() -> Iterator[None]:
    with time_machine.travel(SPRING, tick=False):
        yield


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    world = a_world(team_max=9)
    world.team.join_token, world.team.takes_requests = "the-link", True
    session.commit()
    return world


def tired(by: Actor, pace: Any = TO_TEAMS) -> None:
    for _ in range(pace.free):
        count_letter(pace, by=by, now=SPRING)


def seat_of(town: Organisation, person: Person) -> OrganisationMember:
    return db.session.query(OrganisationMember).filter_by(organisation_id=town.id, person_id=person.id).one()


def member_of(world: World, role: str) -> TeamMember:
    return db.session.query(TeamMember).filter_by(team_id=world.team.id, person_id=world[role].id).one()


def invited(town: Organisation, by: Person, mail: str = "ada@example.org") -> Any:
    return invitations.invite(town, mail, seat=Seat.OFFICER, language="en", by=actor(by), now=SPRING)


def opens(app: Flask, page: FlaskClient, address: str) -> bool:
    """Whether a newcomer with the link is offered a seat."""
    return 'name="display_name"' in page.get(address).get_data(as_text=True)


@pytest.mark.parametrize("pace", [TO_TEAMS, TO_OFFICES], ids=lambda pace: pace.name)
def test_so_many_letters_are_free_and_then_one_at_a_time(session: scoped_session[Any], pace: Any) -> None:
    ada, grace = actor(make.a_person()), actor(make.a_person())
    tired(ada, pace)

    with pytest.raises(Refused, match="too-many-letters"):
        count_letter(pace, by=ada, now=SPRING)
    count_letter(pace, by=grace, now=SPRING)
    count_letter(pace, by=ada, now=SPRING + MINUTE)
    with pytest.raises(Refused, match="too-many-letters"):
        count_letter(pace, by=ada, now=SPRING + MINUTE)
    count_letter(pace, by=ada, now=SPRING + timedelta(days=2))


def test_taking_a_letter_back_makes_no_room_for_another(world: World) -> None:
    lead, mail = actor(world["lead"]), "ada@example.org"
    for _ in range(TO_TEAMS.free):
        letter = joining.invite(world.team, mail, language="en", by=lead, now=SPRING)
        joining.withdraw_invitation(world.team, letter, by=lead, now=SPRING)
    with pytest.raises(Refused, match="too-many-letters"):
        joining.invite(world.team, mail, language="en", by=lead, now=SPRING)


def test_asking_to_join_again_and_again_writes_to_the_lead_only_so_often(world: World) -> None:
    asker = actor(make.a_person())
    for _ in range(TO_TEAMS.free):
        joining.ask(world.team, "Please", by=asker, now=SPRING)
        joining.withdraw_request(world.team, by=asker, now=SPRING)
    with pytest.raises(Refused, match="too-many-letters"):
        joining.ask(world.team, "Please", by=asker, now=SPRING)


def test_a_refused_letter_is_told_in_a_sentence_and_sends_nothing(app: Flask, world: World) -> None:
    tired(actor(world["lead"]))
    client = app.test_client()
    sign_in(client, world["lead"])

    answer = client.post(
        f"/en/calls/{world.call.slug}/teams/{world.team.key}/invitations",
        data={"mail": "ada@example.org", "language": "en"},
    )

    assert answer.status_code == 422
    assert "very many mails" in answer.get_data(as_text=True)
    assert "ada@example.org" not in {row.mail for row in db.session.query(OutboxRow)}


def test_who_is_counted_is_stored_as_a_hash_alone(world: World) -> None:
    count_letter(TO_TEAMS, by=actor(world["lead"]), now=SPRING)
    (row,) = db.session.query(Attempt).all()
    assert len(row.key) == 64


@pytest.mark.parametrize("how", ["leaves", "is removed", "becomes an officer", "is disabled"])
def test_invitations_of_an_owner_end_with_the_right_to_invite(app: Flask, world: World, how: str) -> None:
    town, other, newcomer = make.an_organisation(name="Ulm"), make.a_person(), make.a_person(mail="ada@example.org")
    owner = make.a_person()
    for one in (owner, other):
        make.an_officer(town, one, seat="owner")
    dead, alive = invited(town, owner), invited(town, other, "grace@example.org")

    seat, by = seat_of(town, owner), actor(other)
    if how == "leaves":
        seats.leave(seat, by=actor(owner), now=SPRING)
    elif how == "is removed":
        seats.remove(seat, by=by, now=SPRING)
    elif how == "becomes an officer":
        seats.change_seat(seat, seat=Seat.OFFICER, by=by, now=SPRING)
    else:
        operating.disable(owner, reason="Taken over", by=actor(world["operator"]), now=SPRING)

    assert (dead.withdrawn_at, alive.withdrawn_at) == (SPRING, None)
    with pytest.raises(Refused, match="invitation-over"):
        invitations.accept(dead, by=actor(newcomer), now=SPRING)
    assert invited(town, other).withdrawn_at is None


def test_an_invitation_sent_again_is_of_who_sent_it_again(world: World) -> None:
    town, owner, other = make.an_organisation(name="Ulm"), make.a_person(), make.a_person()
    for one in (owner, other):
        make.an_officer(town, one, seat="owner")
    invitation = invited(town, owner)
    invitations.resend(invitation, by=actor(other), now=SPRING + timedelta(days=3))
    seats.remove(seat_of(town, owner), by=actor(other), now=SPRING + timedelta(days=3))
    assert invitation.withdrawn_at is None


@pytest.mark.parametrize("how", ["leaves", "is removed", "is disabled"])
def test_letters_of_a_member_end_with_their_seat(app: Flask, world: World, how: str) -> None:
    member, lead = world["member"], actor(world["lead"])
    letters = {
        who: joining.invite(world.team, f"{who}@example.org", language="en", by=actor(world[who]), now=SPRING)
        for who in ("member", "lead")
    }
    with app.test_request_context():
        pages = {who: f"/en/team-invitations/{word_for(letter.id)}" for who, letter in letters.items()}
    if how == "leaves":
        teams.leave(world.team, by=actor(member), now=SPRING)
    elif how == "is removed":
        teams.remove(world.team, member_of(world, "member"), by=lead, now=SPRING)
    else:
        operating.disable(member, reason="Taken over", by=actor(world["operator"]), now=SPRING)
    db.session.commit()

    assert not opens(app, app.test_client(), pages["member"])
    assert opens(app, app.test_client(), pages["lead"])


def test_the_link_a_removed_member_knows_opens_nothing(app: Flask, world: World) -> None:
    teams.remove(world.team, member_of(world, "member"), by=actor(world["lead"]), now=SPRING)
    db.session.commit()
    client = app.test_client()
    sign_in(client, world["member"])

    assert world.team.join_token not in {None, "the-link"}
    assert client.get("/en/join/the-link").status_code == 404
