"""Inside an organisation: seats, units, profile, history."""

import threading
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.accounts.models import Person
from challenge_hub.app import create_app
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from challenge_hub.organisations import inside, queries
from challenge_hub.organisations.actions import profile, seats
from challenge_hub.organisations.models import Organisation, OrganisationMember, OrganisationUnit
from challenge_hub.organisations.rules import Seat
from tests import factories as make
from tests.cast import SPRING, actor
from tests.conftest import TEST_SERVER, settings_for
from tests.databases import empty_database
from tests.organisations.conftest import SignIn


@pytest.fixture
def owner(session: scoped_session[Any]) -> Person:
    return make.a_person(display_name="Olga Owner")


@pytest.fixture
def officer(session: scoped_session[Any]) -> Person:
    return make.a_person(display_name="Otto Officer")


@pytest.fixture
def town(owner: Person, officer: Person) -> Organisation:
    made = make.an_organisation(name="Senden", state="Bayern", official_key="09775152")
    make.an_officer(made, owner, seat="owner")
    make.an_officer(made, officer)
    return made


def seat_of(town: Organisation, person: Person) -> OrganisationMember:
    return db.session.scalars(select(OrganisationMember).filter_by(organisation_id=town.id, person_id=person.id)).one()


def units_of(town: Organisation) -> list[str]:
    return [unit.name for unit in queries.units_of(town.id)]


def test_an_owner_makes_an_officer_an_owner_and_may_then_leave(
    signed_in: SignIn, town: Organisation, owner: Person, officer: Person
) -> None:
    client, member = signed_in(owner), seat_of(town, officer)
    address = f"/en/organisations/{town.slug}"

    stuck = client.get(f"{address}/leaving").text
    client.post(f"{address}/people/{member.id}", data={"seat": "owner", "unit": ""})
    client.post(f"{address}/leaving")

    assert "An organisation keeps at least one owner." in stuck
    assert queries.seat_in(actor(officer), town.id) is Seat.OWNER
    assert queries.seat_in(actor(owner), town.id) is None


def test_the_last_owner_stays_whatever_is_tried(town: Organisation, owner: Person) -> None:
    seat, by = seat_of(town, owner), actor(owner)

    for act in (
        lambda: seats.leave(seat, by=by, now=SPRING),
        lambda: seats.remove(seat, by=by, now=SPRING),
        lambda: seats.change_seat(seat, seat=Seat.OFFICER, by=by, now=SPRING),
    ):
        with pytest.raises(Refused, match="last-owner"):
            act()

    assert queries.seat_in(by, town.id) is Seat.OWNER


def test_two_owners_who_leave_at_once_leave_one_behind(tmp_path: Path, worker_id: str) -> None:
    with empty_database(TEST_SERVER, tmp_path, name=f"hub_test_owners_{worker_id}") as url:
        app = create_app(settings_for(url, tmp_path))
        gate, answers = threading.Barrier(2), []
        with app.app_context():
            upgrade()
            people = [make.a_person(), make.a_person()]
            town = make.an_organisation()
            ids = [(make.an_officer(town, person, seat="owner").id, actor(person)) for person in people]
            db.session.commit()
            town_id = town.id

        def leave(seat_id: int, by: Any) -> None:
            with app.app_context():
                gate.wait()
                try:
                    seats.leave(db.session.get_one(OrganisationMember, seat_id), by=by, now=SPRING)
                    db.session.commit()
                    answers.append("left")
                except Refused as refused:
                    answers.append(refused.reason)

        threads = [threading.Thread(target=leave, args=facts) for facts in ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with app.app_context():
            left = inside.count_owners(town_id)
            db.session.remove()
            db.engine.dispose()

    assert sorted(answers) == ["last-owner", "left"]
    assert left == 1


def test_who_loses_a_seat_is_asked_about_first_and_told(
    signed_in: SignIn, town: Organisation, owner: Person, officer: Person
) -> None:
    client = signed_in(owner)
    address = f"/en/organisations/{town.slug}/people/{seat_of(town, officer).id}/removal"

    page = client.get(address).text
    client.post(address)

    assert "Otto Officer does not act for Senden (Bayern) any more" in page
    assert queries.seat_in(actor(officer), town.id) is None
    assert [(row.kind, row.person_id) for row in db.session.scalars(select(OutboxRow))] == [
        ("organisations.removed", officer.id)
    ]
    assert client.post(address).status_code == 404


def test_an_officer_changes_nothing_but_their_own_unit(
    signed_in: SignIn, town: Organisation, owner: Person, officer: Person
) -> None:
    roads = profile.add_unit(town, "Roads", by=actor(owner), now=SPRING)
    client, own, others = signed_in(officer), seat_of(town, officer), seat_of(town, owner)
    people = f"/en/organisations/{town.slug}/people"

    client.post(f"{people}/{own.id}", data={"seat": "owner", "unit": str(roads.id)})
    db.session.expire_all()

    assert (own.seat, own.unit_id) == ("officer", roads.id)
    assert client.get(f"{people}/{others.id}").status_code == 404
    assert client.get(f"{people}/{others.id}/removal").status_code == 404
    for act in (
        lambda: seats.remove(others, by=actor(officer), now=SPRING),
        lambda: seats.change_seat(own, seat=Seat.OWNER, by=actor(officer), now=SPRING),
    ):
        with pytest.raises(Refused, match="not-owner"):
            act()


def test_a_unit_of_another_organisation_cannot_be_chosen(signed_in: SignIn, town: Organisation, owner: Person) -> None:
    foreign = OrganisationUnit(organisation_id=make.an_organisation().id, name="Foreign")
    db.session.add(foreign)
    db.session.flush()
    own = seat_of(town, owner)

    answer = signed_in(owner).post(
        f"/en/organisations/{town.slug}/people/{own.id}", data={"seat": "owner", "unit": str(foreign.id)}
    )

    assert answer.status_code == 422
    assert own.unit_id is None


def test_units_are_added_renamed_and_removed(signed_in: SignIn, town: Organisation, officer: Person) -> None:
    client, address = signed_in(officer), f"/en/organisations/{town.slug}/units"
    client.post(address, data={"name": "Roads"})
    unit = queries.units_of(town.id)[0]

    client.post(f"{address}/{unit.id}", data={"name": "Streets <b>"})
    db.session.expire_all()
    renamed = units_of(town)
    page = client.get(f"{address}/{unit.id}/removal").text
    client.post(f"{address}/{unit.id}/removal")

    assert renamed == ["Streets <b>"]
    assert "“Streets &lt;b&gt;” is removed for good." in page
    assert units_of(town) == []


def test_people_stay_when_their_unit_goes(
    session: scoped_session[Any], signed_in: SignIn, town: Organisation, owner: Person
) -> None:
    by = actor(owner)
    unit = profile.add_unit(town, "Roads", by=by, now=SPRING)
    seats.choose_unit(seat_of(town, owner), unit_id=unit.id, by=by, now=SPRING)

    page = signed_in(owner).get(f"/en/organisations/{town.slug}/units/{unit.id}/removal").text
    profile.remove_unit(unit, by=by, now=SPRING)
    session.expire_all()

    assert "1 person works in it, and stays without a unit." in page
    assert seat_of(town, owner).unit_id is None


def test_a_units_name_that_is_taken_is_given_back(signed_in: SignIn, town: Organisation, owner: Person) -> None:
    profile.add_unit(town, "Roads", by=actor(owner), now=SPRING)

    answer = signed_in(owner).post(f"/en/organisations/{town.slug}/units", data={"name": " roads "})

    assert answer.status_code == 422
    assert 'value="roads"' in answer.text
    assert "There is a unit with this name already." in answer.text


def test_a_profile_is_shown_in_public(
    signed_in: SignIn, client: FlaskClient, town: Organisation, officer: Person
) -> None:
    facts = {
        "summary_de": "Eine Stadt an der Iller.",
        "summary_en": "",
        "website": "www.example.org",
        "contact_mail": "rathaus@example.org",
        "contact_phone": "+49 7307 0",
        "contact_address": "Example street 1\r\nExample town",
        "unit_word": "Fachbereich",
    }
    officers = signed_in(officer)
    officers.post(f"/en/organisations/{town.slug}/units", data={"name": "Roads"})

    answer = officers.post(f"/en/organisations/{town.slug}/profile", data=facts)
    page = client.get(f"/en/organisations/{town.slug}").text
    db.session.expire_all()

    assert answer.status_code == 302
    assert town.summary == {"de": "Eine Stadt an der Iller."}
    for shown in ("rathaus@example.org", "+49 7307 0", "https://www.example.org", "Units (Fachbereich)", "Roads"):
        assert shown in page
    assert "© Statistisches Bundesamt (Destatis), 2021, changed" in page
    assert [found.name for found in queries.visible_organisations(actor(officer), words="iller stadt").items] == [
        "Senden"
    ]


def test_a_profile_that_is_not_right_is_given_back(signed_in: SignIn, town: Organisation, owner: Person) -> None:
    facts = {"website": "javascript://x", "contact_mail": "nobody", "summary_en": "x" * 301, "unit_word": "Amt"}

    answer = signed_in(owner).post(f"/en/organisations/{town.slug}/profile", data=facts)

    assert answer.status_code == 422
    for field in ("website", "contact_mail", "summary_en"):
        assert f'href="#field-{field}"' in answer.text
    assert 'value="Amt"' in answer.text
    assert town.unit_word is None


def test_owners_read_the_history_with_names_and_in_words(
    signed_in: SignIn, town: Organisation, owner: Person, officer: Person
) -> None:
    other = make.an_organisation()
    make.an_officer(other, make.a_person(display_name="Sam Secret"), seat="owner")
    profile.add_unit(town, "Roads", by=actor(officer), now=SPRING)
    seats.change_seat(seat_of(town, officer), seat=Seat.OWNER, by=actor(owner), now=SPRING)
    secret = db.session.scalars(select(Person).filter_by(display_name="Sam Secret")).one()
    profile.add_unit(other, "Secret unit", by=actor(secret), now=SPRING)

    page = signed_in(owner).get(f"/de/organisations/{town.slug}/history").text

    assert "hat eine Organisationseinheit hinzugefügt" in page
    assert "hat eine Rolle geändert" in page
    assert page.count("Otto Officer") == 2
    assert "Sam Secret" not in page


def test_an_officer_does_not_read_the_history(signed_in: SignIn, town: Organisation, officer: Person) -> None:
    assert signed_in(officer).get(f"/en/organisations/{town.slug}/history").status_code == 404


@pytest.mark.parametrize("page", ["profile", "units", "people", "invitations", "history", "leaving"])
def test_nothing_inside_a_foreign_organisation_is_there(signed_in: SignIn, town: Organisation, page: str) -> None:
    stranger = make.a_person()
    make.an_officer(make.an_organisation(), stranger, seat="owner")

    assert signed_in(stranger).get(f"/en/organisations/{town.slug}/{page}").status_code == 404
