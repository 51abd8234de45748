"""What waits for a person here."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext, lazy_gettext

from challenge_hub.access import Actor
from challenge_hub.deliberation.queries.waiting import Ahead, SittingAhead, TrialWaiting, ahead_of
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.tasks import Task

HEADING = lazy_gettext("Jury")
SOON = timedelta(days=7)


def tasks_for(viewer: Actor, now: datetime) -> Sequence[Task]:
    """Sittings that are ahead or not closed, and examples to score. One statement."""
    if viewer.person_id is None:
        return []
    return tasks_of(ahead_of(viewer), now)


def tasks_of(ahead: Ahead, now: datetime) -> Sequence[Task]:
    """The same, where more was asked in that statement."""
    return [*(_of_trial(found) for found in ahead.trials), *(_of_sitting(found, now) for found in ahead.sittings)]


def _of_trial(found: TrialWaiting) -> Task:
    sentence = gettext("Score the examples for the jury of “%(call)s”", call=plain(found.title))
    return Task(HEADING, sentence, url_for("deliberation.trial", slug=found.slug))


def _of_sitting(found: SittingAhead, now: datetime) -> Task:
    """A sitting waits in the week before it; afterwards it waits for those who close it."""
    title, address = plain(found.title), url_for("deliberation.sitting", slug=found.slug, number=found.number)
    sentence = gettext("Sitting of the jury of “%(call)s”", call=title)
    is_over = now >= found.takes_place_at
    waits = found.leads if is_over else found.takes_place_at - now <= SOON
    return Task(HEADING, sentence, address, found.takes_place_at, found.time_zone, waits)
