"""Organisations in public."""

from flask.testing import FlaskClient

from tests import factories as make


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
