"""What waits for a person after the jury: awards to prepare and to release, decisions; and the way to feedback."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext, lazy_gettext, ngettext

from challenge_hub.access import Actor
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.tasks import Task
from challenge_hub.results.awaited import (
    FeedbackGiven,
    OpenAwards,
    OpenCorrection,
    OpenObjections,
    Undecided,
    awaited_of,
)
from challenge_hub.results.decisions import OpenPrize
from challenge_hub.results.voted import OpenVote

HEADING = lazy_gettext("Results")


def tasks_for(viewer: Actor, now: datetime) -> Sequence[Task]:
    """The things of this package that wait for this person. One statement."""
    if viewer.person_id is None:
        return []
    awaited = awaited_of(viewer, now)
    return [
        *(_of_awards(found, viewer.person_id) for found in awaited.awards),
        *(_follow_up(found) for found in awaited.undecided),
        *(_prize(found, viewer.person_id) for found in awaited.prizes),
        *(_vote(found) for found in awaited.votes),
        *(_objections(found) for found in awaited.objections),
        *(_correction(found, viewer.person_id) for found in awaited.corrections),
        *(_feedback(found) for found in awaited.feedback),
    ]


def _of_awards(found: OpenAwards, person_id: int) -> Task:
    """Prepare, release, or wait for the second pair of eyes: nobody releases what they had a hand in."""
    title, endpoint, waits = plain(found.title), "results.release", True
    if not found.is_prepared and found.return_reason:
        reason = found.return_reason
        sentence = gettext("Revise the awards of “%(call)s”: %(reason)s", call=title, reason=reason)
        endpoint = "results.awards"
    elif not found.is_prepared:
        endpoint, sentence = "results.awards", gettext("Prepare the awards of “%(call)s”", call=title)
    elif person_id in found.edited_by or found.in_conflict:
        sentence = gettext("The awards of “%(call)s” wait for somebody else to release them", call=title)
        waits = False
    else:
        sentence = gettext("Look at the awards of “%(call)s” and release them", call=title)
    return Task(HEADING, sentence, url_for(endpoint, slug=found.slug), found.due_at, found.time_zone, waits)


def _follow_up(found: Undecided) -> Task:
    """One line for each challenge; it leads to the first solution without a decision."""
    sentence = ngettext(
        "Decide what follows from %(num)s solution to “%(challenge)s”",
        "Decide what follows from %(num)s solutions to “%(challenge)s”",
        found.count,
        challenge=plain(found.title),
    )
    return Task(HEADING, sentence, url_for("results.follow_up", slug=found.call_slug, key=found.first_key))


def _prize(found: OpenPrize, person_id: int) -> Task:
    """Decide, or look at what a colleague prepared; nobody releases what they prepared."""
    name, waits = plain(found.name), found.prepared_by != person_id
    if found.prepared_by is None:
        sentence = gettext("Decide about your municipality's prize “%(prize)s”", prize=name)
    elif waits:
        sentence = gettext("Look at the decision about your prize “%(prize)s” and release it", prize=name)
    else:
        sentence = gettext("The decision about your prize “%(prize)s” waits for a colleague", prize=name)
    link = url_for("results.prize", slug=found.call_slug, position=found.position)
    return Task(HEADING, sentence, link, waits=waits)


def _vote(found: OpenVote) -> Task:
    """Its counts can be read, and nobody put the award down."""
    sentence = gettext("The vote about the prize “%(prize)s” is over: award it", prize=plain(found.prize))
    return Task(HEADING, sentence, url_for("voting.vote", slug=found.call_slug, number=found.number))


def _objections(found: OpenObjections) -> Task:
    sentence = ngettext(
        "Decide about %(num)s objection in “%(call)s”",
        "Decide about %(num)s objections in “%(call)s”",
        found.count,
        call=plain(found.title),
    )
    return Task(HEADING, sentence, url_for("results.objections", slug=found.call_slug))


def _correction(found: OpenCorrection, person_id: int) -> Task:
    """Nobody releases what they prepared."""
    title, waits = plain(found.title), found.prepared_by != person_id
    if waits:
        sentence = gettext("Look at the correction of the results of “%(call)s” and release it", call=title)
    else:
        sentence = gettext("The correction of the results of “%(call)s” waits for somebody else", call=title)
    return Task(
        HEADING, sentence, url_for("results.correction", slug=found.call_slug, number=found.number), waits=waits
    )


def _feedback(found: FeedbackGiven) -> Task:
    sentence = gettext("Feedback on your solution “%(title)s”", title=plain(found.title))
    return Task(HEADING, sentence, url_for("results.feedback", slug=found.call_slug, key=found.key), waits=False)
