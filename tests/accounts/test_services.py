"""Signing in by a sign-in service: a real one (oidc-provider), and what somebody between could try."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import time_machine
from flask import Flask, session
from flask.testing import FlaskClient
from flask_migrate import upgrade
from pydantic import SecretStr
from sqlalchemy import delete, select

from challenge_hub.access import Lack
from challenge_hub.accounts import actions, attempts, passwords, proving, queries
from challenge_hub.accounts.identities import LinkedIdentity
from challenge_hub.accounts.models import LoginSession, Person
from challenge_hub.accounts.rules import claim_seal
from challenge_hub.app import create_app
from challenge_hub.audit.models import TrailLine
from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.organisations.actions.service import Service, remove_service, set_service
from challenge_hub.organisations.models import OrganisationService
from tests import factories as make
from tests.accounts.people import HASH, OTHER
from tests.accounts.people import SECRET as PASSWORD
from tests.accounts.provider import CLIENT, SECRET, Provider, running_provider
from tests.cast import actor
from tests.conftest import TEST_SERVER, FreshClient, settings_for
from tests.databases import empty_database

HERE = "http://localhost:8000"
ENGLISH = {"Accept-Language": "en"}
WRONG = "The answer of the sign-in service does not hold"


@pytest.fixture(scope="module")
def providers() -> Iterator[tuple[Provider, Provider]]:
    with running_provider() as one, running_provider() as other:
        yield one, other


@pytest.fixture(scope="module")
def app(
    providers: tuple[Provider, Provider], tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Flask]:
    """A platform with the first service as its own; the second is there for organisations."""
    folder = tmp_path_factory.mktemp("hub")
    settings = {
        "openid_issuer": providers[0].issuer,
        "openid_client_id": CLIENT,
        "openid_client_secret": SecretStr(SECRET),
        "openid_name": "Example town",
        "openid_second_factor": "mfa urn:two",
        "outgoing_inside": " ".join(found.issuer for found in providers),
    }
    with empty_database(TEST_SERVER, folder, name=f"hub_test_services_{worker_id}") as url:
        app = create_app(settings_for(url, folder, **settings))
        app.testing, app.test_client_class = True, FreshClient
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            upgrade()
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def service(providers: tuple[Provider, Provider]) -> Provider:
    providers[0].now_is()
    return providers[0]


def sent_there(client: FlaskClient, number: int = 0, *, where: str = "sign-in/with", **query: str) -> str:
    answer = client.get(f"/en/{where}/{number}", query_string=query)
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])


def back(client: FlaskClient, address: str) -> Any:
    """Follow the way back to the page with the button, and press it."""
    there = client.get(address.removeprefix(HERE))
    assert there.headers["Location"].startswith("/en/sign-in/return/"), there.headers
    page = client.get(there.headers["Location"])
    fields = dict(re.findall(r'name="(code|state|iss|error)" type="hidden" value="([^"]*)"', page.text))
    number = urlsplit(address).path.rpartition("/")[2]
    return client.post(f"/en/sign-in/return/{number}", data={k: v.replace("&#43;", "+") for k, v in fields.items()})


def through(client: FlaskClient, service: Provider, number: int = 0, **more: str) -> Any:
    """The whole way: there, through the service, and back."""
    return back(client, service.visit(sent_there(client, number, **more)))


def changed(address: str, **query: str | None) -> str:
    """An address back with other words in it."""
    parts = urlsplit(address)
    words = {name: values[0] for name, values in parse_qs(parts.query).items()}
    words = {name: value for name, value in {**words, **query}.items() if value is not None}
    return parts._replace(query=urlencode(words)).geturl()


def is_in(client: FlaskClient) -> bool:
    return client.get("/en/account").status_code == 200


def said(client: FlaskClient) -> str:
    """What the next page tells."""
    return client.get("/en/sign-in").text


def with_link(service: Provider, sub: str = "ada", **facts: Any) -> Person:
    person = make.a_person(**facts)
    db.session.add(LinkedIdentity(person_id=person.id, issuer=service.issuer, subject=sub, since=clock.now()))
    db.session.commit()
    return person


def registered(client: FlaskClient, service: Provider, **facts: str) -> Any:
    assert through(client, service).headers["Location"] == "/en/sign-in/first-time"
    return client.post("/en/sign-in/first-time", data={"display_name": "Ada", "mail": "ada@example.org", **facts})


def newest() -> Person:
    return db.session.scalars(select(Person).order_by(Person.id.desc())).first() or pytest.fail("nobody")


def rows(kind: str = "accounts.identity_changed") -> list[OutboxRow]:
    return list(db.session.scalars(select(OutboxRow).where(OutboxRow.kind == kind)))


def verbs(*wanted: str) -> list[str]:
    lines = select(TrailLine.verb).where(TrailLine.verb.in_(wanted)).order_by(TrailLine.id.desc()).limit(len(wanted))
    return list(db.session.scalars(lines))[::-1]


def an_organisations(other: Provider, *, is_vouched: bool = False) -> int:
    """The number of an organisation that has the other service."""
    organisation, owner = make.an_organisation(), make.a_person()
    make.an_officer(organisation, owner, seat="owner")
    wanted = Service(other.issuer, CLIENT, SECRET, is_vouched=False)
    set_service(organisation, wanted, by=actor(owner), now=clock.now())
    db.session.get_one(OrganisationService, organisation.id).is_vouched = is_vouched
    db.session.commit()
    return organisation.id


def test_a_linked_identity_signs_in_and_goes_on_to_the_page_that_was_wanted(
    client: FlaskClient, service: Provider
) -> None:
    person = with_link(service)

    answer = through(client, service, next="/en/account/devices")

    assert answer.headers["Location"] == "/en/account/devices"
    assert is_in(client)
    assert queries.any_linked(service.issuer, "ada").used_at is not None  # type: ignore[union-attr]
    assert person.display_name in client.get("/en/account").text


def test_opening_the_way_back_changes_nothing_before_the_button(client: FlaskClient, service: Provider) -> None:
    with_link(service)
    address = service.visit(sent_there(client))

    for _ in range(2):
        page = client.get(address.removeprefix(HERE), follow_redirects=True)

    assert "Go on" in page.text
    assert not is_in(client)
    assert back(client, address).headers["Location"] == "/en/me"


def test_what_is_asked_for_carries_state_nonce_and_a_challenge_and_no_secret(
    client: FlaskClient, service: Provider
) -> None:
    asked = parse_qs(urlsplit(sent_there(client)).query)
    again = parse_qs(urlsplit(sent_there(client)).query)

    assert {name: values[0] for name, values in asked.items() if name not in ("state", "nonce", "code_challenge")} == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": f"{HERE}/sign-in/return/0",
        "scope": "openid profile email",
        "code_challenge_method": "S256",
        "ui_locales": "en",
    }
    assert all(
        len(asked[name][0]) >= 43 and asked[name] != again[name] for name in ("state", "nonce", "code_challenge")
    )


def test_an_answer_works_once(client: FlaskClient, service: Provider) -> None:
    with_link(service)
    address = service.visit(sent_there(client))
    with client.session_transaction() as cookie:
        kept = dict(cookie)

    assert back(client, address).headers["Location"] == "/en/me"
    client.post("/en/sign-out")
    with client.session_transaction() as cookie:
        cookie.update(kept)  # an old cookie, sent again

    assert back(client, address).headers["Location"] == "/en/sign-in"
    assert WRONG in said(client)
    assert not is_in(client)


def test_a_code_that_was_traded_before_is_worth_nothing(client: FlaskClient, service: Provider, app: Flask) -> None:
    with_link(service)
    first = service.visit(sent_there(client))
    code = parse_qs(urlsplit(first).query)["code"][0]
    back(client, first)
    other = app.test_client()
    second = service.visit(sent_there(other))

    assert back(other, changed(second, code=code)).headers["Location"] == "/en/sign-in"
    assert WRONG in said(other)


def test_the_code_of_another_browser_does_not_fit(client: FlaskClient, service: Provider, app: Flask) -> None:
    """Somebody puts their own code into the answer of another: PKCE and the nonce tie each to its browser."""
    with_link(service)
    code = parse_qs(urlsplit(service.visit(sent_there(app.test_client()))).query)["code"][0]
    mine = service.visit(sent_there(client))

    assert back(client, changed(mine, code=code)).headers["Location"] == "/en/sign-in"
    assert not is_in(client)


@pytest.mark.parametrize("state", [None, "", "another", "äö", "x" * 600])
def test_another_state_is_refused(client: FlaskClient, service: Provider, state: str | None) -> None:
    with_link(service)
    address = service.visit(sent_there(client))

    assert back(client, changed(address, state=state)).headers["Location"] == "/en/sign-in"
    assert not is_in(client)


def test_nobody_is_signed_in_by_the_link_of_another(client: FlaskClient, service: Provider, app: Flask) -> None:
    with_link(service)
    link = service.visit(sent_there(app.test_client()))

    page = client.get(link.removeprefix(HERE), follow_redirects=True, headers=ENGLISH)

    assert "not begun in this browser" in page.text
    assert not is_in(client)


FLAWS = [
    "audience", "audiences", "party", "nonce", "no nonce", "expired", "old", "no end", "issuer", "no subject",
    "unsigned", "secret", "garbage", "key",
]  # fmt: skip


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_token_that_does_not_hold_signs_nobody_in(client: FlaskClient, service: Provider, flaw: str) -> None:
    with_link(service)
    service.now_is(flaw=flaw)

    answer = through(client, service)

    assert answer.headers["Location"] == "/en/sign-in"
    assert WRONG in said(client)
    assert not is_in(client)


def test_two_services_are_not_mixed_up(client: FlaskClient, providers: tuple[Provider, Provider]) -> None:
    """The answer of one is neither taken at the address of the other nor under its name (RFC 9207)."""
    honest, other = providers
    honest.now_is()
    other.now_is()
    with_link(honest)
    number = an_organisations(other)
    mine = honest.visit(sent_there(client))
    assert back(client, mine.replace("/return/0", f"/return/{number}")).headers["Location"] == "/en/sign-in"
    assert WRONG in said(client)

    for named in (other.issuer, None, "", honest.issuer + "/"):
        mine = honest.visit(sent_there(client))
        assert back(client, changed(mine, iss=named)).headers["Location"] == "/en/sign-in"
        assert WRONG in said(client)
    theirs = other.visit(sent_there(client, number))
    code = parse_qs(urlsplit(theirs).query)["code"][0]
    mine = honest.visit(sent_there(client))
    assert back(client, changed(mine, code=code)).headers["Location"] == "/en/sign-in"
    assert not is_in(client)


def test_the_same_subject_at_another_service_is_somebody_else(
    client: FlaskClient, providers: tuple[Provider, Provider]
) -> None:
    honest, other = providers
    other.now_is("ada", name="Not Ada", email="ada@example.org", email_verified=True)
    with_link(honest, "ada", mail="ada@example.org")

    answer = through(client, other, an_organisations(other))

    assert answer.headers["Location"] == "/en/sign-in/first-time"
    assert not is_in(client)


def test_a_service_that_is_down_is_told_in_a_sentence(client: FlaskClient, service: Provider) -> None:
    address = service.visit(sent_there(client))
    service.now_is(flaw="down")

    answer = back(client, address)

    assert answer.headers["Location"] == "/en/sign-in"
    assert "The sign-in service does not answer as it should." in said(client)


@pytest.mark.parametrize("issuer", ["http://localhost:1", "https://10.0.0.1", "https://localhost."])
def test_a_service_that_is_not_there_is_told_in_a_sentence(client: FlaskClient, issuer: str) -> None:
    number = an_organisations(Provider(issuer))

    answer = client.get(f"/en/sign-in/with/{number}")

    assert answer.headers["Location"] == "/en/sign-in"
    assert "The sign-in service does not answer as it should." in said(client)


def test_a_service_that_calls_itself_by_another_address_is_not_used(client: FlaskClient, service: Provider) -> None:
    number = an_organisations(Provider(service.issuer + "/"))

    assert client.get(f"/en/sign-in/with/{number}").headers["Location"] == "/en/sign-in"
    assert client.get("/en/sign-in/with/0").headers["Location"].startswith(service.issuer)


def test_who_turns_back_at_the_service_is_told_so(client: FlaskClient, service: Provider) -> None:
    service.now_is(None)

    answer = through(client, service)

    assert answer.headers["Location"] == "/en/sign-in"
    assert "let you back without signing you in" in said(client)


def test_somebody_new_registers_and_the_address_is_confirmed_only_when_the_service_says_whose_it_is(
    client: FlaskClient, service: Provider
) -> None:
    service.now_is("new", name="Ada L.", email="Ada@Example.org", email_verified=True)

    answer = registered(client, service)

    person = newest()
    assert answer.headers["Location"] == "/en/me"
    assert (person.mail, person.claimed_mail, person.password_hash) == ("ada@example.org", "ada@example.org", None)
    assert queries.any_linked(service.issuer, "new").person_id == person.id  # type: ignore[union-attr]
    assert (is_in(client), verbs("register", "link-identity")) == (True, ["register", "link-identity"])
    assert ([row.facts for row in rows()], rows("accounts.confirm")) == ([{"what": "link-identity"}], [])


@pytest.mark.parametrize(
    ("claims", "typed"),
    [
        ({"email": "ada@example.org", "email_verified": False}, "ada@example.org"),
        ({"email": "ada@example.org"}, "ada@example.org"),
        ({"email": "ada@example.org", "email_verified": "true"}, "ada@example.org"),
        ({"email": "ada@example.org", "email_verified": True}, "boss@example.org"),
        ({}, "ada@example.org"),
    ],
)
def test_any_other_address_is_only_a_claim(
    client: FlaskClient, service: Provider, claims: dict[str, Any], typed: str
) -> None:
    service.now_is("new", **claims)

    registered(client, service, mail=typed)

    assert (newest().mail, newest().claimed_mail) == (None, typed)
    assert [row.mail for row in rows("accounts.confirm")] == [typed]
    assert is_in(client)


def test_the_page_shows_what_the_service_says_and_nothing_hidden_in_it(client: FlaskClient, service: Provider) -> None:
    service.now_is("new", name="<b>Ada</b>\u202e\u0000 " + "x" * 500, email="no address", email_verified=True)

    assert through(client, service).headers["Location"] == "/en/sign-in/first-time"
    page = client.get("/en/sign-in/first-time").text

    assert "&lt;b&gt;Ada&lt;/b&gt; xxx" in page
    assert "\u202e" not in page
    assert "no address" not in page


def test_an_account_with_the_same_address_is_not_taken_over(client: FlaskClient, service: Provider) -> None:
    ada = make.a_person(mail="ada@example.org", password_hash=HASH)
    db.session.commit()
    service.now_is("new", email="ada@example.org", email_verified=True)
    assert through(client, service).headers["Location"] == "/en/sign-in/first-time"

    page = client.get("/en/sign-in/first-time")
    tried = client.post("/en/sign-in/first-time", data={"display_name": "Ada", "mail": "ada@example.org"})

    assert ("There is an account with this e-mail address." in page.text, "I am new here" in page.text) == (True, False)
    assert tried.status_code == 422
    assert not is_in(client)
    signed_in = client.post(
        "/en/sign-in", data={"mail": "ada@example.org", "password": PASSWORD, "next": "/en/account/identities/new"}
    )
    assert "Link it to my account" in client.get(signed_in.headers["Location"]).text
    assert client.post("/en/account/identities/new").headers["Location"] == "/en/account/identities"
    assert queries.any_linked(service.issuer, "new").person_id == ada.id  # type: ignore[union-attr]
    assert ([row.facts for row in rows()], verbs("link-identity")) == ([{"what": "link-identity"}], ["link-identity"])


def test_an_unverified_address_that_is_known_looks_like_any_other(client: FlaskClient, service: Provider) -> None:
    make.a_person(mail="ada@example.org", password_hash=HASH)
    db.session.commit()
    service.now_is("new", email="ada@example.org")

    assert "I am new here" in (through(client, service), client.get("/en/sign-in/first-time"))[1].text
    client.post("/en/sign-in/first-time", data={"display_name": "Eve", "mail": "ada@example.org"})

    assert (newest().display_name, newest().mail) == ("Eve", None)


def test_the_service_of_an_organisation_is_believed_only_where_the_operator_answers_for_it(
    client: FlaskClient, providers: tuple[Provider, Provider], app: Flask
) -> None:
    other = providers[1]
    other.now_is("mayor", email="mayor@example.org", email_verified=True, amr=["mfa"])
    number = an_organisations(other)

    assert through(client, other, number).headers["Location"] == "/en/sign-in/first-time"
    client.post("/en/sign-in/first-time", data={"display_name": "Mayor", "mail": "mayor@example.org"})
    assert newest().mail is None
    db.session.execute(delete(LinkedIdentity))
    db.session.get_one(OrganisationService, number).is_vouched = True
    db.session.commit()
    client = app.test_client()

    assert through(client, other, number).headers["Location"] == "/en/sign-in/first-time"
    client.post("/en/sign-in/first-time", data={"display_name": "Mayor", "mail": "mayor@example.org"})
    assert newest().mail == "mayor@example.org"


def lack_of(client: FlaskClient, app: Flask) -> Lack | None:
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    found = queries.session_with(token, clock.now(), app.extensions["needs_factor"])
    assert found is not None
    return found.actor.lack


@pytest.mark.parametrize(
    ("claims", "lack"),
    [
        ({}, Lack.PROOF),
        ({"amr": ["pwd"]}, Lack.PROOF),
        ({"amr": "mfa"}, Lack.PROOF),
        ({"amr": [{"mfa": 1}]}, Lack.PROOF),
        ({"acr": "0"}, Lack.PROOF),
        ({"amr": ["pwd", "mfa"]}, None),
        ({"acr": "urn:two"}, None),
    ],
)
def test_a_second_factor_is_asked_for_here_unless_the_service_tells_of_one_that_counts(
    client: FlaskClient, service: Provider, app: Flask, claims: dict[str, Any], lack: Lack | None
) -> None:
    person = with_link(service, is_operator=True)
    proving.set_up_app(person, *_an_app(), token="", by=actor(person), now=clock.now())
    db.session.commit()
    service.now_is(**claims)

    answer = through(client, service)

    assert answer.headers["Location"] == ("/en/sign-in/second" if lack else "/en/me")
    assert lack_of(client, app) == lack


def _an_app() -> tuple[str, str]:
    secret = proving.new_secret()
    return secret, proving.TOTP(secret).at(clock.now())


def test_a_role_that_needs_a_factor_and_has_none_sets_one_up_first(
    client: FlaskClient, providers: tuple[Provider, Provider], app: Flask
) -> None:
    other = providers[1]
    number = an_organisations(other)
    other.now_is("op", amr=["mfa"])
    with_link(other, "op", is_operator=True)

    assert through(client, other, number).headers["Location"] == "/en/account/factors"
    assert lack_of(client, app) == Lack.FACTOR


def test_signed_in_one_links_after_seeing_whom_and_unlinks_again(client: FlaskClient, service: Provider) -> None:
    ada = make.a_person(mail="ada@example.org", password_hash=HASH)
    db.session.commit()
    client.post("/en/sign-in", data={"mail": "ada@example.org", "password": PASSWORD})
    service.now_is("at-work", name="Ada at work")

    answer = through(client, service, where="account/identities/with")
    shown = client.get(answer.headers["Location"]).text
    assert queries.any_linked(service.issuer, "at-work") is None
    client.post("/en/account/identities/new")
    linked = queries.own_identities(actor(ada))

    assert ("Ada at work" in shown, [found.subject for found in linked]) == (True, ["at-work"])
    client.post(f"/en/account/identities/{linked[0].id}/removal")
    assert queries.own_identities(actor(ada)) == []
    assert [row.facts["what"] for row in rows()] == ["link-identity", "unlink-identity"]
    assert verbs("link-identity", "unlink-identity") == ["link-identity", "unlink-identity"]
    assert is_in(client)


def test_an_identity_fetched_for_one_account_is_not_linked_to_another(client: FlaskClient, service: Provider) -> None:
    make.a_person(mail="ada@example.org", password_hash=HASH)
    make.a_person(mail="bo@example.org", password_hash=HASH)
    db.session.commit()
    client.post("/en/sign-in", data={"mail": "ada@example.org", "password": PASSWORD})
    assert through(client, service, where="account/identities/with").headers["Location"] == "/en/account/identities/new"
    client.post("/en/sign-in", data={"mail": "bo@example.org", "password": PASSWORD})

    answer = client.post("/en/account/identities/new")

    assert answer.status_code == 403
    assert queries.any_linked(service.issuer, "ada") is None


def test_an_identity_of_another_account_stays_there(client: FlaskClient, service: Provider) -> None:
    owner = with_link(service)
    make.a_person(mail="bo@example.org", password_hash=HASH)
    db.session.commit()
    client.post("/en/sign-in", data={"mail": "bo@example.org", "password": PASSWORD})
    through(client, service, where="account/identities/with")

    answer = client.post("/en/account/identities/new")

    assert (answer.status_code, "linked to another account" in answer.text) == (403, True)
    assert queries.any_linked(service.issuer, "ada").person_id == owner.id  # type: ignore[union-attr]


def test_the_last_way_in_is_not_unlinked(client: FlaskClient, service: Provider) -> None:
    person = with_link(service)
    through(client, service)
    linked = queries.own_identities(actor(person))[0]

    answer = client.post(f"/en/account/identities/{linked.id}/removal")

    assert (answer.status_code, "This is your only way in." in answer.text) == (403, True)
    person.password_hash = passwords.hashed(OTHER)
    db.session.commit()
    assert client.post(f"/en/account/identities/{linked.id}/removal").status_code == 302


def test_without_a_password_one_proves_again_by_the_service(client: FlaskClient, service: Provider) -> None:
    with_link(service)
    through(client, service)
    db.session.execute(LoginSession.__table__.update().values(trusted_until=None))  # type: ignore[attr-defined]
    db.session.commit()
    assert client.get("/en/account/password").headers["Location"].startswith("/en/account/proof")
    assert "Show it with Example town" in client.get("/en/account/proof").text

    asked = sent_there(client, where="account/proof/with", next="/en/account/password")
    assert {"prompt": ["login"], "max_age": ["0"]}.items() <= parse_qs(urlsplit(asked).query).items()
    answer = back(client, service.visit(asked))

    assert answer.headers["Location"] == "/en/account/password"
    assert client.get("/en/account/password").status_code == 200


@pytest.mark.parametrize(("sub", "claims"), [("bo", {}), ("nobody", {}), ("ada", {"auth_time": 1000})])
def test_neither_another_nor_an_old_proof_counts(
    client: FlaskClient, service: Provider, sub: str, claims: dict[str, Any]
) -> None:
    with_link(service)
    with_link(service, "bo")
    through(client, service)
    db.session.execute(LoginSession.__table__.update().values(trusted_until=None))  # type: ignore[attr-defined]
    db.session.commit()
    service.now_is(sub, **claims)

    answer = back(client, service.visit(sent_there(client, where="account/proof/with")))

    assert answer.headers["Location"] == "/en/account/identities"
    assert "did not show that it is you" in client.get("/en/account/identities").text
    assert client.get("/en/account/password").status_code == 302


def test_whoever_owns_the_address_gets_rid_of_the_link_of_whoever_typed_it(
    client: FlaskClient, service: Provider, app: Flask
) -> None:
    service.now_is("eve")
    registered(client, service, mail="ada@example.org")
    eves, seal = newest(), claim_seal("ada@example.org")

    actions.confirm(eves.id, seal, password_hash=HASH, by=actions.queries.actor_for(make.a_person()), now=clock.now())
    db.session.commit()

    assert not is_in(client)
    assert queries.any_linked(service.issuer, "eve") is None


def test_in_the_own_browser_the_address_is_confirmed_without_a_password(client: FlaskClient, service: Provider) -> None:
    service.now_is("new")
    registered(client, service)
    person = newest()

    actions.confirm(person.id, claim_seal("ada@example.org"), password_hash=None, by=actor(person), now=clock.now())

    assert person.mail == "ada@example.org"


def test_a_removed_service_signs_nobody_in(client: FlaskClient, providers: tuple[Provider, Provider]) -> None:
    other = providers[1]
    number = an_organisations(other)
    other.now_is("bo")
    with_link(other, "bo")
    address = other.visit(sent_there(client, number))
    organisation = db.session.get_one(OrganisationService, number).organisation_id
    operator = make.a_person(is_operator=True)
    remove_service(_organisation(organisation), by=actor(operator), now=clock.now())
    db.session.commit()

    assert client.get(f"/en/sign-in/with/{number}").status_code == 404
    assert client.post(f"/en/sign-in/return/{number}", data={"code": "x"}).status_code == 404
    assert "/return/" in address


def _organisation(number: int) -> Any:
    return db.session.get_one(make.Organisation, number)


def test_an_old_attempt_is_no_attempt(client: FlaskClient, service: Provider) -> None:
    with_link(service)
    address = service.visit(sent_there(client))

    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=True):
        page = client.get(address.removeprefix(HERE), follow_redirects=True, headers=ENGLISH)

    assert "more than ten minutes ago" in page.text


def test_an_attempt_works_once_and_at_its_own_service(app: Flask, client: FlaskClient) -> None:
    now = clock.now()
    with app.test_request_context("/en/"):
        begun = attempts.begin(7, attempts.Purpose.ENTER, person_id=None, language="en", wanted="")
        cookie = dict(session)
        used = []
        for service in (0, 7, 7):
            session.update(cookie)
            used.append(attempts.use(service, begun.state, now=now))

    assert used == [None, begun, None]
