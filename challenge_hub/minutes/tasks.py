"""What waits for a person here."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext, lazy_gettext

from challenge_hub.access import Actor
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.tasks import Task
from challenge_hub.minutes.queries.editions import unpublished_for

HEADING = lazy_gettext("Jury")


def tasks_for(viewer: Actor, now: datetime) -> Sequence[Task]:
    """Minutes somebody else has written, which wait for the second person. One statement."""
    if viewer.person_id is None:
        return []
    return [
        Task(
            HEADING,
            gettext("Publish the minutes of the jury of “%(call)s”", call=plain(title)),
            url_for("minutes.publish", slug=slug, number=number),
        )
        for slug, title, number in unpublished_for(viewer)
    ]
