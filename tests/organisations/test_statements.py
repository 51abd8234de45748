"""Pages of people with an account ask as little for three rows as for one."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.organisations.actions import founding, invitations, profile
from challenge_hub.organisations.models import Organisation
from challenge_hub.organisations.rules import Particulars, Seat
from tests import factories as make
from tests.cast import SPRING, actor, sign_in
from tests.pages.test_me import MOST as MOST_OF_ONES_OWN

MOST = 10
PAGES = ("", "/people", "/units", "/history", "/profile", "/request", "/invitations", "/leaving")


def fill(town: Organisation, owner: Person, many: int) -> None:
    """So many people, units, invitations, requests and lines of the trail."""
    for number in range(many):
        unit = profile.add_unit(town, f"Unit {many} {number}", by=actor(owner), now=SPRING)
        make.an_officer(town, make.a_person()).unit_id = unit.id
        mail = f"invited-{many}-{number}@example.org"
        invitations.invite(town, mail, seat=Seat.OFFICER, language="de", by=actor(owner), now=SPRING)
        founding.ask(town, "I work there.", by=actor(make.a_person()), now=SPRING)
    db.session.commit()
    db.session.remove()


def counted(client: FlaskClient, seen: list[str], address: str) -> int:
    seen.clear()
    assert client.get(address).status_code == 200
    return len(seen)


@pytest.fixture
def of_one_and_of_three(client: FlaskClient, seen: list[str]) -> Callable[[str], list[int]]:
    def counts(page: str) -> list[int]:
        found = []
        for many in (1, 3):
            town, owner = make.an_organisation(), make.a_person()
            make.an_officer(town, owner, seat="owner")
            address = f"/en/organisations/{town.slug}{page}"
            sign_in(client, owner)
            fill(town, owner, many)
            found.append(counted(client, seen, address))
        return found

    return counts


@pytest.mark.parametrize("page", PAGES)
def test_a_page_inside_asks_as_little_for_many_rows(of_one_and_of_three: Callable[[str], list[int]], page: str) -> None:
    one, three = of_one_and_of_three(page)

    assert one == three <= MOST


def test_my_organisations_and_what_waits_are_two_statements_however_many(client: FlaskClient, seen: list[str]) -> None:
    counts = []
    for many in (1, 3):
        person = make.a_person(is_operator=True)
        sign_in(client, person)
        for _ in range(many):
            make.an_officer(make.an_organisation(), person, seat="owner")
            founding.ask(make.an_organisation(), "I work there.", by=actor(make.a_person()), now=SPRING)
        db.session.commit()
        db.session.remove()
        counts.append(counted(client, seen, "/en/me"))

    assert counts[0] == counts[1] <= MOST_OF_ONES_OWN


def test_the_operators_list_asks_as_little_for_many_rows(client: FlaskClient, seen: list[str]) -> None:
    sign_in(client, make.a_person(is_operator=True))
    counts = []
    for many in (1, 3):
        for number in range(many):
            company = Particulars("company", f"Example {many} {number}")
            founding.found(company, by=actor(make.a_person()), now=SPRING)
        db.session.commit()
        db.session.remove()
        counts.append(counted(client, seen, "/en/organisations/waiting"))

    assert counts[0] == counts[1] <= MOST


def test_the_chooser_asks_as_little_for_many_found_as_for_one(client: FlaskClient, seen: list[str]) -> None:
    sign_in(client, make.a_person())

    one, many = (counted(client, seen, f"/en/organisations/new?q={words}") for words in ("Neckarsulm", "Neuenkirchen"))

    assert one == many <= MOST
