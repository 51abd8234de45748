"""The way to the operator's rooms."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext

from challenge_hub.access import Actor, Role
from challenge_hub.infrastructure.tasks import Task


def tasks_for(viewer: Actor, now: datetime) -> Sequence[Task]:
    """What waits there is counted there."""
    if not viewer.has(Role.OPERATOR) or viewer.person_id is None:
        return []
    sentence, url = gettext("Accounts, mails and jobs, and the history"), url_for("operating.overview")
    return [Task(gettext("Operating the platform"), sentence, url, waits=False)]
