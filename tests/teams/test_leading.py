"""Who leads, who goes, and how a team ends."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.teams import actions, leading, queries, waiting
from challenge_hub.teams.models import LeadRequest, TeamMember, TermsAcceptance
from challenge_hub.teams.taking_over import take_over
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in
from tests.teams.making import READ, a_team, terms_of


@pytest.fixture(autouse=True)
def spring() -> Iterator[None]:
    with time_machine.travel(SPRING, tick=False):
        yield


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    world = a_world()
    make.a_member(world.team.id, make.a_person(display_name="Ben"))
    session.commit()
    return world


@pytest.fixture
def room(world: World) -> str:
    return f"/en/calls/{world.call.slug}/teams/{world.team.key}"


def people(world: World) -> list[tuple[str, str]]:
    return [(line.name, str(line.role)) for line in queries.members_of(actor(world["lead"]), world.team.id)]


def ben(world: World) -> Any:
    lines = queries.members_of(actor(world["lead"]), world.team.id)
    return next(line for line in lines if line.name == "Ben")


def mails() -> list[tuple[str, int | None]]:
    rows = db.session.scalars(select(OutboxRow).order_by(OutboxRow.id))
    return [(row.kind, row.person_id) for row in rows]


def ask_twice(world: World, wanted: int) -> None:
    for person in (world["member"], db.session.get_one(type(world["member"]), ben(world).person_id)):
        leading.ask_for_lead(world.team, wanted, by=actor(person), now=SPRING)
    db.session.commit()


def test_the_lead_passes_on_and_stays_as_a_member(client: FlaskClient, world: World, room: str) -> None:
    sign_in(client, world["lead"])

    client.post(f"{room}/lead", data={"person": str(world["member"].id)})

    assert people(world)[0] == ("Member", "lead")
    assert ("Lead", "member") in people(world)
    assert mails() == [("teams.lead_passed", world["member"].id)]


def test_an_unconfirmed_member_is_not_offered_and_not_made_lead(client: FlaskClient, world: World, room: str) -> None:
    nia = make.a_person(mail=None, display_name="Nia")
    make.a_member(world.team.id, nia)
    sign_in(client, world["lead"])

    assert client.post(f"{room}/lead", data={"person": str(nia.id)}).status_code == 422
    with pytest.raises(Refused, match="new-lead-not-confirmed"):
        leading.pass_lead(world.team, nia.id, by=actor(world["lead"]), now=SPRING)


def test_the_organiser_hands_over_when_two_members_name_the_same(client: FlaskClient, world: World) -> None:
    wanted = ben(world).person_id
    ask_twice(world, wanted)
    sign_in(client, world["organiser"])
    form = {"team": world.team.key, "wanted": str(wanted)}

    assert "Hand over to Ben" in client.get(f"/en/calls/{world.call.slug}/lead-requests").text
    client.post(f"/en/calls/{world.call.slug}/lead-requests", data=form)

    assert people(world)[0] == ("Ben", "lead")
    assert [kind for kind, _ in mails()] == ["teams.lead_request"] * 2 + ["teams.lead_passed"] * 2
    assert waiting.lead_wishes(world.call.id) == []


@pytest.mark.parametrize("doubt", ["one voice", "two names", "left", "unconfirmed"])
def test_less_than_two_confirmed_voices_for_one_person_are_not_enough(world: World, doubt: str) -> None:
    wanted = ben(world).person_id
    ask_twice(world, wanted)
    member = world["member"]
    voice = db.session.scalars(select(LeadRequest).where(LeadRequest.asked_by == member.id)).one()
    seat = db.session.scalars(select(TeamMember).where(TeamMember.person_id == member.id)).one()
    if doubt == "one voice":
        db.session.delete(voice)
    elif doubt == "two names":
        voice.wanted_lead = member.id
    elif doubt == "left":
        seat.left_at = SPRING
    else:
        member.mail = member.confirmed_at = None
    db.session.flush()

    with pytest.raises(Refused, match="two-must-ask"):
        leading.hand_over(world.team, wanted, by=actor(world["organiser"]), now=SPRING)


def test_one_member_asking_twice_is_one_voice(world: World) -> None:
    for _ in range(2):
        leading.ask_for_lead(world.team, ben(world).person_id, by=actor(world["member"]), now=SPRING)

    assert [wish.voices for wish in waiting.lead_wishes(world.call.id)] == [1]


def test_a_request_for_another_lead_is_withdrawn(client: FlaskClient, world: World, room: str) -> None:
    sign_in(client, world["member"])
    client.post(f"{room}/lead-request", data={"person": str(ben(world).person_id)})

    client.post(f"{room}/lead-request/withdrawal")

    assert waiting.lead_wishes(world.call.id) == []


def test_who_leaves_sees_the_team_no_more_and_the_seat_is_remembered(
    client: FlaskClient, world: World, room: str
) -> None:
    sign_in(client, world["member"])

    client.post(f"{room}/departure")

    assert client.get(room).status_code == 404
    assert people(world) == [("Lead", "lead"), ("Ben", "member")]
    assert db.session.scalars(select(TeamMember).where(TeamMember.left_at.is_not(None))).one().left_at == SPRING


def test_a_removed_member_is_told(client: FlaskClient, world: World, room: str) -> None:
    line = ben(world)
    sign_in(client, world["lead"])

    page = client.get(f"{room}/members/{line.id}/removal")
    client.post(f"{room}/members/{line.id}/removal")

    assert "Take Ben out of the team?" in page.text
    assert people(world) == [("Lead", "lead"), ("Member", "member")]
    assert mails() == [("teams.removed", line.person_id)]


def test_members_change_until_the_deadline_only(world: World) -> None:
    with pytest.raises(Refused, match="call-has-closed"):
        actions.leave(world.team, by=actor(world["member"]), now=world.call.closes_at)


def test_a_team_with_a_solution_is_not_dissolved_before_it_is_withdrawn(
    client: FlaskClient, world: World, room: str
) -> None:
    sign_in(client, world["lead"])

    refused = client.post(f"{room}/dissolution")
    world.solution.withdrawn_at = SPRING
    db.session.commit()
    client.post(f"{room}/dissolution")

    assert refused.status_code == 403
    assert client.get(room).status_code == 404
    assert {kind for kind, _ in mails()} == {"teams.dissolved"}
    assert len(mails()) == 2


def test_new_terms_are_a_task_of_the_lead_until_accepted(client: FlaskClient, world: World, room: str) -> None:
    terms_of(world.call, 1)
    actions.accept_terms(world.team, READ, by=actor(world["lead"]), now=SPRING)
    assert queries.standing_of(world.team.id, SPRING).terms_accepted
    terms_of(world.call, 2)
    sign_in(client, world["lead"])
    sentence = "Accept the terms in force for the team"

    before, page = client.get("/en/me").text, client.get(f"{room}/terms").text
    client.post(f"{room}/terms", data={"accepted": "y", "terms_version": "2"})

    assert sentence in before
    assert "Your team accepted version 1. Version 2 has been in force" in page
    assert sentence not in client.get("/en/me").text
    assert queries.standing_of(world.team.id, SPRING).terms_accepted
    assert len(db.session.scalars(select(TermsAcceptance)).all()) == 2


def test_terms_of_tomorrow_are_not_in_force_today(world: World) -> None:
    terms_of(world.call, 1, published_at=SPRING + timedelta(days=1))

    assert queries.standing_of(world.team.id, SPRING).terms_accepted
    assert not queries.standing_of(world.team.id, SPRING + timedelta(days=1)).terms_accepted


def test_an_account_taken_over_gives_its_seats_acceptances_and_voices(world: World) -> None:
    terms_of(world.call, 1)
    old, new = make.a_person(mail=None), make.a_person(display_name="Nia")
    team = a_team(world.call, actor(old), agreement=READ)
    other = a_team(world.call, actor(old), agreement=READ, name="Both")
    make.a_member(other.id, new)

    take_over(old.id, new.id)

    for each in (team, other):
        lines = queries.members_of(actor(new), each.id)
        assert [(line.name, str(line.role)) for line in lines] == [("Nia", "lead")]
        assert queries.standing_of(each.id, SPRING).terms_accepted
    assert {a.person_id for a in db.session.scalars(select(TermsAcceptance))} == {new.id}


def test_of_two_seats_in_one_team_the_older_stays(world: World) -> None:
    old, new = make.a_person(mail=None), make.a_person()
    young = make.a_member(world.team.id, new)
    elder = make.a_member(world.team.id, old)
    elder.joined_at = SPRING - timedelta(days=3)
    young.joined_at, young.left_at = SPRING, SPRING
    db.session.flush()

    take_over(old.id, new.id)

    seats = db.session.scalars(select(TeamMember).where(TeamMember.person_id.in_([old.id, new.id]))).all()
    assert [(seat.id, seat.person_id, seat.left_at) for seat in seats] == [(elder.id, new.id, None)]
