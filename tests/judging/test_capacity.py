"""Before anybody is invited: is the jury large enough, and what would more reviews buy?"""

from typing import Any

import numpy as np
import pytest
from flask import Flask
from sqlalchemy.orm import scoped_session

from challenge_hub.judging.rules.capacity import AssignmentRefused
from challenge_hub.judging.rules.stability import front_of, share_kept
from tests.judging.juries import a_jury, a_seat, browser, spring  # noqa: F401

TYPED = {"solutions": 60, "per_solution": 5, "minutes": 15, "jurors": 14, "days": 2, "hours": "1.5"}

# What `adjusted` found in 80 and 25 made-up events (tools/jury/events.py, seeds from 100): share of the best ten.
MEASURED = {(60, 2): 0.63, (60, 3): 0.69, (60, 5): 0.78, (60, 8): 0.83, (150, 3): 0.62, (150, 5): 0.69, (150, 8): 0.77}


@pytest.mark.parametrize(("solutions", "reviews"), MEASURED)
def test_the_share_of_the_best_is_that_of_the_made_up_events(solutions: int, reviews: int) -> None:
    found = share_kept(solutions=solutions, per_solution=reviews)

    assert found == pytest.approx(MEASURED[solutions, reviews], abs=0.03)


def test_the_formula_is_what_many_made_up_rankings_show() -> None:
    chance, size, error = np.random.default_rng(3), 400, 0.9 / 3
    shares = []
    for _ in range(300):
        quality = chance.normal(size=size)
        seen = quality + np.sqrt(error) * chance.normal(size=size)
        best, first = (set(np.argsort(-column)[:10].tolist()) for column in (quality, seen))
        shares.append(len(best & first) / 10)

    assert share_kept(solutions=size, per_solution=3) == pytest.approx(np.mean(shares), abs=0.02)


def test_more_reviews_never_keep_fewer_of_the_best() -> None:
    shares = [share_kept(solutions=80, per_solution=number) for number in range(1, 20)]

    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1


def test_a_small_event_looks_at_its_better_half() -> None:
    assert [front_of(number) for number in (1, 2, 7, 20, 5000)] == [1, 1, 3, 10, 10]
    assert share_kept(solutions=1, per_solution=1) == 1
    with pytest.raises(AssignmentRefused, match="reviews-below-one"):
        share_kept(solutions=9, per_solution=0)


@pytest.mark.usefixtures("spring")
def test_jurors_and_reviews_that_are_missing_are_told_in_a_sentence(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    address = f"/en/calls/{world.call.slug}/jury/capacity"
    client = browser(app, world, "organiser")

    few = client.get(address, query_string=TYPED).text
    enough = client.get(address, query_string={**TYPED, "jurors": 25}).text
    short = client.get(address, query_string={**TYPED, "minutes": 200}).text

    assert "You need 11 more jurors, or 2 reviews instead of 5." in few
    assert "300 reviews are needed, 300 are possible." in enough
    assert "One review takes longer than a juror has." in short


@pytest.mark.usefixtures("spring")
def test_the_calculator_begins_with_what_is_known(app: Flask, session: scoped_session[Any]) -> None:
    world = a_jury()
    world.round.reviews_per_solution, world.round.minutes_per_review = 4, 25
    a_seat(world, accepted_at=None, declared_at=None)
    a_seat(world, declined_at=world.call.opens_at)

    page = browser(app, world, "organiser").get(f"/en/calls/{world.call.slug}/jury/capacity").text

    for name, value in {"solutions": 1, "per_solution": 4, "minutes": 25, "jurors": 3}.items():
        assert f'value="{value}" id="field-{name}"' in page


@pytest.mark.usefixtures("spring")
@pytest.mark.parametrize("wrong", [{"solutions": "0"}, {"hours": "x"}, {"per_solution": ""}, {"jurors": "9" * 30}])
def test_what_makes_no_sense_is_said_at_its_field(
    app: Flask, session: scoped_session[Any], wrong: dict[str, str]
) -> None:
    world = a_jury()

    answer = browser(app, world, "organiser").get(
        f"/en/calls/{world.call.slug}/jury/capacity", query_string={**TYPED, **wrong}
    )

    assert answer.status_code == 422
    assert "Please correct 1 field" in answer.text
