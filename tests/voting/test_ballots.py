"""A ballot through its pages: a code, a choice, a second look, cast."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import scoped_session

from challenge_hub.accounts.throttling import BALLOT_FROM
from challenge_hub.infrastructure.db import db
from challenge_hub.voting.rules import in_halves
from tests.cast import SPRING, World, sign_in
from tests.voting.votes import END, MINUTE, a_hall, an_open_vote, counts, opened, prepared, solutions_of, with_ballots


@pytest.fixture
def world(session: scoped_session[Any]) -> Iterator[World]:
    with time_machine.travel(SPRING + MINUTE, tick=False):
        yield a_hall()


def a_ballot(world: World, **facts: Any) -> str:
    (code,) = an_open_vote(world, 1, **facts)
    db.session.commit()
    return code


def test_a_typed_code_leads_to_the_ballot(world: World, client: FlaskClient) -> None:
    code = a_ballot(world)

    answer = client.post("/en/ballots", data={"code": in_halves(code).lower()})
    wrong = client.post("/en/ballots", data={"code": "ABCDE-FGHJK"})

    assert answer.location == f"/en/ballots/{code}"
    assert wrong.status_code == 422
    assert "No ballot has this code" in wrong.text
    assert client.get("/en/ballots/ABCDEFGHJK").status_code == 404


def test_wrong_codes_are_slowed_down_and_right_ones_are_not(world: World, client: FlaskClient) -> None:
    code = a_ballot(world)
    right = [client.post("/en/ballots", data={"code": code}).status_code for _ in range(BALLOT_FROM.free + 5)]
    wrong = [client.post("/en/ballots", data={"code": "ABCDEFGHJK"}).status_code for _ in range(BALLOT_FROM.free + 1)]

    assert set(right) == {302}
    assert wrong == [422] * BALLOT_FROM.free + [429]


def test_choosing_and_looking_writes_nothing_and_casting_counts_once(world: World, client: FlaskClient) -> None:
    code = a_ballot(world)
    chosen = str(solutions_of(world)[1])
    address = f"/en/ballots/{code}"

    looked = client.post(address, data={"chosen": chosen, "step": "look"})
    before = counts(world)
    back = client.post(address, data={"chosen": chosen, "step": "back"})
    cast = client.post(address, data={"chosen": chosen, "step": "cast"})
    again = client.post(address, data={"chosen": chosen, "step": "cast"})

    assert "Look at your choice" in looked.text
    assert before == [0, 0, 0]
    assert re.search(rf'value="{chosen}" checked', back.text)
    assert (cast.status_code, cast.location) == (302, address)
    assert (again.status_code, "is counted" in again.text) == (403, True)
    assert counts(world) == [0, 1, 0]
    assert "This ballot was cast" in client.get(address).text


@pytest.mark.parametrize("data", [{}, {"chosen": ""}, {"chosen": "0"}, {"chosen": "x"}, {"chosen": str(2**40)}])
def test_an_empty_or_strange_choice_is_sent_back(world: World, client: FlaskClient, data: dict[str, str]) -> None:
    code = a_ballot(world)

    for step in ("look", "cast"):
        assert client.post(f"/en/ballots/{code}", data={**data, "step": step}).status_code == 422
    assert counts(world) == [0, 0, 0]


def test_a_ballot_with_several_choices_has_boxes_and_a_limit(world: World, client: FlaskClient) -> None:
    code = a_ballot(world, most=2)
    everything = [str(id_) for id_ in solutions_of(world)]

    page = client.get(f"/en/ballots/{code}").text
    too_many = client.post(f"/en/ballots/{code}", data={"chosen": everything, "step": "look"})
    client.post(f"/en/ballots/{code}", data={"chosen": everything[:2], "step": "cast"})

    assert page.count('type="checkbox" name="chosen"') == 3
    assert (too_many.status_code, "more solutions than this ballot allows" in too_many.text) == (422, True)
    assert counts(world) == [1, 1, 0]


def test_before_and_after_the_vote_the_ballot_says_so(world: World, client: FlaskClient) -> None:
    prepared(world)
    (code,) = with_ballots(world, 1)
    db.session.commit()
    early = client.get(f"/en/ballots/{code}").text
    opened(world, starts_at=SPRING + 2 * MINUTE)
    db.session.commit()
    waiting = client.get(f"/de/ballots/{code}").text
    with time_machine.travel(END, tick=False):
        late = client.get(f"/en/ballots/{code}").text

    assert "This vote has not begun yet" in early
    assert "Diese Abstimmung hat noch nicht begonnen" in waiting
    assert "This vote is over" in late


def test_codes_are_shown_once_and_each_opens_its_ballot(world: World, client: FlaskClient) -> None:
    prepared(world)
    db.session.commit()
    sign_in(client, world["organiser"])
    at = f"/en/calls/{world.call.slug}/votes/1"

    sheet = client.post(f"{at}/ballots", data={"many": "7"})
    codes = re.findall(r'slip-code" translate="no">([^<]+)<', sheet.text)
    shown_later = client.get(at).text + client.get(f"{at}/ballots").text

    assert len(set(codes)) == 7
    assert sheet.headers["Cache-Control"] == "no-store"
    assert not any(code in shown_later or code.replace("-", "") in shown_later for code in codes)
    assert all(client.get(f"/en/ballots/{code.replace('-', '')}").status_code == 200 for code in codes)
    assert client.post(f"{at}/ballots", data={"many": "101"}).status_code == 422
