"""Founding a team, with and without an account."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from challenge_hub.accounts.models import Person
from challenge_hub.audit.models import TrailLine
from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db
from challenge_hub.teams.models import Team, TeamMember, TermsAcceptance
from tests import factories as make
from tests.cast import SPRING, sign_in
from tests.teams.making import as_before, terms_of, word_at

NEWCOMER = {"name": "Pothole", "organisation": "ourselves", "display_name": "Nia", "mail": "Nia@Example.org"}
NEWCOMER["age"] = "adult"


@pytest.fixture(autouse=True)
def spring() -> Iterator[None]:
    with time_machine.travel(SPRING, tick=False):
        yield


@pytest.fixture
def call(session: scoped_session[Any]) -> Call:
    call = make.a_call()
    session.commit()
    return call


def new(call: Call) -> str:
    return f"/en/calls/{call.slug}/teams/new"


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_somebody_with_an_account_founds_a_team_and_leads_it(client: FlaskClient, call: Call) -> None:
    ada = make.a_person()
    sign_in(client, ada)

    answer = client.post(new(call), data={"name": "Pothole", "organisation": "ourselves"})

    seat = db.session.scalars(select(TeamMember)).one()
    assert answer.headers["Location"] == f"/en/calls/{call.slug}/teams/pothole"
    assert (seat.person_id, seat.role) == (ada.id, "lead")
    assert [line.verb for line in db.session.scalars(select(TrailLine))] == ["found-team"]


def test_a_visitor_founds_in_the_same_form_and_is_signed_in(client: FlaskClient, call: Call) -> None:
    answer = client.post(new(call), data=NEWCOMER)

    page = client.get(answer.headers["Location"])
    nia = db.session.scalars(select(Person).where(Person.display_name == "Nia")).one()
    assert (nia.mail, nia.claimed_mail) == (None, "nia@example.org")
    assert page.status_code == 200
    assert "Confirm your e-mail address" in page.text


def test_a_known_address_founds_as_an_unknown_one_does(client: FlaskClient, call: Call) -> None:
    make.a_person(mail="nia@example.org")
    db.session.commit()

    known = client.post(new(call), data=NEWCOMER)
    other = client.application.test_client()
    unknown = other.post(new(call), data={**NEWCOMER, "mail": "nobody@example.org"})

    assert (known.status_code, unknown.status_code) == (302, 302)
    assert [p.mail for p in db.session.scalars(select(Person).where(Person.display_name == "Nia"))] == [None, None]


def test_the_same_form_sent_twice_founds_one_team_and_signs_in_both_times(client: FlaskClient, call: Call) -> None:
    form = {**NEWCOMER, "entry": word_at(client, new(call))}
    again = as_before(client)

    first, second = client.post(new(call), data=form), again.post(new(call), data=form)

    assert first.headers["Location"] == second.headers["Location"]
    assert "Set-Cookie" in second.headers
    assert (count(Team), count(Person)) == (1, 1)


def test_the_word_of_a_form_means_nothing_in_another_browser(client: FlaskClient, call: Call) -> None:
    form = {**NEWCOMER, "entry": word_at(client, new(call))}
    stranger = client.application.test_client()

    addresses = [visitor.post(new(call), data=form).headers["Location"] for visitor in (client, stranger)]

    assert addresses == [f"/en/calls/{call.slug}/teams/pothole", f"/en/calls/{call.slug}/teams/pothole-2"]
    assert (count(Team), count(Person)) == (2, 2)


def test_a_word_somebody_made_up_is_no_word(client: FlaskClient, call: Call) -> None:
    browsers = [client, client.application.test_client()]

    addresses = {each.post(new(call), data={**NEWCOMER, "entry": "made-up"}).headers["Location"] for each in browsers}

    assert len(addresses) == 2


def test_a_double_click_of_somebody_signed_in_founds_one_team(client: FlaskClient, call: Call) -> None:
    sign_in(client, make.a_person())
    form = {"name": "Pothole", "organisation": "ourselves", "entry": word_at(client, new(call))}

    addresses = {client.post(new(call), data=form).headers["Location"] for _ in range(2)}

    assert addresses == {f"/en/calls/{call.slug}/teams/pothole"}
    assert count(Team) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Enter a name for the team."),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"name": "a\x07b"}, "invisible control characters"),
        ({"mail": "nobody"}, "name@example.org"),
        ({"display_name": ""}, "Enter the name the others shall see."),
        ({"password": "short"}, "Please use at least 12 characters"),
        ({"display_name": "Ni\u202ea"}, "invisible control characters"),
        ({"organisation": "77"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    client: FlaskClient, call: Call, wrong: dict[str, str], sentence: str
) -> None:
    answer = client.post(new(call), data={**NEWCOMER, **wrong})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Nia" in answer.text or "display_name" in wrong
    assert count(Team) == 0


@pytest.mark.parametrize("password", ["short", "Passwort1234", "nia@example.org", "x" * 1001])
def test_a_newcomer_cannot_choose_a_password_that_registering_refuses(
    client: FlaskClient, call: Call, password: str
) -> None:
    typed = {**NEWCOMER, "password": password}

    founding = client.post(new(call), data=typed)
    registering = client.post("/en/register", data=typed)

    assert (founding.status_code, registering.status_code) == (422, 422)
    assert 'href="#field-password"' in founding.text
    assert 'href="#field-password"' in registering.text
    assert (count(Team), count(Person)) == (0, 0)


def test_the_terms_are_accepted_with_version_hash_person_time_and_language(client: FlaskClient, call: Call) -> None:
    terms_of(call, 1)
    newest = terms_of(call, 2)
    terms_of(call, 3, published_at=None)
    ada = make.a_person()
    sign_in(client, ada)

    client.post(
        new(call).replace("/en/", "/de/"),
        data={"name": "Pothole", "organisation": "ourselves", "accepted": "y", "terms_version": "2"},
    )

    accepted = db.session.scalars(select(TermsAcceptance)).one()
    assert (accepted.terms_id, accepted.sha256, accepted.person_id) == (newest.id, "2" * 64, ada.id)
    assert (accepted.accepted_at, accepted.language) == (SPRING, "de")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"terms_version": "2"}, "Without the terms nobody takes part."),
        ({"terms_version": "1", "accepted": "y"}, "The terms have changed in the meantime."),
    ],
)
def test_without_the_terms_in_force_nobody_founds(
    client: FlaskClient, call: Call, typed: dict[str, str], sentence: str
) -> None:
    terms_of(call, 2)
    db.session.commit()

    answer = client.post(new(call), data={**NEWCOMER, **typed})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert count(Team) == 0


def test_a_team_acts_for_an_organisation_its_founder_sits_in(client: FlaskClient, call: Call) -> None:
    ada, own, foreign = make.a_person(), make.an_organisation(kind="company"), make.an_organisation(kind="company")
    make.an_officer(own, ada)
    sign_in(client, ada)

    refused = client.post(new(call), data={"name": "Pothole", "organisation": str(foreign.id)})
    client.post(new(call), data={"name": "Pothole", "organisation": str(own.id)})

    assert refused.status_code == 422
    assert db.session.scalars(select(Team)).one().organisation_id == own.id


def test_only_kinds_that_the_call_takes_are_offered(client: FlaskClient, call: Call) -> None:
    ada, company = make.a_person(), make.an_organisation(kind="company", name="Example works")
    make.an_officer(company, ada)
    make.an_officer(make.an_organisation(kind="university", name="Example university"), ada)
    call.eligible_kinds = ["company"]
    sign_in(client, ada)

    page = client.get(new(call)).text

    assert ("Example works" in page, "Example university" in page, "for ourselves" in page) == (True, False, False)


def test_a_visitor_reads_which_kinds_a_call_takes_that_takes_no_people(client: FlaskClient, call: Call) -> None:
    call.eligible_kinds = ["start-up", "university"]
    db.session.commit()

    page = client.get(new(call))

    assert "Start-up, University." in page.text
    assert client.post(new(call), data=NEWCOMER).status_code == 422
    assert count(Team) == 0


@pytest.mark.parametrize("stop", ["suspended_at", "cancelled_at", "closes_at"])
def test_a_call_that_is_stopped_or_over_takes_no_teams_and_gives_back_what_was_typed(
    client: FlaskClient, call: Call, stop: str
) -> None:
    if stop == "closes_at":
        call.opens_at, call.closes_at = SPRING.replace(month=1), SPRING
    else:
        setattr(call, stop, SPRING)
    db.session.commit()

    answer = client.post(new(call), data=NEWCOMER)

    assert answer.status_code == 403
    assert "Pothole" in answer.text
    assert (count(Team), count(Person)) == (0, 0)


def test_a_draft_of_a_call_has_no_teams(client: FlaskClient, call: Call) -> None:
    call.published_at = None
    db.session.commit()

    assert client.get(new(call)).status_code == 404
    assert client.get(f"/en/calls/{call.slug}/teams").status_code == 404
