"""Requests to act for an organisation are answered, by owners and by the operator."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.organisations import inside, queries
from challenge_hub.organisations.actions import founding, requests
from challenge_hub.organisations.models import Organisation, OrganisationRequest
from challenge_hub.organisations.rules import Particulars, Seat
from tests import factories as make
from tests.cast import SPRING, actor
from tests.organisations.conftest import SignIn

SENDEN = Particulars("municipality", "Senden", state="Bayern", official_key="09775152")


def the_request(organisation: Organisation) -> OrganisationRequest:
    return db.session.scalars(select(OrganisationRequest).filter_by(organisation_id=organisation.id)).one()


def mails() -> list[tuple[str, int | None]]:
    rows = db.session.scalars(select(OutboxRow).order_by(OutboxRow.id))
    return [(row.kind.removeprefix("organisations."), row.person_id) for row in rows]


def test_the_operators_yes_confirms_the_organisation_and_seats_its_first_owner(signed_in: SignIn) -> None:
    ada, operator = make.a_person(display_name="Ada"), make.a_person(is_operator=True)
    town = founding.ask_for(SENDEN, "I work there.", by=actor(ada), now=SPRING)
    client = signed_in(operator)

    listed = client.get("/en/organisations/waiting").text
    address = f"/en/organisations/waiting/{the_request(town).id}"
    read = client.get(address).text
    client.post(address, data={"answer": "owner"})
    db.session.expire_all()

    assert "Senden (Bayern)" in listed
    assert str(ada.mail) in read
    assert town.confirmed_at is not None
    assert queries.seat_in(actor(ada), town.id) is Seat.OWNER
    assert mails() == [("waiting", operator.id), ("accepted", ada.id)]
    assert client.get(address).status_code == 404


def test_a_no_needs_a_reason_that_the_asker_reads(signed_in: SignIn) -> None:
    ada, operator = make.a_person(), make.a_person(is_operator=True)
    town = founding.ask_for(SENDEN, "I work there.", by=actor(ada), now=SPRING)
    address = f"/en/organisations/waiting/{the_request(town).id}"
    client = signed_in(operator)

    silent = client.post(address, data={"answer": "decline"})
    client.post(address, data={"answer": "decline", "reason": "We could not reach the town hall."})
    db.session.expire_all()

    assert silent.status_code == 422
    assert 'href="#field-reason"' in silent.text
    assert (town.confirmed_at, the_request(town).accepted) == (None, False)
    assert the_request(town).reason == "We could not reach the town hall."
    assert mails()[-1] == ("declined", ada.id)


def test_the_operator_confirms_a_company_that_has_its_owner(signed_in: SignIn) -> None:
    ada, operator = make.a_person(), make.a_person(is_operator=True)
    company = founding.found(Particulars("company", "Example GmbH"), by=actor(ada), now=SPRING)

    signed_in(operator).post(f"/en/organisations/waiting/{the_request(company).id}", data={"answer": "owner"})
    db.session.expire_all()

    assert company.confirmed_at is not None
    assert [seat.seat for seat in queries.organisations_of(actor(ada))] == ["owner"]
    assert mails()[-1] == ("confirmed", ada.id)


def test_after_a_no_the_owner_of_a_company_may_ask_once_more(signed_in: SignIn) -> None:
    ada, operator = make.a_person(), make.a_person(is_operator=True)
    company = founding.found(Particulars("company", "Example GmbH"), by=actor(ada), now=SPRING)
    requests.decline(the_request(company), "Please add a website.", by=actor(operator), now=SPRING)
    client = signed_in(ada)

    page = client.get("/en/organisations/example-gmbh/request").text
    client.post("/en/organisations/example-gmbh/request", data={"message": "It is there now."})

    assert "You have a seat here already." in page
    assert [found.message for found in inside.all_waiting_requests().items] == ["It is there now."]
    assert inside.open_requests(company.id) == []


@pytest.mark.parametrize("seat", ["officer", "owner"])
def test_an_owner_gives_the_seat_that_is_asked_for(signed_in: SignIn, seat: str) -> None:
    town, ada, owner = make.an_organisation(), make.a_person(), make.a_person()
    make.an_officer(town, owner, seat="owner")
    request = founding.ask(town, "I work there.", by=actor(ada), now=SPRING)
    client = signed_in(owner)

    page = client.get(f"/en/organisations/{town.slug}/people").text
    client.post(f"/en/organisations/{town.slug}/requests/{request.id}", data={"answer": seat})

    assert str(ada.mail) in page
    assert queries.seat_in(actor(ada), town.id) == seat
    assert mails() == [("request", owner.id), ("accepted", ada.id)]


def test_a_request_is_answered_once(session: scoped_session[Any]) -> None:
    town, owner = make.an_organisation(), make.a_person()
    make.an_officer(town, owner, seat="owner")
    request = founding.ask(town, "I work there.", by=actor(make.a_person()), now=SPRING)
    requests.accept(request, seat=Seat.OFFICER, by=actor(owner), now=SPRING)

    with pytest.raises(Refused, match="already-decided"):
        requests.decline(request, "No.", by=actor(owner), now=SPRING)


def test_where_an_owner_sits_the_operator_does_not_decide(session: scoped_session[Any]) -> None:
    town, operator = make.an_organisation(), make.a_person(is_operator=True)
    make.an_officer(town, make.a_person(), seat="owner")
    request = founding.ask(town, "I work there.", by=actor(make.a_person()), now=SPRING)

    assert inside.waiting_for(actor(operator))[0] == 0
    with pytest.raises(Refused, match="not-yours-to-decide"):
        requests.accept(request, seat=Seat.OFFICER, by=actor(operator), now=SPRING)


def test_an_officer_neither_sees_nor_answers_requests(signed_in: SignIn) -> None:
    town, officer = make.an_organisation(), make.a_person()
    make.an_officer(town, make.a_person(), seat="owner")
    make.an_officer(town, officer)
    ada = make.a_person(display_name="Ada of the town hall")
    request = founding.ask(town, "I work there.", by=actor(ada), now=SPRING)
    client = signed_in(officer)

    assert "Ada of the town hall" not in client.get(f"/en/organisations/{town.slug}/people").text
    assert client.get(f"/en/organisations/{town.slug}/requests/{request.id}").status_code == 404
    with pytest.raises(Refused, match="not-yours-to-decide"):
        requests.accept(request, seat=Seat.OWNER, by=actor(officer), now=SPRING)


def test_an_owner_of_another_organisation_does_not_reach_the_request(signed_in: SignIn) -> None:
    town, other, owner = make.an_organisation(), make.an_organisation(), make.a_person()
    make.an_officer(town, make.a_person(), seat="owner")
    make.an_officer(other, owner, seat="owner")
    request = founding.ask(town, "I work there.", by=actor(make.a_person()), now=SPRING)
    client = signed_in(owner)

    assert client.get(f"/en/organisations/{town.slug}/requests/{request.id}").status_code == 404
    assert client.get(f"/en/organisations/{other.slug}/requests/{request.id}").status_code == 404


def test_each_answer_leaves_its_line_in_the_trail(session: scoped_session[Any]) -> None:
    ada, operator = make.a_person(), make.a_person(is_operator=True)
    town = founding.ask_for(SENDEN, "I work there.", by=actor(ada), now=SPRING)
    requests.accept(the_request(town), seat=Seat.OWNER, by=actor(operator), now=SPRING)

    lines = session.scalars(select(TrailLine).order_by(TrailLine.id)).all()

    assert [(line.verb, line.organisation_id, line.facts) for line in lines] == [
        ("ask-to-act", town.id, {}),
        ("confirm-organisation", town.id, {}),
        ("accept-request", town.id, {"person": ada.id}),
    ]
