"""Several clicks at once: a ballot counts once, and no vote gets lost among others."""

from flask import Flask

from challenge_hub.infrastructure.db import db
from challenge_hub.voting.actions import running
from tests.at_once import AT_ONCE, all_at_once
from tests.cast import World, actor
from tests.voting.votes import MINUTE, SPRING, a_hall, an_open_vote, at, choose, counts, solutions_of


def a_vote(app: Flask, ballots: int) -> tuple[World, list[int], list[str]]:
    with app.app_context():
        world = a_hall()
        codes = an_open_vote(world, ballots)
        solutions = solutions_of(world)
        db.session.commit()
        for thing in (world.call, world["organiser"]):
            db.session.refresh(thing)
        db.session.expunge_all()
    return world, solutions, codes


def use(code: str, solution: int) -> str:
    choose(code, solution)
    return "counted"


def test_clicks_at_once_with_one_ballot_count_once(own_app: Flask) -> None:
    world, solutions, (code,) = a_vote(own_app, 1)

    results = all_at_once(own_app, lambda number: use(code, solutions[number % 2]))

    with own_app.app_context():
        assert results == ["ballot-used"] * (AT_ONCE - 1) + ["counted"]
        assert sum(counts(world)) == 1


def test_ballots_cast_at_once_are_all_counted(own_app: Flask) -> None:
    world, solutions, codes = a_vote(own_app, AT_ONCE)

    results = all_at_once(own_app, lambda number: use(codes[number], solutions[number % 2]))

    with own_app.app_context():
        assert results == ["counted"] * AT_ONCE
        assert counts(world) == [AT_ONCE // 2, AT_ONCE // 2, 0]


def test_a_vote_called_off_while_ballots_are_cast_keeps_no_count(own_app: Flask) -> None:
    world, solutions, codes = a_vote(own_app, AT_ONCE)
    organiser = actor(world["organiser"])

    def act(number: int) -> str:
        if number:
            return use(codes[number], solutions[0])
        room = at(world, SPRING + MINUTE)
        running.cancel_vote(room, reason="A slip.", by=organiser, now=SPRING + MINUTE)
        return "called off"

    results = all_at_once(own_app, act)

    with own_app.app_context():
        assert "called off" in results
        assert counts(world) == [0, 0, 0]
