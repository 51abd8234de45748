"""What the pages of a sitting ask of the database: as little for forty solutions as for one."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import scoped_session

from challenge_hub.infrastructure.db import db
from tests import factories as make
from tests.cast import World
from tests.deliberation.sittings import a_sitting, a_trial, comes
from tests.judging.juries import NOW, a_jury, a_seat, browser, spring  # noqa: F401

pytestmark = pytest.mark.usefixtures("spring")
MOST = 18
PAGES = {
    "juror": ["sittings", "sittings/1", "sittings/1/items/1", "trial"],
    "chair": [
        "sittings/1",
        "sittings/1/items/1",
        "sittings/1/attendance",
        "sittings/1/resolutions",
        "sittings/1/closing",
    ],
}


def a_full_room(many: int) -> World:
    """So many solutions on the agenda, reviewed by several jurors who are all here."""
    world = a_jury()
    a_trial(world)
    seats = [world.seat, *(a_seat(world) for _ in range(min(many, 3)))]
    for solution in [make.a_solution(world.challenge) for _ in range(many)]:
        for seat in seats:
            make.a_review(world.round, seat, solution, {"impact": "3"})
    world.round.closed_at = NOW
    db.session.flush()
    comes(world, a_sitting(world), *(seat.id for seat in seats))
    db.session.commit()
    return world


@pytest.mark.parametrize("role", PAGES)
def test_a_page_asks_as_little_for_forty_as_for_one(
    app: Flask, session: scoped_session[Any], seen: list[str], role: str
) -> None:
    counts: dict[str, list[int]] = {page: [] for page in PAGES[role]}
    for many in (1, 40):
        world = a_full_room(many)
        client = browser(app, world, role)
        slug = world.call.slug
        for page in PAGES[role]:
            session.remove()
            seen.clear()
            assert client.get(f"/en/calls/{slug}/jury/{page}").status_code == 200
            counts[page].append(len(seen))

    assert {page: found for page, found in counts.items() if found[0] != found[1] or found[0] > MOST} == {}
