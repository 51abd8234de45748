"""An organisation comes to the platform."""

import json
import re
import threading
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_migrate import upgrade
from markupsafe import escape
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.access import signed_in as signed_in_actor
from challenge_hub.app import create_app
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.organisations.actions import founding
from challenge_hub.organisations.choosing import particulars
from challenge_hub.organisations.models import Organisation, OrganisationMember, OrganisationRequest
from challenge_hub.organisations.register import entry_of
from challenge_hub.organisations.rules import MOST_WAITING, Particulars
from tests import factories as make
from tests.cast import SPRING, actor
from tests.conftest import TEST_SERVER, settings_for
from tests.databases import empty_database
from tests.organisations.conftest import SignIn

MESSAGE = {"message": "I work in the mayor's office."}
SENDEN = Particulars("municipality", "Senden", state="Bayern", official_key="09775152")
PLACES = {
    "Harz": "Landkreis Harz (Sachsen-Anhalt)",
    "Anhalt-Bitterfeld": "Landkreis Anhalt-Bitterfeld (Sachsen-Anhalt)",
    "Senden Bayern": "Senden (Bayern)",
    "Senden Nordrhein-Westfalen": "Senden (Nordrhein-Westfalen)",
    "Neckarsulm": "Neckarsulm (Baden-Württemberg)",
    "Norderstedt": "Norderstedt (Schleswig-Holstein)",
    "Neuss": "Neuss (Nordrhein-Westfalen)",
    "Fürth Bayern": "Fürth (Bayern)",
    "Fürth Hessen": "Fürth (Hessen)",
    "Nürnberg": "Nürnberg (Bayern)",
    "Ulm": "Ulm (Baden-Württemberg)",
    "Kaiserslautern": "Kaiserslautern (Rheinland-Pfalz)",
    "Oldenburg": "Oldenburg (Oldenburg, Niedersachsen)",
    "Düsseldorf": "Düsseldorf (Nordrhein-Westfalen)",
    "Hamburg": "Hamburg",
    "München": "München (Bayern)",
    "Heidelberg": "Heidelberg (Baden-Württemberg)",
    "Kigali": "Kigali (Ruanda)",
    "Lutsk": "Luzk (Ukraine)",
    "Nablus": "Nablus (Palästinensische Autonomiegebiete)",
    "Ramallah": "Ramallah (Palästinensische Autonomiegebiete)",
    "Nizza": "Nizza (Frankreich)",
    "Taipei": "Taipeh (Taiwan)",
    "Antalya": "Antalya (Türkei)",
    "Groningen": "Groningen (Niederlande)",
}


def link_to(label: str, page: str) -> str:
    """The address behind a line of the list."""
    found = re.search(rf'<a href="([^"]+)">{re.escape(str(escape(label)))}</a>', page)
    assert found is not None, label
    return found[1].replace("&amp;", "&")


def only_organisation() -> Organisation:
    return db.session.scalars(select(Organisation)).one()


@pytest.mark.parametrize(("words", "label"), PLACES.items())
def test_a_place_is_found_chosen_and_asked_for(signed_in: SignIn, words: str, label: str) -> None:
    client = signed_in(make.a_person())

    entry = link_to(label, client.get("/de/organisations/new", query_string={"q": words}).text)
    form = client.get(entry)
    answer = client.post(entry, data=MESSAGE, follow_redirects=True)

    assert form.status_code == 200
    assert f"<h1>{escape(label)}</h1>" in answer.text
    assert only_organisation().confirmed_at is None


def test_an_organisation_from_the_register_begins_with_what_stands_there(signed_in: SignIn) -> None:
    person = make.a_person()

    signed_in(person).post("/de/organisations/new/entry?kind=municipality&key=09775152", data=MESSAGE)

    made = only_organisation()
    assert (made.slug, made.name, made.state, made.country) == ("senden", "Senden", "Bayern", "DE")
    assert (made.official_key, made.confirmed_at) == ("09775152", None)
    request = db.session.scalars(select(OrganisationRequest)).one()
    assert (request.organisation_id, request.person_id, request.message) == (made.id, person.id, MESSAGE["message"])
    assert db.session.scalars(select(OrganisationMember)).all() == []


def test_the_operator_is_told_of_a_new_organisation(signed_in: SignIn) -> None:
    operator = make.a_person(is_operator=True)
    client = signed_in(make.a_person())

    client.post("/de/organisations/new/entry?kind=municipality&key=09775152", data=MESSAGE)

    rows = db.session.scalars(select(OutboxRow)).all()
    assert [(row.kind, row.person_id) for row in rows] == [("organisations.waiting", operator.id)]


def test_whoever_chooses_what_is_here_already_asks_its_owners(signed_in: SignIn) -> None:
    town = make.an_organisation(name="Senden", state="Bayern", official_key="09775152")
    owner = make.a_person()
    make.an_officer(town, owner, seat="owner")
    make.an_officer(town, make.a_person())
    client = signed_in(make.a_person())

    page = client.get("/de/organisations/new?q=Senden Bayern").text
    client.post(link_to("Senden (Bayern)", page) + "/request", data=MESSAGE)
    rows = db.session.scalars(select(OutboxRow)).all()

    assert "schon hier" in page
    assert only_organisation() is town
    assert [(row.kind, row.person_id) for row in rows] == [("organisations.request", owner.id)]


def test_an_association_is_called_as_its_people_call_it(signed_in: SignIn) -> None:
    address = "/de/organisations/new/entry?kind=association-of-municipalities&key=010545417"
    client = signed_in(make.a_person())

    nameless = client.post(address, data=MESSAGE)
    client.post(address, data={**MESSAGE, "name": "Amt Eiderstedt"})

    made = only_organisation()
    assert nameless.status_code == 422
    assert (made.name, made.state, made.official_key) == ("Amt Eiderstedt", "Schleswig-Holstein", "010545417")


def place(**facts: str) -> dict[str, str]:
    return {"kind": "municipality", "country": "DE", "name": "Example", "official_key": "", **MESSAGE, **facts}


def test_a_key_younger_than_the_register_may_be_typed(signed_in: SignIn) -> None:
    answer = signed_in(make.a_person()).post("/en/organisations/new/place", data=place(official_key="09999999"))

    made = only_organisation()
    assert answer.status_code == 302
    assert (made.name, made.state, made.official_key) == ("Example", "Bayern", "09999999")


def test_a_typed_key_of_the_register_gives_the_name_of_the_register(signed_in: SignIn) -> None:
    signed_in(make.a_person()).post("/en/organisations/new/place", data=place(official_key="09775152"))

    assert only_organisation().name == "Senden"


def test_a_place_abroad_may_be_typed_and_stands_once_in_both_languages(signed_in: SignIn) -> None:
    for name in ("Nice", "Nizza", "Nice"):
        signed_in(make.a_person()).post("/en/organisations/new/place", data=place(name=name, country="FR"))

    made = only_organisation()
    assert (made.name, made.country, made.official_key) == ("Nizza", "FR", None)
    assert db.session.scalar(select(func.count(OrganisationRequest.id))) == 3


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"official_key": "99000001"}, "Keys that begin with 99 are kept for examples."),
        ({"official_key": "99001", "kind": "county"}, "Keys that begin with 99 are kept for examples."),
        ({"official_key": ""}, "Enter the official key."),
        ({"official_key": "123"}, "A municipality's key has 8 digits"),
        ({"official_key": "0977515x"}, "An official key has digits only"),
        ({"official_key": "09775152", "country": "FR"}, "Only places in Germany have an official key."),
        ({"country": "XX", "official_key": ""}, "Please choose one of these."),
        ({"kind": "company"}, "Please choose one of these."),
        ({"name": "", "official_key": "09999999"}, "Please enter the name."),
        ({"message": " ", "official_key": "09999999"}, "Please say what you do there."),
    ],
)
def test_a_typed_place_that_is_not_right_is_refused_beside_its_field(
    signed_in: SignIn, facts: dict[str, str], sentence: str
) -> None:
    answer = signed_in(make.a_person()).post("/en/organisations/new/place", data=place(**facts))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.session.scalars(select(Organisation)).all() == []


def test_a_company_is_its_founders_at_once_and_waits_for_the_operator(signed_in: SignIn, client: FlaskClient) -> None:
    person = make.a_person()
    founder = signed_in(person)

    answer = founder.post(
        "/en/organisations/new/company",
        data={"name": "Example GmbH", "country": "DE", "website": "www.example.org", "summary": "We build."},
    )

    made = only_organisation()
    seat = db.session.scalars(select(OrganisationMember)).one()
    assert answer.headers["Location"] == "/en/organisations/example-gmbh"
    assert (made.website, made.summary, made.confirmed_at) == ("https://www.example.org", {"en": "We build."}, None)
    assert (seat.person_id, seat.seat) == (person.id, "owner")
    assert founder.get("/en/organisations/example-gmbh").status_code == 200
    assert client.get("/en/organisations/example-gmbh").status_code == 404
    assert "Example GmbH" not in client.get("/en/organisations").text


def test_a_company_founded_twice_by_a_slip_is_there_once(signed_in: SignIn) -> None:
    founder = signed_in(make.a_person())

    answers = [
        founder.post("/en/organisations/new/company", data={"name": "Example", "country": "DE"}) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [302, 403]
    assert only_organisation().name == "Example"


def test_a_public_body_waits_without_anybody_in_it(signed_in: SignIn) -> None:
    facts = {"name": "Example office", "country": "DE", **MESSAGE}

    signed_in(make.a_person()).post("/en/organisations/new/public-body", data=facts)

    assert only_organisation().kind == "public-body"
    assert db.session.scalars(select(OrganisationMember)).all() == []


@pytest.mark.parametrize("kind", ["municipality", "county", "association-of-municipalities", "nothing"])
def test_what_has_a_key_is_not_founded_freely(signed_in: SignIn, kind: str) -> None:
    assert signed_in(make.a_person()).get(f"/en/organisations/new/{kind}").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["entry?kind=municipality&key=99000001", "entry?kind=county&key=09775152", "entry", "entry?country=FR&name=x"],
)
def test_what_is_not_in_the_register_cannot_be_chosen(signed_in: SignIn, address: str) -> None:
    assert signed_in(make.a_person()).get(f"/en/organisations/new/{address}").status_code == 404


def test_somebody_unconfirmed_can_look_but_not_register(signed_in: SignIn) -> None:
    client = signed_in(make.a_person(mail=None))

    look = client.get("/en/organisations/new?q=Senden")
    asked = client.post("/en/organisations/new/entry?kind=municipality&key=09775152", data=MESSAGE)
    founded = client.post("/en/organisations/new/company", data={"name": "Example", "country": "DE"})

    assert "Your e-mail address is not confirmed" in look.text
    assert [asked.status_code, founded.status_code] == [403, 403]
    assert MESSAGE["message"].split("'")[0] in asked.text
    assert db.session.scalars(select(Organisation)).all() == []


def test_nobody_waits_for_everything_at_once(session: scoped_session[Any]) -> None:
    person = actor(make.a_person())
    for number in range(MOST_WAITING):
        founding.found(Particulars("company", f"Example {number}"), by=person, now=SPRING)

    with pytest.raises(Refused, match="too-many-waiting"):
        founding.ask_for(SENDEN, "I work there.", by=person, now=SPRING)


def test_asking_twice_is_refused_with_a_sentence(signed_in: SignIn) -> None:
    client = signed_in(make.a_person())
    address = "/en/organisations/new/entry?kind=municipality&key=09775152"

    answers = [client.post(address, data=MESSAGE) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 403]
    assert "You have asked already." in answers[1].text


def test_a_request_can_be_taken_back_and_made_again(signed_in: SignIn) -> None:
    client = signed_in(make.a_person())
    address = "/en/organisations/new/entry?kind=municipality&key=09775152"
    client.post(address, data=MESSAGE)

    waits = client.get("/en/organisations/senden/request")
    client.post("/en/organisations/senden/request/withdrawal")

    assert "Take the request back" in waits.text
    assert client.get("/en/organisations/senden").status_code == 404
    assert client.post(address, data=MESSAGE).status_code == 302


def test_two_who_ask_for_one_place_at_once_get_one_organisation(tmp_path: Path, worker_id: str) -> None:
    """Both wait at a gate and go at the same moment, each with a connection of its own."""
    senden = entry_of("municipality", "09775152")
    assert senden is not None
    with empty_database(TEST_SERVER, tmp_path, name=f"hub_test_founders_{worker_id}") as url:
        app = create_app(settings_for(url, tmp_path))
        gate, faults = threading.Barrier(4), []
        with app.app_context():
            upgrade()
            ids = [make.a_person().id for _ in range(4)]
            db.session.commit()

        def ask(person_id: int) -> None:
            with app.app_context():
                by = signed_in_actor(person_id, "Ada", is_confirmed=True, is_operator=False)
                gate.wait()
                try:
                    founding.ask_for(particulars(senden), "I work there.", by=by, now=SPRING)
                    db.session.commit()
                except Exception as fault:
                    faults.append(fault)

        threads = [threading.Thread(target=ask, args=(id_,)) for id_ in ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with app.app_context():
            made = db.session.scalars(select(Organisation.official_key)).all()
            requests = db.session.scalar(select(func.count(OrganisationRequest.id)))
            db.session.remove()
            db.engine.dispose()

    assert faults == []
    assert made == ["09775152"]
    assert requests == 4


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "'; DROP TABLE organisation; --",
        "{{ 7 * 7 }}",
        "=1+1",
        "%s %(x)s 100 %",
        "Ünïcödé 臺北",
    ],
)
def test_an_odd_name_is_shown_as_it_was_typed(signed_in: SignIn, name: str) -> None:
    founder = signed_in(make.a_person())

    page = founder.post("/en/organisations/new/company", data={"name": name, "country": "DE"}, follow_redirects=True)

    assert f"<h1>{escape(name)}</h1>" in page.text
    assert only_organisation().name == name
    assert founder.get("/en/me").status_code == 200


@pytest.mark.parametrize("name", ["", "   ", "a\x01b", "a\u202eb", "a\nb", "\u200b", "x" * 201, "\u200d"])
def test_a_name_nobody_can_read_is_given_back(signed_in: SignIn, name: str) -> None:
    answer = signed_in(make.a_person()).post("/en/organisations/new/company", data={"name": name, "country": "DE"})

    assert answer.status_code == 422
    assert 'href="#field-name"' in answer.text
    assert db.session.scalars(select(Organisation)).all() == []


@pytest.mark.parametrize(
    "website", ["javascript:alert(1)", "http://", "https://[", "ftp://example.org", "a b", 'x"y.de']
)
def test_what_is_no_address_of_a_website_is_given_back(signed_in: SignIn, website: str) -> None:
    facts = {"name": "Example", "country": "DE", "website": website}

    answer = signed_in(make.a_person()).post("/en/organisations/new/company", data=facts)

    assert answer.status_code == 422
    assert 'href="#field-website"' in answer.text


def test_no_odd_string_makes_a_fault_in_the_search(signed_in: SignIn, shared_data: Path) -> None:
    client = signed_in(make.a_person())
    odd_strings = json.loads((shared_data / "nasty" / "blns.json").read_text())
    names = ("q", "kind", "key", "country", "name")

    answers = {
        (path, client.get(f"/en/organisations{path}", query_string=dict.fromkeys(names, odd)).status_code)
        for odd in odd_strings
        for path in ("", "/new", "/new/entry")
    }

    assert answers <= {("", 200), ("/new", 200), ("/new/entry", 404)}
