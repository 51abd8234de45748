"""A jury that has worked: a sitting with a resolution, a closed round with two reviews, a conflict of interest."""

from datetime import timedelta

from challenge_hub.calls.models import Prize
from challenge_hub.deliberation.actions import sittings
from challenge_hub.deliberation.actions.agenda import call_item
from challenge_hub.deliberation.actions.resolutions import Motion, resolve
from challenge_hub.deliberation.rules.resolutions import ResolutionKind, Votes
from challenge_hub.infrastructure.db import db
from challenge_hub.minutes import actions
from challenge_hub.minutes.models import MinutesEdition
from challenge_hub.minutes.queries.editions import MinutesRoom, minutes_room
from challenge_hub.solutions.models import Solution
from tests import factories as make
from tests.cast import World, actor
from tests.deliberation.sittings import NOW, a_sitting, comes, room_for
from tests.judging.juries import a_jury, in_conflict, ranked
from tests.results.test_releases import prepare, publish

AFTER = NOW + timedelta(hours=3)
LATER = NOW + timedelta(days=61)
"""When the results were released."""


def a_recorded_jury(**facts: object) -> World:
    """The world of the cast; the juror has a conflict of interest with `rival(world)`."""
    world = a_jury(**facts)
    other = make.a_solution(world.challenge)
    in_conflict(world["juror"], other)
    for seat, solution, points in (
        (world.seat, world.solution, "4"), (world.chair_seat, world.solution, "2"), (world.chair_seat, other, "5"),
    ):  # fmt: skip
        make.a_review(world.round, seat, solution, {"impact": points})
    _sit(world, other)
    world.round.closed_at = AFTER
    db.session.add(Prize(call_id=world.call.id, position=1, name={"en": "First prize"}, kind="honour", giver="Town"))
    ranked(world)
    return world


def rival(world: World) -> Solution:
    """The other solution of the world."""
    return db.session.query(Solution).filter(Solution.call_id == world.call.id, Solution.id != world.solution.id).one()


def _sit(world: World, other: Solution) -> None:
    sitting = a_sitting(world, quorum=1)
    comes(world, sitting, world.seat.id, world.chair_seat.id)
    room = room_for(world, sitting)
    by = room.jury.viewer
    for number in (1, 2):
        call_item(room, number, by=by, now=NOW)
    advice = Motion(ResolutionKind.RECOMMENDATION, "Carry it out, as Juror says.", frozenset({world.solution.id}), "")
    resolve(room, advice, Votes(2, 0, 0), by=by, now=NOW)
    about_other = Motion(ResolutionKind.RECOMMENDATION, "Wait with the rival.", frozenset({other.id}), "Too dear.")
    resolve(room, about_other, Votes(1, 0, 0), by=by, now=NOW)
    internal = Motion(ResolutionKind.OTHER, "The keeper gets flowers.", frozenset(), "")
    resolve(room, internal, Votes(1, 1, 0), by=by, now=NOW)
    sittings.close_sitting(room, by=by, now=AFTER)


def with_results(world: World) -> World:
    """The results are released: the chair prepared, the organiser released."""
    publish(world, prepare(world))
    db.session.commit()
    return world


def minutes_of(world: World, role: str = "chair") -> MinutesRoom:
    db.session.flush()
    return minutes_room(actor(world[role]), world.call.slug, LATER)


def an_edition(world: World, role: str = "chair", *, reason: str = "", remarks: str = "") -> MinutesEdition:
    room = minutes_of(world, role)
    made = actions.write(room, remarks=remarks, reason=reason, by=room.jury.viewer, now=LATER)
    db.session.commit()
    return made
