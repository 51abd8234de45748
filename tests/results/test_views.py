"""Results in public: what everyone may read, and nothing that was not made known."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import scoped_session

from challenge_hub.access import OPERATOR
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import any_round
from challenge_hub.infrastructure.db import db
from challenge_hub.results.actions import publish
from tests import factories as make

NOON = datetime(2027, 6, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_june(session: scoped_session[Any]) -> Any:
    with time_machine.travel(datetime(2027, 6, 3, tzinfo=UTC), tick=False):
        yield


def a_judged_call(points: dict[str, list[str]], **settings: Any) -> Call:
    """A call whose solutions, by title, got these points from as many jurors; not published yet."""
    call = make.a_call()
    challenge = make.a_challenge(call)
    judging_round = make.a_round(call, **settings)
    jurors = [make.a_juror(call) for _ in range(max(map(len, points.values())))]
    for title, given in points.items():
        solution = make.a_solution(challenge, key=title.lower(), title={"en": title})
        for juror, value in zip(jurors, given, strict=False):
            make.a_review(judging_round, juror, solution, {"impact": value})
    db.session.expire_all()
    return call


def publish_round(call: Call, **facts: Any) -> None:
    values = {"number": 1, "seed": 1, "reason": None, "published_at": NOON, "by": OPERATOR, "now": NOON}
    publish(any_round(call.id, 1), **{**values, **facts})


def page_of(client: FlaskClient, call: Call, query: str = "") -> str:
    return client.get(f"/en/calls/{call.slug}/results{query}").text


def test_before_publication_nothing_of_the_scores_is_public(client: FlaskClient) -> None:
    call = a_judged_call({"Radar": ["4.75"] * 5})

    page = page_of(client, call)
    everything = page + client.get(f"/en/calls/{call.slug}").text + client.get("/en/solutions").text

    assert "No results yet" in page
    assert "4.75" not in everything
    assert "Place 1" not in client.get(f"/en/calls/{call.slug}/solutions/radar").text


def test_a_publication_with_a_later_date_waits_for_it(client: FlaskClient) -> None:
    call = a_judged_call({"Radar": ["4.75"] * 5})
    publish_round(call, published_at=datetime(2027, 6, 4, tzinfo=UTC))

    before = page_of(client, call)
    with time_machine.travel(datetime(2027, 6, 5, tzinfo=UTC), tick=False):
        after = page_of(client, call)

    assert "4.75" not in before
    assert "4.75" in after


def test_places_points_and_mean_stand_side_by_side(client: FlaskClient) -> None:
    call = a_judged_call({"Radar": ["5", "4", "0"], "Lamp": ["3", "3", "3.5"]})
    publish_round(call)

    page = page_of(client, call)

    assert page.index("radar") < page.index("lamp")
    assert "By the plain mean, Lamp would stand first; here it has place 2." in page
    assert "3.1667" in page


def test_where_both_methods_agree_no_notice_stands_in_the_way(client: FlaskClient) -> None:
    call = a_judged_call({"Radar": ["5", "5", "5"], "Lamp": ["3", "3", "3"]})
    publish_round(call)

    assert "Another method, another order" not in page_of(client, call)


def test_a_shared_place_says_that_it_is_shared(client: FlaskClient) -> None:
    call = a_judged_call({"Radar": ["4"], "Lamp": ["4"], "Bench": ["1"]})
    publish_round(call)

    page = page_of(client, call)

    assert page.count("(shared)") == 2
    assert '<td class="number">3</td>' in page.replace("\n", "").replace("  ", "")


def test_a_lot_is_told_with_its_number_and_its_order(client: FlaskClient) -> None:
    call = a_judged_call({"Radar": ["4"], "Lamp": ["4"]}, tie_rules=["lot"], seed=4711)
    publish_round(call)

    page = page_of(client, call)

    assert "Drawn by lot for place 1 with the number 4711, in this order: " in page
    assert page.count("(tie, decided by lot)") == 2


def test_a_solution_nobody_reviewed_is_named_without_a_place(client: FlaskClient) -> None:
    call = a_judged_call({"Radar": ["4"], "Lamp": []})
    publish_round(call)

    page = page_of(client, call)

    assert "not reviewed" in page
    assert client.get(f"/en/calls/{call.slug}/results/lamp").status_code == 404


def test_sheets_appear_with_drawn_numbers_and_without_names(client: FlaskClient) -> None:
    call = a_judged_call({"Radar": ["1", "2", "3", "4", "5"]})
    make.a_juror(call, label="Ada Example")
    publish_round(call)

    page = client.get(f"/en/calls/{call.slug}/results/radar").text

    assert f'href="/en/calls/{call.slug}/results/radar"' in page_of(client, call)
    assert page.count("No. ") == 5
    assert "Ada Example" not in page


@pytest.mark.parametrize(
    ("jurors", "announced", "sentence"),
    [
        (4, True, "The single sheets are not published, because fewer than five jurors took part."),
        (5, False, "The single sheets are not published, because the round had not announced it."),
    ],
)
def test_sheets_that_do_not_appear_say_why(client: FlaskClient, jurors: int, announced: bool, sentence: str) -> None:
    call = a_judged_call({"Radar": ["3.25"] * jurors}, sheets_public=announced)
    publish_round(call)

    page = page_of(client, call)

    assert sentence in page
    assert "No. " not in page
    assert client.get(f"/en/calls/{call.slug}/results/radar").status_code == 404


def test_a_correction_is_a_new_number_with_its_reason_and_the_old_one_stays(client: FlaskClient) -> None:
    call = a_judged_call({"Radar": ["4"]})
    publish_round(call)
    publish_round(call, number=2, reason="A sheet had been left out.")

    newest, first = page_of(client, call), page_of(client, call, "?publication=1.1")

    assert "A sheet had been left out." in newest
    assert "A sheet had been left out." not in first
    assert client.get(f"/en/calls/{call.slug}/results?publication=1.3").status_code == 404


def test_figures_keep_the_places_that_the_rules_state(client: FlaskClient) -> None:
    call = a_judged_call({"Radar": ["4.123456"], "Lamp": ["1"]}, sheet_places=6, total_places=6, method="mean")
    publish_round(call)

    assert "4.123456" in page_of(client, call)
