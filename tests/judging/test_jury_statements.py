"""What the jury's pages ask of the database: as little for forty as for one."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import scoped_session

from tests import factories as make
from tests.cast import World
from tests.judging.juries import NOW, a_jury, a_seat, browser, given, ranked, spring  # noqa: F401
from tests.pages.test_me import MOST as MOST_OF_ONES_OWN

pytestmark = pytest.mark.usefixtures("spring")
SIX = {f"criterion-{n}": "1" for n in range(6)}
MOST = 10
MOST_TO_SAVE = 12
BUDGETS = {"jury/rounds/2/shortlist": 13}
"""The one asks for two rounds and what sittings resolved, the other for prizes and what is too close to call."""


def a_full_desk(many: int) -> World:
    """So many solutions on the desk, all but one done by several jurors."""
    world = a_jury()
    world.round.closed_at = NOW
    criteria = make.a_round(world.call, number=2, weights=SIX)
    world.round = criteria
    solutions = [world.solution, *(make.a_solution(world.challenge) for _ in range(many - 1))]
    for seat in [world.seat, *(a_seat(world) for _ in range(min(many, 2)))]:
        given(world, seat, *solutions)
        for solution in solutions[1:]:
            make.a_review(criteria, seat, solution, dict.fromkeys(SIX, "3"))
    ranked(world)
    return world


PAGES = {
    "juror": ["desk", "desk/expertise", "desk/KEY", "desk/KEY/return", "jury/solutions/KEY"],
    "organiser": [
        "jury", "jury/capacity", "jury/SEAT/expertise", "jury/rounds", "jury/rounds/2", "jury/plan",
        "jury/rounds/2/shortlist", "jury/progress", "jury/returned", "jury/contenders", "jury/reminders",
        "jury/closing", "jury/conflicts", "jury/ranking", "jury/ranking/KEY",
    ],
}  # fmt: skip


@pytest.mark.parametrize("role", PAGES)
def test_a_page_asks_as_little_for_forty_as_for_one(
    app: Flask, session: scoped_session[Any], seen: list[str], role: str
) -> None:
    counts: dict[str, list[int]] = {page: [] for page in PAGES[role]}
    for many in (1, 40):
        world = a_full_desk(many)
        client = browser(app, world, role)
        slug, key, seat = world.call.slug, world.solution.key, str(world.seat.id)
        for page in PAGES[role]:
            session.remove()
            seen.clear()
            address = page.replace("KEY", key).replace("SEAT", seat)
            assert client.get(f"/en/calls/{slug}/{address}").status_code == 200
            counts[page].append(len(seen))

    assert {
        page: found for page, found in counts.items() if found[0] != found[1] or found[0] > BUDGETS.get(page, MOST)
    } == {}


@pytest.mark.parametrize("again", [False, True])
def test_saving_six_criteria_and_a_comment_asks_little(
    app: Flask, session: scoped_session[Any], seen: list[str], again: bool
) -> None:
    world = a_full_desk(4)
    client = browser(app, world, "juror")
    address = f"/en/calls/{world.call.slug}/desk/{world.solution.key}"
    points = {f"points-{key}": "4" for key in SIX}
    typed = {**points, "comment": "Good.", "note": "Mine."}
    if again:
        first = client.post(address, data={**typed, "revision": "0"}, headers={"X-Autosave": "1"})
        assert first.json["revision"] == 1
    session.commit()
    seen.clear()

    answer = client.post(address, data={**typed, "revision": "1" if again else "0", "intent": "done"})

    assert answer.status_code == 302
    assert len(seen) <= MOST_TO_SAVE


def test_my_tasks_ask_as_little_for_forty_reviews_as_for_one(
    app: Flask, session: scoped_session[Any], seen: list[str]
) -> None:
    counts = []
    for many in (1, 40):
        world = a_full_desk(many)
        client = browser(app, world, "juror")
        seen.clear()
        client.get("/en/me")
        counts.append(len(seen))

    assert counts[0] == counts[1]
    assert counts[0] <= MOST_OF_ONES_OWN
