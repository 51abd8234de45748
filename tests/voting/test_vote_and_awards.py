"""From the opening of a vote to the published result: the awards take over what it came to."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import scoped_session

from challenge_hub.access import Refused
from challenge_hub.calls import queries as calls
from challenge_hub.calls.models import Prize
from challenge_hub.infrastructure.db import db
from challenge_hub.results import preparing, releases
from challenge_hub.results.models import Award
from challenge_hub.results.rules import Choice
from challenge_hub.results.rules.prizes import follows_votes
from challenge_hub.results.tasks import tasks_for
from challenge_hub.solutions.models import Conflict, Solution
from tests import factories as make
from tests.cast import SPRING, World, actor, sign_in
from tests.voting.votes import END, MINUTE, a_hall, an_open_vote, choose, prepared, prize_of, solutions_of

REASON = {"en": "The hall liked it."}


@pytest.fixture
def world(session: scoped_session[Any]) -> World:
    """The round is closed, everything reviewed."""
    return a_judged_hall()


def a_judged_hall(decider: str = "audience") -> World:
    world = a_hall(decider)
    world.round.closed_at = SPRING
    for id_ in solutions_of(world):
        make.a_review(world.round, world.seat, db.session.get_one(Solution, id_), {"impact": "4"})
    db.session.commit()
    return world


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(SPRING, tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize(
    ("awarded", "more", "reason"),
    [
        ({1: {7}}, {}, None),
        ({1: {8}}, {}, None),
        ({1: {7, 8}}, {}, None),
        ({1: {9}}, {}, "follow-the-vote"),
        ({1: {7, 9}}, {}, "follow-the-vote"),
        ({}, {}, "follow-the-vote"),
        ({1: {9}}, {"is_limited": True}, None),
        ({1: {7}, 2: {5}}, {"going_on": {2}}, "vote-runs-still"),
        ({1: {7}}, {"going_on": {2}}, None),
        ({1: {7}}, {"going_on": {2}, "is_final": True}, "vote-runs-still"),
        ({1: {7}, 3: {4}}, {}, None),
    ],
)
def test_the_awards_follow_the_vote(awarded: Any, more: Any, reason: str | None) -> None:
    """Prize 1 was voted upon: 7 and 8 are level; prize 3 too, and nobody voted."""
    usual = {"going_on": (), "is_limited": False, "is_final": False}

    assert follows_votes(awarded, {1: {7, 8}, 3: set()}, **{**usual, **more}).reason == reason


def edit(world: World, *solutions: int, now: Any = END, **typed: Any) -> None:
    judged = calls.any_round(world.call.id, 1)
    choices = [Choice(prize_of(world).id, id_, REASON, **typed) for id_ in solutions]
    facts = {"statement": {}, "decided_at": SPRING, "by": actor(world["chair"]), "now": now}
    releases.edit_awards(world.call, judged, choices, **facts)  # type: ignore[arg-type]


def test_figures_come_from_the_vote_whatever_was_typed(world: World) -> None:
    first, second, _ = solutions_of(world)
    for code, chosen in zip(an_open_vote(world, 4), (second, second, first), strict=False):
        choose(code, chosen)

    edit(world, second, source="Made up", votes=(90, 90))

    award = db.session.query(Award).one()
    assert (award.decider, award.votes_for, award.votes_cast) == ("audience", 2, 3)
    assert award.source == "Vote of 1 March 2027, 3 of 4 ballots cast"
    for wrong in ((first,), (first, second), ()):
        with pytest.raises(Refused, match="follow-the-vote"):
            edit(world, *wrong)


def test_a_prize_is_not_awarded_while_its_vote_runs(world: World) -> None:
    first = solutions_of(world)[0]
    (code,) = an_open_vote(world, 1)

    with pytest.raises(Refused, match="vote-runs-still"):
        edit(world, first, now=SPRING + MINUTE)
    edit(world, now=SPRING + MINUTE)
    release, judged = preparing.open_release(world.call.id), calls.any_round(world.call.id, 1)
    assert release is not None
    with pytest.raises(Refused, match="vote-runs-still"):
        releases.hand_over(world.call, judged, release, by=actor(world["chair"]), now=SPRING + MINUTE)
    choose(code, first, now=SPRING + MINUTE)
    with pytest.raises(Refused, match="follow-the-vote"):
        releases.hand_over(world.call, judged, release, by=actor(world["chair"]), now=END)


def told(app: Flask, world: World, role: str, now: Any = END) -> list[str]:
    with app.test_request_context("/en/"):
        return [str(task.sentence) for task in tasks_for(actor(world[role]), now) if "vote" in str(task.sentence)]


def test_a_vote_that_is_over_is_a_task_until_its_prize_is_awarded(app: Flask, world: World) -> None:
    (code,) = an_open_vote(world, 1)
    choose(code, solutions_of(world)[0])
    sentence = ["The vote about the prize “Hall's prize” is over: award it"]
    facts = {"kind": "family", "declared_at": SPRING, "solution_id": world.solution.id}
    db.session.add(Conflict(person_id=world["organiser"].id, **facts))
    db.session.flush()

    assert told(app, world, "chair", SPRING + MINUTE) == []
    assert told(app, world, "chair") == sentence
    assert told(app, world, "organiser") == told(app, world, "member") == told(app, world, "juror") == []
    edit(world, solutions_of(world)[0])
    assert told(app, world, "chair") == []


def form_of(page: str, prize: Prize) -> str | None:
    """The solution the form proposes."""
    part = page[page.index(f'name="prize-{prize.id}-solution"') :]
    found = re.search(r'value="(\d*)" selected', part[: part.index("</select>")])
    return found and found[1]


@pytest.mark.parametrize(("decider", "word"), [("audience", "the audience"), ("mentors", "the mentors")])
def test_from_the_opening_to_the_published_result(
    client: FlaskClient, session: scoped_session[Any], clock: Any, decider: str, word: str
) -> None:
    world = a_judged_hall(decider)
    first, second, _ = solutions_of(world)
    at, prize = f"/en/calls/{world.call.slug}", prize_of(world)
    sign_in(client, world["organiser"])
    client.post(f"{at}/votes", data={"prize": prize.id})
    sheet = client.post(f"{at}/votes/1/ballots", data={"many": "5"}).text
    wrong = client.post(f"{at}/votes/1/opening", data={"most_choices": "1", "minutes": ""})
    opening = client.post(f"{at}/votes/1/opening", data={"most_choices": "1", "minutes": "10"})
    codes = [code.replace("-", "") for code in re.findall(r'slip-code" translate="no">([^<]+)<', sheet)]
    hall = client.application.test_client()
    for code, chosen in zip(codes, (second, second, first), strict=False):
        hall.post(f"/en/ballots/{code}", data={"chosen": str(chosen), "step": "cast"})
    running = client.get(f"{at}/votes/1").text
    client.post(f"{at}/votes/1/extension", data={"ends_at": "2027-03-01T13:20", "reason": "A queue at the door."})
    client.post(f"{at}/votes/1/closing")
    over = " ".join(client.get(f"{at}/votes/1").text.split())
    sign_in(client, world["chair"])
    page = client.get(f"{at}/awards").text
    one = f"prize-{prize.id}-"
    typed = {"decided_on": "2027-03-01", f"{one}solution": form_of(page, prize) or "", f"{one}reason_en": "Loved."}
    kept = client.post(f"{at}/awards", data=typed)
    client.post(f"{at}/awards/handover")
    sign_in(client, world["organiser"])
    release = preparing.open_release(world.call.id)
    client.post(f"{at}/awards/release", data={"seen": release.content_sha256 if release else ""})
    result = " ".join(hall.get(f"{at}/results").text.split())

    assert (wrong.status_code, opening.status_code, kept.status_code) == (422, 302, 302)
    assert "3 of 5 cast" in running
    assert "Votes for it" not in running
    assert "A queue at the door." in over
    assert re.search(r"most votes</span></th><td class=\"number\">2</td>", over)
    assert form_of(page, prize) == str(second)
    assert f"The {decider} chose it: most votes, 2 of 3 ballots." in page
    assert f"Decided by: {word}, 2 of 3 votes. Vote of 1 March 2027, 3 of 5 ballots cast" in result


def test_a_tie_is_told_and_nobody_is_proposed(client: FlaskClient, world: World, clock: Any) -> None:
    first, second, _ = solutions_of(world)
    for code, chosen in zip(an_open_vote(world, 2), (first, second), strict=True):
        choose(code, chosen)
    db.session.commit()
    clock.move_to(END)
    sign_in(client, world["chair"])
    at = f"/en/calls/{world.call.slug}"

    page = client.get(f"{at}/awards").text

    assert "A tie: 2 solutions have 1 votes each." in page
    assert form_of(page, prize_of(world)) == ""
    assert "Several solutions have most votes." in client.get(f"{at}/votes/1").text


def test_whoever_has_a_conflict_reads_no_count_anywhere(client: FlaskClient, world: World, clock: Any) -> None:
    second = solutions_of(world)[1]
    for code in an_open_vote(world, 2):
        choose(code, second)
    facts = {"kind": "family", "declared_at": SPRING, "solution_id": world.solution.id}
    db.session.add(Conflict(person_id=world["organiser"].id, **facts))
    db.session.commit()
    clock.move_to(END)
    sign_in(client, world["organiser"])
    at = f"/en/calls/{world.call.slug}"

    awards, vote = client.get(f"{at}/awards").text, client.get(f"{at}/votes/1").text

    assert "Others run it and read its counts." in awards
    assert "Others run it and read its counts." in vote
    assert form_of(awards, prize_of(world)) == ""
    assert "Votes for it" not in vote
    assert "most votes" not in awards + vote


def test_without_a_vote_a_count_is_recorded_by_hand_as_before(world: World) -> None:
    prepared(world)

    edit(world, solutions_of(world)[0], source="Show of hands", votes=(31, 54))

    award = db.session.query(Award).one()
    assert (award.source, award.votes_for, award.votes_cast) == ("Show of hands", 31, 54)
