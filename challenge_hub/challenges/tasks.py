"""What waits for a person here."""

from collections.abc import Sequence
from datetime import datetime

from challenge_hub.access import Actor
from challenge_hub.infrastructure.tasks import Task


def tasks_for(viewer: Actor, now: datetime) -> Sequence[Task]:
    """The things of this package that wait for this person."""
    return []
