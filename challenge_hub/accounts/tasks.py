"""What waits for a person here."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext

from challenge_hub.access import Actor
from challenge_hub.infrastructure.tasks import Task


def tasks_for(viewer: Actor, now: datetime) -> Sequence[Task]:
    """The things of this package that wait for this person."""
    if viewer.person_id is None or viewer.is_confirmed:
        return []
    return [Task(gettext("My account"), gettext("Confirm your e-mail address"), url_for("accounts.account"))]
