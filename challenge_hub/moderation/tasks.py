"""What waits for a person here."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from challenge_hub.access import Actor
from challenge_hub.infrastructure.tasks import Task
from challenge_hub.moderation.models import TextReport
from challenge_hub.moderation.queries import awaited_by
from challenge_hub.moderation.rules import complain_until

HEADING = _("Reported texts")


def tasks_for(viewer: Actor, now: datetime) -> Sequence[Task]:
    """Reports to decide, and own texts that are hidden."""
    many, hidden = awaited_by(viewer, now)
    own = [_of_author(report) for report in hidden]
    if not many:
        return own
    sentence = ngettext("%(num)s report waits for your decision", "%(num)s reports wait for your decision", many)
    return [Task(HEADING, sentence, url_for("moderation.index")), *own]


def _of_author(report: TextReport) -> Task:
    url = url_for("moderation.statement", number=report.id)
    until = complain_until(report.decided_at) if report.decided_at else None
    return Task(HEADING, gettext("A text of yours was hidden: read why"), url, until, waits=False)
