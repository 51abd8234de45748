"""The sign-in service of an organisation: who sets it up, what is kept of it, and who answers for it."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.accounts.providers import provider_or_404
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.infrastructure.outgoing import Outgoing
from challenge_hub.organisations.actions.service import Service, remove_service, set_service
from challenge_hub.organisations.models import Organisation, OrganisationService
from challenge_hub.organisations.rules import Seat, may_set_service, stays_vouched
from tests import factories as make
from tests.accounts.people import written
from tests.cast import SPRING, actor, sign_in
from tests.infrastructure.web_server import answers, web_server

TOWN = Service("https://sso.example.org", "hub", "a secret", is_vouched=True)


@pytest.fixture
def town(session: scoped_session[Any]) -> tuple[Organisation, Person]:
    organisation, owner = make.an_organisation(), make.a_person()
    make.an_officer(organisation, owner, seat="owner")
    return organisation, owner


@pytest.mark.parametrize(
    ("seat", "is_operator", "is_confirmed", "reason"),
    [
        (Seat.OWNER, False, True, None), (None, True, True, None), (Seat.OFFICER, False, True, "not-owner"),
        (None, False, True, "not-owner"), (Seat.OWNER, False, False, "organisation-unconfirmed"),
        (None, True, False, "organisation-unconfirmed"),
    ],
)  # fmt: skip
def test_owners_of_a_confirmed_organisation_and_the_operator_set_it_up(
    seat: Seat | None, is_operator: bool, is_confirmed: bool, reason: str | None
) -> None:
    assert may_set_service(seat=seat, is_operator=is_operator, is_confirmed=is_confirmed).reason == reason


@pytest.mark.parametrize(
    ("was", "wanted", "is_operator", "is_same", "vouched"),
    [
        (False, True, False, True, False), (True, False, False, True, True), (True, False, False, False, False),
        (False, True, True, False, True), (True, False, True, True, False),
    ],
)  # fmt: skip
def test_only_the_operator_answers_for_a_service_and_a_change_by_others_ends_it(
    was: bool, wanted: bool, is_operator: bool, is_same: bool, vouched: bool
) -> None:
    assert stays_vouched(was=was, wanted=wanted, is_operator=is_operator, is_same=is_same) is vouched


def test_the_secret_is_not_readable_in_the_database_and_stays_when_none_is_typed(
    town: tuple[Organisation, Person], app: Flask
) -> None:
    organisation, owner = town
    set_service(organisation, TOWN, by=actor(owner), now=SPRING)
    kept = db.session.get_one(OrganisationService, organisation.id)
    sealed = kept.secret

    set_service(organisation, Service("https://other.example.org", "hub", "", False), by=actor(owner), now=SPRING)

    found = provider_or_404(organisation.id)
    assert ("a secret" in sealed, kept.secret) == (False, sealed)
    assert (found.issuer, found.secret, found.is_vouched) == ("https://other.example.org", "a secret", False)


def test_every_change_is_a_line_of_the_organisations_history(town: tuple[Organisation, Person]) -> None:
    organisation, owner = town

    set_service(organisation, TOWN, by=actor(owner), now=SPRING)
    remove_service(organisation, by=actor(owner), now=SPRING)

    lines = db.session.query(TrailLine).filter_by(organisation_id=organisation.id).order_by(TrailLine.id)
    assert [(line.verb, line.facts) for line in lines] == [
        ("set-sign-in-service", {"vouched": 0}),
        ("remove-sign-in-service", {}),
    ]


def test_every_owner_gets_a_mail_of_each_change_and_officers_do_not(
    town: tuple[Organisation, Person], app: Flask
) -> None:
    organisation, owner = town
    other, officer = make.a_person(), make.a_person()
    make.an_officer(organisation, other, seat="owner")
    make.an_officer(organisation, officer)

    set_service(organisation, TOWN, by=actor(owner), now=SPRING)
    remove_service(organisation, by=actor(owner), now=SPRING)
    db.session.flush()

    mails = db.session.query(OutboxRow).filter_by(kind="organisations.service_changed").order_by(OutboxRow.id).all()
    assert [mail.person_id for mail in mails] == [owner.id, other.id] * 2
    assert organisation.name in str(written(app, mails[0]))


def test_the_service_of_an_organisation_that_is_not_confirmed_any_more_is_none(
    town: tuple[Organisation, Person], client: FlaskClient
) -> None:
    organisation, owner = town
    set_service(organisation, TOWN, by=actor(owner), now=SPRING)
    organisation.confirmed_at = None
    db.session.commit()

    assert client.get(f"/en/sign-in/with/{organisation.id}").status_code == 404
    assert organisation.name not in client.get("/en/sign-in/organisations").text
    with pytest.raises(Refused):
        set_service(organisation, TOWN, by=actor(owner), now=SPRING)


def test_the_page_asks_the_service_itself_before_it_keeps_anything(
    town: tuple[Organisation, Person], client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation, owner = town
    sign_in(client, owner)
    page = f"/en/organisations/{organisation.slug}/sign-in"

    with web_server(answers(404)) as server:
        issuer = f"http://localhost:{server.port}"
        monkeypatch.setitem(app.extensions, "outgoing", Outgoing(inside=[issuer]))
        typed = {"issuer": issuer, "client_id": "hub", "secret": "a secret"}
        down = client.post(page, data=typed)
        inside = client.post(page, data={**typed, "issuer": "https://10.0.0.1"})

    assert (down.status_code, "does not answer as it should" in down.text) == (422, True)
    assert (inside.status_code, "can be reached from outside" in inside.text) == (422, True)
    assert 'value="hub"' in down.text
    assert "a secret" not in down.text
    assert db.session.get(OrganisationService, organisation.id) is None


def test_a_service_that_answers_is_kept_and_offered(
    town: tuple[Organisation, Person], client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation, owner = town
    sign_in(client, owner)
    page = f"/en/organisations/{organisation.slug}/sign-in"
    with web_server(lambda to: answers(200, metadata(to.headers["Host"]))(to)) as server:
        issuer = f"http://localhost:{server.port}"
        monkeypatch.setitem(app.extensions, "outgoing", Outgoing(inside=[issuer]))
        typed = {"issuer": issuer, "client_id": "hub", "secret": "a secret", "is_vouched": "y"}
        answer = client.post(page, data=typed)

    kept = db.session.get_one(OrganisationService, organisation.id)
    assert (answer.status_code, kept.issuer, kept.is_vouched) == (302, issuer, False)
    assert f"http://localhost:8000/sign-in/return/{organisation.id}" in client.get(page).text
    assert organisation.name in client.get("/en/sign-in/organisations").text
    assert "Sign in through your organisation" in client.get("/en/sign-in").text


def metadata(host: str) -> bytes:
    base = f"http://{host}"
    places = {"authorization_endpoint": f"{base}/a", "token_endpoint": f"{base}/t", "jwks_uri": f"{base}/k"}
    return json.dumps({"issuer": base, **places}).encode()


def test_it_is_asked_once_more_who_one_is(town: tuple[Organisation, Person], client: FlaskClient) -> None:
    organisation, owner = town
    sign_in(client, owner)
    db.session.query(LoginSession).update({"trusted_until": None})
    db.session.commit()

    assert "/account/proof" in client.get(f"/en/organisations/{organisation.slug}/sign-in").headers["Location"]
    assert client.post(f"/en/organisations/{organisation.slug}/sign-in/removal").status_code == 403


def test_the_operator_finds_the_service_of_every_organisation_and_answers_for_it(
    town: tuple[Organisation, Person], client: FlaskClient
) -> None:
    organisation, owner = town
    set_service(organisation, TOWN, by=actor(owner), now=SPRING)
    sign_in(client, make.a_person(is_operator=True))

    shown = client.get(f"/en/organisations/{organisation.slug}").text
    page = client.get(f"/en/organisations/{organisation.slug}/sign-in").text

    assert f"/en/organisations/{organisation.slug}/sign-in" in shown
    assert ("The platform answers for this service" in page, "a secret" in page) == (True, False)
