"""Organisations in public."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.cast import sign_in


def test_an_organisation_shows_its_calls_and_the_challenges_it_posed(client: FlaskClient) -> None:
    town = make.an_organisation(name="Example town at the lake", official_key="09123456", country="DE")
    call = make.a_call(by=town, title={"en": "Mobility without a car"})
    make.a_challenge(call, organisation=town, title={"en": "Night buses"})
    make.a_challenge(call, title={"en": "Posed by another"})

    page = client.get(f"/en/organisations/{town.slug}").text

    assert "Mobility without a car" in page
    assert "Night buses" in page
    assert "Posed by another" not in page
    assert "09123456" in page
    assert "Germany" in page


def test_an_organisation_that_has_done_nothing_yet_says_so(client: FlaskClient) -> None:
    town = make.an_organisation()

    page = client.get(f"/de/organisations/{town.slug}").text

    assert "Deutschland" in page
    assert "Diese Organisation hat noch keine Herausforderung vorgestellt." in page


def test_organisations_stand_in_the_order_of_their_names(client: FlaskClient) -> None:
    make.an_organisation(name="Weimar example")
    make.an_organisation(name="Aalen example")

    page = client.get("/en/organisations").text

    assert page.index("Aalen example") < page.index("Weimar example")


def test_an_unconfirmed_organisation_is_seen_by_those_inside_and_the_operator_alone(
    app: Flask, client: FlaskClient
) -> None:
    company = make.an_organisation(name="Unconfirmed example", confirmed_at=None)
    inside, operator, stranger = make.a_person(), make.a_person(is_operator=True), make.a_person()
    make.an_officer(company, inside, seat="owner")
    address = f"/en/organisations/{company.slug}"

    found = [client.get(address).status_code]
    for person in (stranger, inside, operator):
        sign_in(client, person)
        found.append(client.get(address).status_code)

    assert found == [404, 404, 200, 200]
    assert "Unconfirmed example" not in app.test_client().get("/en/organisations").text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=furth", ["Fürth"]),
        ("q=FÜRTH BAYERN", ["Fürth"]),
        ("q=nice", ["Nizza"]),
        ("q=braucht", ["Example GmbH"]),
        ("kind=company", ["Example GmbH"]),
        ("kind=municipality&q=example", []),
        ("kind=nonsense", ["Example GmbH", "Fürth", "Nizza"]),
        ("q=zzz", []),
    ],
)
def test_organisations_are_found_by_words_and_kind(client: FlaskClient, query: str, names: list[str]) -> None:
    make.an_organisation(name="Fürth", state="Bayern")
    make.an_organisation(name="Nizza", country="FR")
    make.an_organisation(name="Example GmbH", kind="company", summary={"de": "Was man braucht."})

    page = client.get(f"/en/organisations?{query}").text

    shown = {"Example GmbH": "Example GmbH", "Fürth": "Fürth (Bayern)", "Nizza": "Nice (France)"}
    assert [name for name, label in shown.items() if label in page] == names


def test_two_places_of_one_name_stand_with_their_states(client: FlaskClient) -> None:
    make.an_organisation(name="Senden", state="Bayern")
    make.an_organisation(name="Senden", state="Nordrhein-Westfalen")

    page = client.get("/de/organisations").text

    assert [place in page for place in ("Senden (Bayern)", "Senden (Nordrhein-Westfalen)")] == [True, True]


def test_only_what_stands_in_the_register_credits_it(client: FlaskClient) -> None:
    own = make.an_organisation(official_key="09999999")

    assert "Destatis" not in client.get(f"/en/organisations/{own.slug}").text
