"""What is mailed to the owner of an account when an operator did something with it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext

from challenge_hub.accounts.models import Person
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.links import address_of
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient

SUBJECTS = {
    "disabled": lazy_gettext("Your account was disabled"),
    "enabled": lazy_gettext("Your account is open again"),
    "signed-out": lazy_gettext("You were signed out everywhere"),
}


def account_changed(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """Disabled with the reason, opened again, or signed out everywhere; nothing where it is otherwise by now."""
    person, what = db.session.get(Person, to.person_id), str(facts["what"])
    if person is None or what not in SUBJECTS or (what == "disabled") is not (person.disabled_at is not None):
        return None
    context = {"what": what, "reason": person.disabled_reason}
    why = gettext("You get this mail because you have an account here.")
    return Mail(SUBJECTS[what], "emails/operating/account_changed.txt", context, why)


def look_due(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To each operator, once a year."""
    context = {"url": address_of("operating.overview")}
    return Mail(gettext("Who operates the platform?"), "emails/operating/look_due.txt", context)


MAILS: dict[str, MailWriter] = {"operating.account_changed": account_changed, "operating.look_due": look_due}
