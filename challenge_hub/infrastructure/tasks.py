"""What waits for a person: each package says it in `tasks.py`, one page shows it („Meine Aufgaben“)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask_babel import LazyString

from challenge_hub.access import Actor


@dataclass(frozen=True)
class Task:
    """One thing to do or to look after: under which heading, in which sentence, where, and until when.

    `waits` marks what only this person can do; the others are ways to their things.
    """

    heading: LazyString | str
    sentence: LazyString | str
    url: str
    due_at: datetime | None = None
    time_zone: str = "Europe/Berlin"
    waits: bool = True


TaskTeller = Callable[[Actor, datetime], Sequence[Task]]


def all_tasks_of(viewer: Actor, now: datetime) -> list[Task]:
    """Everything that waits for this person, in the order of the story; what is due first comes first within."""
    tellers: Sequence[TaskTeller] = current_app.extensions["tasks"]
    return [task for teller in tellers for task in teller(viewer, now)]
