"""Mails of this package: what each says. The worker calls these with the ids of an outbox row."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from challenge_hub.calls.models import Call
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.links import address_of
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient
from challenge_hub.minutes.models import MinutesEdition
from challenge_hub.minutes.queries.editions import has_results_at


def waiting(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """They wait for the second person. Nothing is sent before the results, or where they were published meanwhile."""
    statement = select(MinutesEdition, Call).join(Call, MinutesEdition.call_id == Call.id)
    found = db.session.execute(statement.where(MinutesEdition.id == facts["edition"])).one_or_none()
    if found is None or found[0].published_at is not None or not has_results_at(found[1].id, found[0].made_at):
        return None
    edition, call = found
    subject = gettext("The minutes wait for you: %(call)s", call=plain(call.title))
    link = address_of("minutes.publish", slug=call.slug, number=edition.number)
    return Mail(subject, "emails/minutes/waiting.txt", {"call": call, "edition": edition, "link": link})


MAILS: dict[str, MailWriter] = {"minutes.waiting": waiting}
