"""The ways a person has in a call: packages that the page of a call does not know say theirs in `ways.py`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from challenge_hub.access import Actor


@dataclass(frozen=True)
class Way:
    """A link to a room that is open to this person; `is_main` where the person takes part in the call from."""

    label: str
    url: str
    is_main: bool = False


WayTeller = Callable[[Actor, str, datetime], Sequence[Way]]
"""`ways_for(viewer, slug, now)`: at most one statement, and no link that would not lead anywhere."""


def all_ways_of(viewer: Actor, slug: str, now: datetime) -> list[Way]:
    """What the packages offer this person in one call, in the order of the story."""
    tellers: Sequence[WayTeller] = current_app.extensions["ways"]
    return [way for teller in tellers for way in teller(viewer, slug, now)]
