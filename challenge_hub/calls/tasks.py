"""What waits for a person here."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import lazy_gettext as _

from challenge_hub.access import Actor
from challenge_hub.calls.models import Call
from challenge_hub.calls.queries import calls_organised
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.tasks import Task

HEADING = _("Calls")


def tasks_for(viewer: Actor, now: datetime) -> Sequence[Task]:
    """Drafts to finish and publish before they shall open, then the calls this person organises."""
    calls = calls_organised(viewer)
    drafts = [_draft(call) for call in calls if call.published_at is None]
    return drafts + [_organised(call) for call in calls if call.published_at is not None]


def _draft(call: Call) -> Task:
    sentence = _("Finish and publish the draft “%(call)s”", call=plain(call.title))
    url = url_for("calls.organise", slug=call.slug)
    return Task(HEADING, sentence, url, due_at=call.opens_at, time_zone=call.time_zone)


def _organised(call: Call) -> Task:
    sentence = _("Organise “%(call)s”", call=plain(call.title))
    return Task(HEADING, sentence, url_for("calls.organise", slug=call.slug), waits=False)
