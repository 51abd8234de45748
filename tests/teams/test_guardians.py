"""Whoever is younger than 18 joins with the consent of a guardian, which is dated and withdrawn as easily."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.accounts.models import Person
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.mail import Recipient
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.notifications.audiences import told_by
from challenge_hub.privacy import retention
from challenge_hub.privacy.actions import delete_account
from challenge_hub.teams import asking, consenting, joining, queries
from challenge_hub.teams.guardian_emails import MAILS
from challenge_hub.teams.guardian_rules import CONSENT_LASTS
from challenge_hub.teams.letters import word_for, word_for_guardian
from challenge_hub.teams.models import GuardianConsent, Team, TeamMember, TermsAcceptance
from challenge_hub.teams.taking_over import take_over
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor, sign_in
from tests.teams.making import conduct_of, terms_of

EVE = {"guardian_name": "Eve", "guardian_mail": "Eve@Example.org"}
MINOR = {"age": "minor", **EVE}
NIA = {"display_name": "Nia", "mail": "nia@example.org"}
EVES = Recipient("eve@example.org", "en")
OVER = SPRING + CONSENT_LASTS + timedelta(hours=1)


@pytest.fixture(autouse=True)
def spring() -> Iterator[None]:
    with time_machine.travel(SPRING, tick=False):
        yield


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    world = a_world(team_max=3)
    world.team.join_token, world.team.takes_requests = "the-link", True
    for role in ("stranger", "officer"):
        world[role].of_age = world[role].of_age_said_at = None
    session.commit()
    return world


@pytest.fixture
def room(world: World) -> str:
    return f"/en/calls/{world.call.slug}/teams/{world.team.key}"


def names(world: World) -> list[str]:
    db.session.expire_all()
    return sorted(line.name for line in queries.members_of(actor(world["lead"]), world.team.id))


def consent() -> GuardianConsent:
    db.session.expire_all()
    return db.session.scalars(select(GuardianConsent).order_by(GuardianConsent.id.desc())).first()  # type: ignore[return-value]


def mails() -> list[str]:
    return list(db.session.scalars(select(OutboxRow.kind).order_by(OutboxRow.id)))


def letter(app: Flask) -> str:
    with app.test_request_context():
        return f"/en/guardians/{word_for_guardian(consent().id)}"


def waits(client: FlaskClient, world: World, role: str = "stranger") -> None:
    """A minor stands at the door of the team."""
    sign_in(client, world[role])
    assert client.post("/en/join/the-link", data=MINOR).status_code == 302


def says_yes(app: Flask, client: FlaskClient, **more: str) -> Any:
    return client.application.test_client().post(letter(app), data={"decision": "consent", "consent": "y", **more})


def presses(app: Flask, client: FlaskClient, decision: str) -> Any:
    return client.application.test_client().post(letter(app), data={"decision": decision})


def test_the_question_is_asked_and_nothing_is_chosen_beforehand(client: FlaskClient, world: World) -> None:
    page = client.get("/en/join/the-link").text
    without = client.post("/en/join/the-link", data=NIA)
    nobody = client.post("/en/join/the-link", data={**NIA, "age": "minor"})

    assert 'value="minor"' in page
    assert re.search(r'name="age"[^>]* checked', page) is None
    assert (without.status_code, nobody.status_code) == (422, 422)
    assert "Enter the name of your guardian." in nobody.text
    assert names(world) == ["Lead", "Member"]


def test_who_is_of_age_joins_at_once_and_is_not_asked_again(client: FlaskClient, world: World, room: str) -> None:
    sign_in(client, world["stranger"])
    answer = client.post("/en/join/the-link", data={"age": "adult"})

    assert answer.headers["Location"] == room
    assert db.session.get_one(Person, world["stranger"].id).of_age is True
    assert 'name="age"' not in client.get(f"/en/calls/{world.call.slug}/teams/new").text


def test_a_newcomer_under_18_waits_until_the_guardian_consents(
    app: Flask, client: FlaskClient, world: World, room: str
) -> None:  # fmt: skip
    answer = client.post("/en/join/the-link", data={**NIA, **MINOR})
    waiting = client.get(f"{room}/guardian").text
    before, seen = names(world), client.application.test_client().get(letter(app)).text
    done = says_yes(app, client)

    assert answer.headers["Location"] == f"{room}/guardian"
    assert "We have written to your guardian" in waiting
    assert client.get(room).status_code == 200
    assert "May Nia take part?" in seen
    assert (before, done.status_code, names(world)) == (["Lead", "Member"], 302, ["Lead", "Member", "Nia"])
    assert consent().decided_at == SPRING
    assert mails() == ["accounts.confirm", "teams.guardian_asked", "teams.joined", "teams.guardian_receipt",
                       "teams.guardian_decided"]  # fmt: skip


def test_looking_at_the_letter_decides_nothing_and_consenting_needs_the_box(
    app: Flask, client: FlaskClient, world: World
) -> None:  # fmt: skip
    waits(client, world)
    page = client.get(letter(app))
    unticked = client.post(letter(app), data={"decision": "consent"})

    assert page.status_code == 200
    assert re.search(r'name="consent"[^>]* checked', page.text) is None
    assert unticked.status_code == 422
    assert consent().decided_at is None


def test_a_guardian_who_refuses_ends_it_and_the_person_may_ask_once_more(
    app: Flask, client: FlaskClient, world: World, room: str
) -> None:  # fmt: skip
    waits(client, world)
    presses(app, client, "refuse")
    told = client.get(f"{room}/guardian").text
    presses(app, client, "refuse")
    late = says_yes(app, client)
    client.post(f"{room}/guardian", data={"guardian_name": "Ed", "guardian_mail": "ed@example.org"})

    assert "Your guardian has not consented" in told
    assert late.status_code == 403
    assert (consent().guardian_name, consent().decided_at) == ("Ed", None)
    assert mails().count("teams.guardian_decided") == 1
    assert names(world) == ["Lead", "Member"]


def test_the_seat_is_kept_while_the_guardian_has_time_and_free_afterwards(
    app: Flask, client: FlaskClient, world: World, room: str
) -> None:  # fmt: skip
    waits(client, world)
    full = client.application.test_client().post("/en/join/the-link", data={**NIA, "age": "adult"})
    with time_machine.travel(OVER, tick=False):
        asking.end_unanswered(OVER)
        asking.end_unanswered(OVER)
        db.session.commit()
        late = says_yes(app, client)
        sign_in(client, world["stranger"])
        page = client.get(f"{room}/guardian").text
        free = client.application.test_client().post("/en/join/the-link", data={**NIA, "age": "adult"})

    assert (full.status_code, late.status_code, free.status_code) == (403, 403, 302)
    assert "Your guardian has not answered" in page
    assert mails().count("teams.guardian_decided") == 1


def test_a_consent_is_withdrawn_by_the_same_link_in_one_click(
    app: Flask, client: FlaskClient, world: World, room: str
) -> None:  # fmt: skip
    waits(client, world)
    says_yes(app, client)
    presses(app, client, "withdraw")
    again = presses(app, client, "withdraw")

    assert again.status_code == 302
    assert names(world) == ["Lead", "Member"]
    assert consent().ended_at == SPRING
    assert mails()[-2:] == ["teams.guardian_decided", "teams.seat_ended"]
    assert client.get(room).status_code == 404
    assert "withdrawn the consent" in client.get(f"{room}/guardian").text


def test_a_team_founded_by_somebody_under_18_begins_with_the_consent(
    app: Flask, client: FlaskClient, world: World
) -> None:  # fmt: skip
    terms_of(world.call)
    conduct_of(world.call)
    db.session.commit()
    sign_in(client, world["officer"])
    ticked = {"accepted": "y", "terms_version": "1", "conduct": "y", "conduct_version": "1"}
    typed = {"name": "Puddle", "organisation": "ourselves", **ticked, **MINOR}
    answer = client.post(f"/en/calls/{world.call.slug}/teams/new", data=typed)
    team = db.session.scalars(select(Team).where(Team.name == "Puddle")).one()
    before = client.get(f"/en/calls/{world.call.slug}/teams/{team.key}").status_code
    old = says_yes(app, client, terms_version="7", conduct_version="1")
    says_yes(app, client, terms_version="1", conduct_version="1")

    assert answer.headers["Location"].endswith(f"{team.key}/guardian")
    assert (before, old.status_code) == (404, 422)
    assert queries.role_of(world["officer"].id, team.id) == "lead"
    accepted = select(TermsAcceptance.accepted_at).where(TermsAcceptance.person_id == world["officer"].id)
    assert db.session.scalars(accepted).all() == [SPRING, SPRING]


def test_without_the_consent_such_a_team_is_over(app: Flask, client: FlaskClient, world: World) -> None:
    sign_in(client, world["officer"])
    typed = {"name": "Puddle", "organisation": "ourselves", **MINOR}
    client.post(f"/en/calls/{world.call.slug}/teams/new", data=typed)
    presses(app, client, "refuse")

    assert db.session.scalars(select(Team.dissolved_at).where(Team.name == "Puddle")).one() == SPRING


def test_a_letter_to_join_and_a_request_ask_as_well(app: Flask, client: FlaskClient, world: World, room: str) -> None:
    sign_in(client, world["stranger"])
    invited = joining.invite(
        world.team, str(world["stranger"].mail), language="en", by=actor(world["lead"]), now=SPRING
    )
    db.session.commit()
    with app.test_request_context():
        by_letter = f"/en/team-invitations/{word_for(invited.id)}"
    refused = client.post(by_letter).status_code
    client.post(by_letter, data=MINOR)
    sent = consent().sent_at

    assert (refused, sent) == (422, SPRING)
    world.call.team_max = None
    sign_in(client, world["officer"])
    client.post(f"{room}/requests/new", data={"message": "I draw maps.", **MINOR})
    assert consent().sent_at is None
    assert mails().count("teams.guardian_asked") == 1


def test_a_guardian_is_written_to_once_the_lead_has_accepted_and_forgotten_otherwise(
    app: Flask, client: FlaskClient, world: World, room: str
) -> None:  # fmt: skip
    for decision, kept in (("decline", 0), ("accept", 1)):
        sign_in(client, world["stranger"])
        client.post(f"{room}/requests/new", data={"message": "I draw maps.", **MINOR})
        number = consent().id
        sign_in(client, world["lead"])
        asked = db.session.scalars(select(joining.JoinRequest.id).order_by(joining.JoinRequest.id.desc())).first()
        client.post(f"{room}/requests/{asked}/decision", data={"decision": decision})
        db.session.expire_all()
        assert bool(db.session.get(GuardianConsent, number)) is bool(kept)

    assert mails().count("teams.guardian_asked") == 1
    assert names(world) == ["Lead", "Member"]
    says_yes(app, client)
    assert names(world) == ["Lead", "Member", "Stranger"]


def test_whoever_comes_of_age_takes_the_kept_seat_and_needs_no_consent(
    app: Flask, client: FlaskClient, world: World, room: str
) -> None:  # fmt: skip
    waits(client, world)
    said = client.get("/en/account").text
    client.post("/en/account/of-age")
    client.post("/en/account/of-age")

    assert "I am 18 or older now" in said
    assert names(world) == ["Lead", "Member", "Stranger"]
    assert says_yes(app, client).status_code == 403
    assert client.get(room).status_code == 200


def test_the_lead_sees_who_waits_and_may_keep_no_seat(client: FlaskClient, world: World, room: str) -> None:
    waits(client, world)
    ending = f"{room}/guardians/{consent().id}/end"
    sign_in(client, world["member"])
    by_member = client.post(ending).status_code
    sign_in(client, world["lead"])
    page = client.get(room).text
    by_lead = client.post(ending).status_code

    assert "consent of a guardian is missing" in page
    assert "eve@example.org" not in page
    assert (by_member, by_lead) == (403, 302)
    assert mails()[-1] == "teams.guardian_decided"


def test_organisers_see_how_many_and_since_when_and_no_address(app: Flask, client: FlaskClient, world: World) -> None:
    waits(client, world)
    sign_in(client, world["organiser"])
    address = f"/en/calls/{world.call.slug}/teams/all"
    before = client.get(address).text
    says_yes(app, client)
    after = client.get(address).text

    assert "1 is waited for" in before
    assert "1 is there, since" in after
    assert "eve@example.org" not in before + after


def test_a_lead_without_consent_is_followed_by_the_next_or_leaves_a_handed_in_solution_to_the_organisers(
    app: Flask, client: FlaskClient, world: World
) -> None:  # fmt: skip
    lead = world["lead"]
    lead.of_age, stays = False, GuardianConsent(team_id=world.team.id, person_id=lead.id, role="lead", language="en")
    stays.guardian_name, stays.guardian_mail, stays.asked_at, stays.sent_at = "Eve", "e@example.org", SPRING, SPRING
    stays.decided_at, stays.consents = SPRING, True
    db.session.add(stays)
    db.session.commit()
    presses(app, client, "withdraw")
    after = queries.role_of(world["member"].id, world.team.id)
    db.session.expire_all()
    world["member"].of_age, stays.person_id, stays.ended_at = False, world["member"].id, None
    db.session.commit()
    presses(app, client, "withdraw")
    line = db.session.scalars(select(TrailLine).where(TrailLine.verb == "leave-team-empty")).one()

    assert after == "lead"
    assert names(world) == []
    assert db.session.get_one(Team, world.team.id).dissolved_at is None
    assert [told.person_id for told in told_by(line)] == [world["organiser"].id]


def test_the_own_address_is_no_guardians_and_letters_are_few(client: FlaskClient, world: World) -> None:
    sign_in(client, world["stranger"])
    own = {**MINOR, "guardian_mail": str(world["stranger"].mail)}

    assert client.post("/en/join/the-link", data=own).status_code == 403
    assert db.session.scalars(select(GuardianConsent)).all() == []


def test_no_minor_takes_a_seat_by_an_act_alone(world: World) -> None:
    world["stranger"].of_age = False
    db.session.flush()
    for act in (joining.join, lambda team, **who: joining.ask(team, "Hello", **who)):
        with pytest.raises(Refused, match="guardian-needed"):
            act(world.team, by=actor(world["stranger"]), now=SPRING)
    assert db.session.query(TeamMember).filter_by(person_id=world["stranger"].id).count() == 0


def test_a_forged_word_and_one_of_another_purpose_open_nothing(app: Flask, client: FlaskClient, world: World) -> None:
    waits(client, world)
    with app.test_request_context():
        other = word_for(consent().id)

    assert {client.get(f"/en/guardians/{word}").status_code for word in (other, "made-up")} == {404}


def test_mails_speak_both_languages_and_repeat_nothing_of_who_is_not_confirmed(
    app: Flask, client: FlaskClient, world: World
) -> None:  # fmt: skip
    client.post("/en/join/the-link", data={**NIA, **MINOR})
    facts = {"consent_id": consent().id, "team_id": world.team.id, "left_id": world["member"].id}
    for language in ("en", "de"):
        with app.test_request_context(f"/{language}/"):
            first = MAILS["teams.guardian_asked"](facts, EVES)
            assert first is not None
            assert "Nia" not in str(first.context["name"])
            says = {kind: writer(facts, EVES) for kind, writer in MAILS.items()}
            assert {kind for kind, mail in says.items() if mail is None} == {
                "teams.guardian_receipt", "teams.guardian_decided"
            }  # fmt: skip
    says_yes(app, client)
    with app.test_request_context("/en/"):
        assert MAILS["teams.guardian_asked"](facts, EVES) is None
        assert MAILS["teams.guardian_receipt"](facts, EVES) is not None


def test_an_account_taken_over_brings_what_waits_along(client: FlaskClient, world: World) -> None:
    waits(client, world)
    heir = make.a_person()
    take_over(world["stranger"].id, heir.id)

    assert consent().person_id == heir.id
    assert consenting.documents_of(world.team, SPRING) == (None, None)


def test_whoever_deletes_the_account_waits_no_longer_and_their_team_is_over(
    app: Flask, client: FlaskClient, world: World
) -> None:  # fmt: skip
    sign_in(client, world["officer"])
    client.post(f"/en/calls/{world.call.slug}/teams/new", data={"name": "Puddle", "organisation": "ourselves", **MINOR})
    address = letter(app)
    delete_account(world["officer"], by=actor(world["officer"]), now=SPRING)
    db.session.commit()

    assert db.session.scalars(select(Team.dissolved_at).where(Team.name == "Puddle")).one() == SPRING
    assert db.session.scalars(select(GuardianConsent)).all() == []
    assert client.get(address).status_code == 404


def test_what_was_not_given_goes_after_the_days_of_invitations_and_a_consent_stays(
    app: Flask, client: FlaskClient, world: World
) -> None:  # fmt: skip
    waits(client, world)
    presses(app, client, "refuse")
    waits(client, world)
    says_yes(app, client)
    later = SPRING + timedelta(days=4000)
    retention.STEPS["invitations and requests"](app.extensions["settings"], later)

    assert [one.consents for one in db.session.scalars(select(GuardianConsent))] == [True]
