"""What waits for a person: each package says it in `tasks.py`, one page shows it („Meine Aufgaben“)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app
from flask_babel import LazyString

from challenge_hub.access import Actor

NEVER = datetime.max.replace(tzinfo=UTC)


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


def all_tasks_of(viewer: Actor, now: datetime) -> dict[str, list[Task]]:
    """Everything that waits for this person, by heading in the order of the story, sorted within."""
    tellers: Sequence[TaskTeller] = current_app.extensions["tasks"]
    rooms: dict[str, list[Task]] = {}
    for teller in tellers:
        for task in teller(viewer, now):
            rooms.setdefault(str(task.heading), []).append(task)
    return {heading: sorted(tasks, key=_urgency) for heading, tasks in rooms.items()}


def _urgency(task: Task) -> tuple[bool, datetime, str]:
    """What waits comes before mere ways; then what is due first, what is never due last; then by the sentence."""
    return not task.waits, task.due_at or NEVER, str(task.sentence)
