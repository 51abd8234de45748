"""Mails of this package: what each says. The worker calls these with the ids of an outbox row."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient
from challenge_hub.solutions.models import Solution


def remind_team(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """Your solution is a draft still. Nothing is sent where it was handed in meanwhile."""
    solution = db.session.get(Solution, facts["solution_id"])
    call = db.session.scalar(select(Call).where(Call.id == facts["call_id"]))
    if solution is None or call is None or solution.newest:
        return None
    subject = gettext("Your solution is not handed in yet: %(call)s", call=plain(call.title))
    return Mail(subject, "emails/results/remind_team.txt", {"call": call, "solution": solution})


MAILS: dict[str, MailWriter] = {"results.remind_team": remind_team}
