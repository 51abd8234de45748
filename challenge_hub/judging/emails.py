"""Mails of this package: what each says. The worker calls these with the ids of an outbox row."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.links import address_of, sign
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient
from challenge_hub.judging.queries import mails as queries
from challenge_hub.judging.queries.seats import offer
from challenge_hub.judging.rules.jury import INVITATION, JurorRole, SeatState
from challenge_hub.judging.sentences import ROLE_WORDS


def invitation(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """Unless it was answered or withdrawn in the meantime."""
    found = offer(int(facts["juror"]))
    if found.state is not SeatState.INVITED:
        return None
    title = plain(found.call.title)
    return Mail(
        gettext("Invitation to the jury of “%(call)s”", call=title),
        "emails/judging/invitation.txt",
        {
            "offer": found,
            "name": found.seat.label or to.name,
            "role": ROLE_WORDS[JurorRole(found.seat.role)],
            "link": address_of("judging.invitation", token=sign(INVITATION, juror=found.seat.id)),
        },
    )


def withdrawn(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    found = offer(int(facts["juror"]))
    return Mail(
        gettext("Your invitation to the jury of “%(call)s” was withdrawn", call=plain(found.call.title)),
        "emails/judging/withdrawn.txt",
        {
            "call": found.call,
            "name": found.seat.label or to.name,
            "link": address_of("calls.show", slug=found.call.slug),
        },
    )


def assigned(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """With the number of reviews that wait when the mail is sent."""
    work = queries.work_of(int(facts["juror"]))
    if work is None or not work.left:
        return None
    subject = gettext("Solutions for you to review: “%(call)s”", call=plain(work.call.title))
    return Mail(subject, "emails/judging/assigned.txt", _about(work, to))


def reminder(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """Unless the work is done by now."""
    work = queries.work_of(int(facts["juror"]))
    if work is None or not work.left:
        return None
    subject = gettext("Reviews still to do: “%(call)s”", call=plain(work.call.title))
    return Mail(subject, "emails/judging/reminder.txt", _about(work, to))


def replaced(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    work = queries.work_of(int(facts["juror"]))
    if work is None:
        return None
    subject = gettext("You take over a seat on the jury of “%(call)s”", call=plain(work.call.title))
    return Mail(subject, "emails/judging/replaced.txt", _about(work, to))


def shortlist(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """On the shortlist of the next round, or not, as it stands when the mail is sent."""
    found = queries.listed(int(facts["round_id"]), int(facts["solution_id"]))
    if found is None:
        return None
    titles = {"title": plain(found.title)}
    subject = gettext("On the shortlist: %(title)s") if found.is_chosen else gettext("Not on the shortlist: %(title)s")
    link = address_of("solutions.overview", slug=found.call.slug, key=found.key)
    more = {"call": found.call, "round": found.round, "title": found.title, "ends_at": found.ends_at, "link": link}
    return Mail(subject % titles, "emails/judging/shortlist.txt", {**more, "is_chosen": found.is_chosen})


def choice_waits(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To colleagues: the choice for a tandem waits for the second of you. It names no solution: one of them may have a
    conflict of interest.
    """
    found = queries.choice_to_release(int(facts["round_id"]))
    if found is None:
        return None
    call, number = found
    subject = gettext("A decision waits for you: tandem in “%(call)s”", call=plain(call.title))
    link = address_of("judging.tandem", slug=call.slug, number=number)
    return Mail(subject, "emails/judging/choice_waits.txt", {"call": call, "link": link})


def _about(work: queries.Work, to: Recipient) -> Mapping[str, Any]:
    return {"work": work, "name": to.name, "link": address_of("judging.desk", slug=work.call.slug)}


MAILS: dict[str, MailWriter] = {
    "judging.invitation": invitation,
    "judging.withdrawn": withdrawn,
    "judging.assigned": assigned,
    "judging.reminder": reminder,
    "judging.replaced": replaced,
    "judging.shortlist": shortlist,
    "judging.choice_waits": choice_waits,
}
