"""What waits for a person here."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext, lazy_gettext

from challenge_hub.access import Actor
from challenge_hub.deliberation.queries.waiting import ahead_of
from challenge_hub.deliberation.tasks import tasks_of
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.tasks import Task
from challenge_hub.minutes.queries.editions import unpublished_for

HEADING = lazy_gettext("Jury")


def tasks_for(viewer: Actor, now: datetime) -> Sequence[Task]:
    """Sittings, trials, and minutes somebody else has written, which wait for the second person. One statement."""
    if viewer.person_id is None:
        return []
    ahead = ahead_of(viewer, unpublished_for)
    return [*tasks_of(ahead, now), *(_of_edition(*row) for row in ahead.more[0])]


def _of_edition(slug: str, title: Mapping[str, str], number: int) -> Task:
    sentence = gettext("Publish the minutes of the jury of “%(call)s”", call=plain(title))
    return Task(HEADING, sentence, url_for("minutes.publish", slug=slug, number=number))
