"""Calls in public."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask.testing import FlaskClient

from tests import factories as make

OPENS = datetime(2027, 5, 1, 8, tzinfo=UTC)


def test_a_call_shows_who_organises_it_and_what_it_asks(client: FlaskClient) -> None:
    town = make.an_organisation(name="Example town at the lake")
    call = make.a_call(by=town, title={"en": "Mobility without a car"})
    make.a_challenge(call, title={"en": "Night buses"})

    page = client.get(f"/en/calls/{call.slug}").text

    assert "Mobility without a car" in page
    assert "Example town at the lake" in page
    assert "Night buses" in page


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2027-04-30T12:00:00Z", "Solutions can be submitted from Saturday, 1 May 2027, 10:00 (CEST, Europe/Berlin)."),
        ("2027-05-02T12:00:00Z", "Deadline: Friday, 14 May 2027, 23:55 (CEST, Europe/Berlin). Then the jury begins."),
        (
            "2027-05-20T12:00:00Z",
            "The jury is judging the solutions until Tuesday, 1 June 2027, 10:00 (CEST, Europe/Berlin).",
        ),
        ("2027-06-02T12:00:00Z", "The call has ended. As soon as its results are published, they appear here."),
    ],
)
def test_a_call_says_in_every_phase_what_happens_next(client: FlaskClient, moment: str, sentence: str) -> None:
    call = make.a_call()

    with time_machine.travel(moment, tick=False):
        page = client.get(f"/en/calls/{call.slug}").text

    assert sentence in page


def test_a_deadline_is_shown_in_german_with_its_zone(client: FlaskClient) -> None:
    call = make.a_call()

    with time_machine.travel("2027-05-02T12:00:00Z", tick=False):
        page = client.get(f"/de/calls/{call.slug}").text

    assert "Freitag, 14. Mai 2027, 23:55 Uhr (MESZ, Europe/Berlin)" in page


def test_whole_days_are_shown_without_a_time(client: FlaskClient) -> None:
    call = make.a_call(
        whole_days=True,
        time_zone="America/New_York",
        opens_at=datetime(2025, 7, 26, 4, tzinfo=UTC),
        closes_at=datetime(2025, 7, 27, 4, tzinfo=UTC),
        ends_at=datetime(2025, 7, 27, 4, tzinfo=UTC),
    )

    assert "26. Juli 2025<" in client.get(f"/de/calls/{call.slug}").text


def test_a_call_that_does_not_exist_is_404_in_the_language_of_the_address(client: FlaskClient) -> None:
    answer = client.get("/de/calls/there-is-none")

    assert answer.status_code == 404
    assert "Diese Seite gibt es nicht" in answer.text


def test_calls_are_found_by_words_in_any_language_and_spelling(client: FlaskClient) -> None:
    make.a_call(title={"en": "Road works", "de": "Straßenbaustellen"})
    make.a_call(title={"en": "Playgrounds"})

    page = client.get("/en/calls?q=STRASSENBAU").text

    assert "Road works" in page
    assert "Playgrounds" not in page


@pytest.mark.parametrize("page", ["0", "-1", "x", "2", "99999999999", "²"])
def test_a_page_that_does_not_exist_is_404(client: FlaskClient, page: str) -> None:
    make.a_call()

    assert client.get(f"/en/calls?page={page}").status_code == 404


def test_a_long_list_comes_in_pages_that_keep_the_search(client: FlaskClient) -> None:
    for number in range(25):
        make.a_call(title={"en": f"Mobility {number}"})

    first = client.get("/en/calls?q=mobility").text
    second = client.get("/en/calls?q=mobility&page=2").text

    assert "Page 1 of 2" in first
    assert 'href="/en/calls?q=mobility&amp;page=2"' in first
    assert second.count('class="card-title"') == 1


def test_a_kept_page_is_gone_with_the_next_act(client: FlaskClient) -> None:
    call = make.a_call(title={"en": "Before"})
    before = client.get(f"/en/calls/{call.slug}").text
    call.title = {"en": "After"}
    make.db.session.commit()
    kept = client.get(f"/en/calls/{call.slug}").text

    client.post("/en/accessibility/report", data={"message": "An act that adds a line to the trail."})
    after = client.get(f"/en/calls/{call.slug}").text

    assert "Before" in before
    assert "Before" in kept
    assert "After" in after


def test_a_kept_page_is_built_anew_after_a_minute_however_often_it_is_read(client: FlaskClient) -> None:
    call = make.a_call()

    with time_machine.travel("2027-05-14T21:54:00Z", tick=False) as clock:
        before = client.get(f"/en/calls/{call.slug}").text
        clock.shift(40)
        client.get(f"/en/calls/{call.slug}")
        clock.shift(40)
        after = client.get(f"/en/calls/{call.slug}").text

    assert "Deadline: Friday, 14 May 2027, 23:55" in before
    assert "The jury is judging the solutions" in after
