"""Mails of this package: what each says. The worker calls these with the ids of an outbox row."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from challenge_hub.deliberation.queries import mails as queries
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.links import address_of
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient


def sitting(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """Time and place as they stand when it is sent; unless the sitting is over."""
    found = queries.sitting_called(int(facts["sitting"]))
    if found is None:
        return None
    where = {"slug": found.call.slug, "number": found.sitting.number}
    return Mail(
        gettext("Sitting of the jury of “%(call)s”", call=plain(found.call.title)),
        "emails/deliberation/sitting.txt",
        {
            "found": found,
            "link": address_of("deliberation.sitting", **where),
            "calendar": address_of("deliberation.calendar", **where),
        },
    )


def trial(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """Unless the trial is over."""
    call = queries.call_of_trial(int(facts["trial"]))
    if call is None:
        return None
    return Mail(
        gettext("Examples to score first: “%(call)s”", call=plain(call.title)),
        "emails/deliberation/trial.txt",
        {"call": call, "link": address_of("deliberation.trial", slug=call.slug)},
    )


MAILS: dict[str, MailWriter] = {"deliberation.sitting": sitting, "deliberation.trial": trial}
