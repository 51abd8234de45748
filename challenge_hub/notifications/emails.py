"""Mails of this package: what each says. The worker calls these with the ids of an outbox row."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from challenge_hub.calls.rules.conditions import NoticeKind
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.links import address_of
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient
from challenge_hub.notifications import queries
from challenge_hub.notifications.changes import changes_in_words

SUBJECTS: dict[str, LazyString] = {
    NoticeKind.CHANGE: lazy_gettext("Changed: %(call)s"),
    NoticeKind.SUSPENSION: lazy_gettext("Suspended: %(call)s"),
    NoticeKind.RESUMPTION: lazy_gettext("Goes on: %(call)s"),
    NoticeKind.CANCELLATION: lazy_gettext("Cancelled: %(call)s"),
}
WHY: dict[str, LazyString] = {
    "call": lazy_gettext("You get this mail because you take part in this call."),
    "team": lazy_gettext("You get this mail because your team takes part in this call."),
}


def call_notice(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """A numbered notice about a call: what changed, or why it stopped."""
    found = queries.notice_with_call(facts["call"], facts["number"])
    if found is None:
        return None
    notice, call = found
    title = plain(call.title)
    return Mail(
        str(SUBJECTS[notice.kind]) % {"call": title},
        "emails/notifications/call_notice.txt",
        {
            "call": title,
            "notice": notice,
            "changes": changes_in_words(notice.changes, call.time_zone),
            "url": address_of("calls.show", slug=call.slug),
        },
        WHY["call"],
    )


def answer(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """A question was answered, for all teams of the call."""
    found = queries.answered_question(facts["question"])
    if found is None:
        return None
    question, challenge, call = found
    title = plain(challenge.title)
    return Mail(
        _("Answer to question %(number)s: %(challenge)s", number=question.number, challenge=title),
        "emails/notifications/answer.txt",
        {
            "question": question,
            "challenge": title,
            "call": plain(call.title),
            "url": address_of("challenges.show", slug=call.slug, key=challenge.key),
        },
        WHY["team"],
    )


def challenge_changed(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """A challenge was published once more, for the teams that work on it."""
    found = queries.challenge_with_call(facts["challenge"])
    if found is None:
        return None
    challenge, call = found
    title = plain(challenge.title)
    return Mail(
        _("Changed: %(challenge)s", challenge=title),
        "emails/notifications/challenge_changed.txt",
        {"challenge": title, "url": address_of("challenges.show", slug=call.slug, key=challenge.key)},
        WHY["team"],
    )


def results(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """The results of a call are there, for all its teams."""
    call = queries.call_of(facts["call"])
    if call is None:
        return None
    title = plain(call.title)
    return Mail(
        _("Results: %(call)s", call=title),
        "emails/notifications/results.txt",
        {"call": title, "url": address_of("results.show", slug=call.slug)},
        WHY["team"],
    )


MAILS: dict[str, MailWriter] = {
    "notifications.call_notice": call_notice,
    "notifications.answer": answer,
    "notifications.challenge_changed": challenge_changed,
    "notifications.results": results,
}
