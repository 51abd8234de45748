"""What waits for a person here."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext, lazy_gettext, ngettext

from challenge_hub.access import Actor
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.links import sign
from challenge_hub.infrastructure.tasks import Task
from challenge_hub.judging.queries.waiting import JuryWaiting, SeatOffered, SeatWaiting, TandemWaiting, waiting_for
from challenge_hub.judging.rules.jury import INVITATION

HEADING = lazy_gettext("Jury")


def tasks_for(viewer: Actor, now: datetime) -> Sequence[Task]:
    """Invitations, declarations, reviews left; for organisers the seats, the plan and the end of a round."""
    if viewer.person_id is None:
        return []
    waiting = waiting_for(viewer, now)
    tasks = [_of_invited(found) for found in waiting.offered] + [_of_juror(found, now) for found in waiting.seats]
    tasks += [_of_organiser(found, now) for found in waiting.juries]
    return tasks + [_of_municipality(found, viewer.person_id) for found in waiting.tandems]


def _of_invited(found: SeatOffered) -> Task:
    sentence = gettext("Accept or decline: a seat on the jury of “%(call)s”", call=plain(found.call.title))
    return Task(HEADING, sentence, url_for("judging.invitation", token=sign(INVITATION, juror=found.seat_id)))


def _of_juror(found: SeatWaiting, now: datetime) -> Task:
    call = found.call
    title, desk = plain(call.title), url_for("judging.desk", slug=call.slug)
    if found.declared_at is None:
        sentence = gettext("Give your declaration for the jury of “%(call)s”", call=title)
        return Task(HEADING, sentence, desk, waits=now >= call.closes_at)
    if not found.left:
        return Task(HEADING, gettext("My reviews in “%(call)s”", call=title), desk, waits=False)
    sentence = ngettext(
        "%(num)s review left in “%(call)s”", "%(num)s reviews left in “%(call)s”", found.left, call=title
    )
    return Task(HEADING, sentence, desk, due_at=call.ends_at, time_zone=call.time_zone)


def _of_municipality(found: TandemWaiting, person_id: int) -> Task:
    """Choose, or look at what a colleague prepared; nobody releases what they prepared."""
    title, waits = plain(found.call.title), found.prepared_by != person_id
    if found.prepared_by is None:
        sentence = gettext("Choose with whom your municipality works on in “%(call)s”", call=title)
    elif waits:
        sentence = gettext("Look at the choice for the tandem in “%(call)s” and release it", call=title)
    else:
        sentence = gettext("The choice for the tandem in “%(call)s” waits for a colleague", call=title)
    link = url_for("judging.tandem", slug=found.call.slug, number=found.number)
    return Task(HEADING, sentence, link, waits=waits)


def _of_organiser(found: JuryWaiting, now: datetime) -> Task:
    """One thing for each call: the next that its jury needs."""
    endpoint, sentence, waits = _next_step(found, plain(found.call.title), now)
    return Task(HEADING, sentence, url_for(endpoint, slug=found.call.slug), waits=waits)


def _next_step(found: JuryWaiting, title: str, now: datetime) -> tuple[str, str, bool]:
    """Where to, what, and whether it waits."""
    call = found.call
    if found.filled == 0 or found.filled < found.offered:
        return "judging.jury", gettext("The jury of “%(call)s” is not complete", call=title), now < call.ends_at
    if not found.has_round or now < call.closes_at:
        return "judging.jury", gettext("The jury of “%(call)s”", call=title), False
    if now >= call.ends_at:
        return "judging.close", gettext("The round of “%(call)s” is over: close it", call=title), True
    if found.has_plan:
        return "judging.plan", gettext("Publish the plan of assignments for “%(call)s”", call=title), True
    if not found.given:
        return "judging.plan", gettext("Give the solutions of “%(call)s” to the jurors", call=title), True
    if found.short:
        sentence = ngettext(
            "%(num)s solution in “%(call)s” was handed back and lacks a review",
            "%(num)s solutions in “%(call)s” were handed back and lack reviews",
            found.short,
            call=title,
        )
        return "judging.returned", sentence, True
    return "judging.progress", gettext("How far the jury of “%(call)s” is", call=title), False
