"""The shortlist of an anonymised round tells the chair numbers and nothing else, before and after it is filled."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import scoped_session

from challenge_hub.infrastructure.db import db
from challenge_hub.judging.anonymity import DrawnNumber
from tests import factories as make
from tests.judging.blind import NUMBER, Blind, a_blind_jury, canaries_in
from tests.judging.juries import NOW, browser, ranked, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")


@pytest.fixture
def blind(session: scoped_session[Any]) -> Blind:
    """The first round is closed and ranked, the hidden solution is the better one; the second has a shortlist."""
    blind = a_blind_jury()
    world = blind.world
    for solution, points in ((blind.hidden, "5"), (blind.other, "2")):
        make.a_review(world.round, world.seat, solution, {"impact": points})
    world.round.closed_at = NOW
    second = make.a_round(world.call, number=2, has_shortlist=True, is_anonymous=True)
    numbers = ((blind.hidden, 511), (blind.other, 734))
    db.session.add_all(DrawnNumber(round_id=second.id, solution_id=one.id, number=n) for one, n in numbers)
    ranked(world)
    return blind


def test_the_chair_chooses_by_numbers_and_learns_no_name(app: Flask, blind: Blind) -> None:
    client, address = browser(app, blind.world, "chair"), f"/en/calls/{blind.slug}/jury/rounds/2/shortlist"
    typed = {"source": "place", "most": "1"}

    before = client.get(address).text
    preview = client.post(address, data=typed).text
    shown = preview.split('name="shown" value="')[1].split('"')[0]
    answer = client.post(address, data={**typed, "shown": shown})
    after = client.get(address).text
    wrong = client.post(address, data={"source": "decision"}).text

    assert answer.status_code == 302
    for page in (before, preview, after, wrong):
        assert canaries_in(page) == []
        assert f"Solution {NUMBER}" in page


def test_organisers_who_know_the_names_read_them(app: Flask, blind: Blind) -> None:
    page = browser(app, blind.world, "organiser").get(f"/en/calls/{blind.slug}/jury/rounds/2/shortlist").text

    assert "title" in canaries_in(page)
