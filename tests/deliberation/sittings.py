"""A sitting of the jury, and a trial of its rubric: the smallest true ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from challenge_hub.deliberation.actions import sittings as actions
from challenge_hub.deliberation.actions import trial as trial_actions
from challenge_hub.deliberation.actions.sittings import SittingFacts
from challenge_hub.deliberation.actions.trial import Example
from challenge_hub.deliberation.models import Anchor, Sitting
from challenge_hub.deliberation.queries.rooms import SittingRoom, jury_for, sitting_for
from challenge_hub.deliberation.queries.trial import TrialRoom, examples_of, trial_for
from challenge_hub.infrastructure.db import db
from tests.cast import SPRING, World, actor

NOW = SPRING


def facts(**more: Any) -> SittingFacts:
    values = {
        "takes_place_at": SPRING + timedelta(days=2),
        "place": "Room 2",
        "minutes_by": "Pat Example",
        "quorum": None,
        "chair_decides_ties": False,
    }
    return SittingFacts(**{**values, **more})


def a_sitting(world: World, **more: Any) -> Sitting:
    """Called by the organiser, with every solution on its agenda."""
    by = actor(world["organiser"])
    return actions.call_sitting(jury_for(by, world.call.slug, NOW), facts(**more), by=by, now=NOW)


def room_for(world: World, sitting: Sitting, role: str = "chair") -> SittingRoom:
    return sitting_for(actor(world[role]), world.call.slug, sitting.number, NOW)


def comes(world: World, sitting: Sitting, *seat_ids: int, may_vote: bool = True) -> None:
    """These jurors enter the room."""
    room = room_for(world, sitting)
    for seat_id in seat_ids:
        actions.come(room, seat_id, may_vote=may_vote, by=room.jury.viewer, now=NOW)


@dataclass
class Trial:
    room: TrialRoom
    examples: Sequence[Anchor]


def trial_room(world: World, role: str = "organiser") -> TrialRoom:
    db.session.flush()
    return trial_for(actor(world[role]), world.call.slug, NOW)


def a_trial(world: World, *, begun: bool = True) -> Trial:
    """Two examples; the jurors may score them where it has `begun`."""
    by = actor(world["organiser"])
    trial_actions.set_up(trial_room(world), by=by, now=NOW)
    for title in ("The strong one", "The weak one"):
        trial_actions.save_example(trial_room(world), None, Example(title, "It **works**.", ""), by=by, now=NOW)
    if begun:
        trial_actions.begin(trial_room(world), by=by, now=NOW)
    room = trial_room(world)
    return Trial(room, examples_of(room.set_up))


def form_of(**more: Any) -> Mapping[str, Any]:
    """What a browser sends for a resolution of three votes to none."""
    return {"kind": "other", "words": "We agree.", "yes": "3", "no": "0", "abstentions": "0", "reason": "", **more}
