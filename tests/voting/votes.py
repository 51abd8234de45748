"""A call with a prize of the audience and three solutions, and the steps of a vote about it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from challenge_hub.calls.models import Prize
from challenge_hub.infrastructure.db import db
from challenge_hub.solutions.models import Solution
from challenge_hub.voting.actions import running
from challenge_hub.voting.actions.casting import cast
from challenge_hub.voting.codes import drawn_codes
from challenge_hub.voting.models import Vote, VoteSolution
from challenge_hub.voting.queries.ballots import BallotPaper, paper_of
from challenge_hub.voting.queries.rooms import VoteRoom, jury_of, vote_room
from challenge_hub.voting.rules import Opening
from tests import factories as make
from tests.cast import SPRING, World, a_world, actor

MINUTE = timedelta(minutes=1)
END = SPRING + 10 * MINUTE


def a_hall(decider: str = "audience") -> World:
    """After the deadline, with three solutions; the prize is decided by a vote."""
    world = a_world(closes_at=SPRING)
    for _ in range(2):
        make.a_solution(world.challenge)
    facts = {"kind": "honour", "giver": "Town", "decider": decider}
    db.session.add(Prize(call_id=world.call.id, position=1, name={"en": "Hall's prize"}, **facts))
    db.session.commit()
    return world


def prize_of(world: World) -> Prize:
    return db.session.query(Prize).filter_by(call_id=world.call.id, position=1).one()


def solutions_of(world: World) -> list[int]:
    found = db.session.query(Solution.id).filter_by(call_id=world.call.id).order_by(Solution.id)
    return [row.id for row in found]


def prepared(world: World, now: datetime = SPRING, role: str = "organiser") -> Vote:
    jury = jury_of(actor(world[role]), world.call.slug, now)
    return running.prepare_vote(jury, prize_of(world), is_released=False, by=jury.viewer, now=now)


def at(world: World, now: datetime = SPRING, role: str = "organiser", number: int = 1) -> VoteRoom:
    return vote_room(actor(world[role]), world.call.slug, number, now)


def with_ballots(world: World, many: int, now: datetime = SPRING) -> list[str]:
    codes = drawn_codes(many)
    running.make_ballots(at(world, now), codes, by=actor(world["organiser"]), now=now)
    return codes


def opened(world: World, *, most: int = 1, starts_at: datetime = SPRING, ends_at: datetime = END) -> None:
    room = at(world)
    running.open_vote(room, Opening(most, starts_at, ends_at), by=actor(world["organiser"]), now=SPRING)


def an_open_vote(world: World, ballots: int, *, most: int = 1) -> list[str]:
    prepared(world)
    codes = with_ballots(world, ballots)
    opened(world, most=most)
    return codes


def paper(code: str) -> BallotPaper:
    found = paper_of(code)
    assert found is not None
    return found


def choose(code: str, *chosen: int, now: datetime = SPRING + MINUTE) -> None:
    cast(paper(code), chosen, now=now)


def counts(world: World, number: int = 1) -> Sequence[int]:
    """As they are stored, which nobody reads before the end."""
    db.session.expire_all()
    found = db.session.query(VoteSolution.votes).join(Vote, Vote.id == VoteSolution.vote_id)
    found = found.filter(Vote.call_id == world.call.id, Vote.number == number)
    return [row.votes for row in found.order_by(VoteSolution.solution_id)]
