"""What waits for a person here."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from challenge_hub.access import Actor
from challenge_hub.infrastructure.i18n import page_language
from challenge_hub.infrastructure.tasks import Task
from challenge_hub.organisations import inside
from challenge_hub.organisations.look_rules import is_look_due
from challenge_hub.organisations.names import full_name
from challenge_hub.organisations.rules import Seat


def tasks_for(viewer: Actor, now: datetime) -> Sequence[Task]:
    """The things of this package that wait for this person."""
    if viewer.person_id is None:
        return []
    many, ways = inside.waiting_for(viewer)
    tasks = [*_for_the_operator(many), *(task for way in ways for task in (*_requests(way), *_look(way, now)))]
    return [*tasks, *(_way(way) for way in ways)]


def _for_the_operator(many: int) -> Iterator[Task]:
    if many:
        sentence = ngettext("%(num)s organisation waits for you", "%(num)s organisations wait for you", many)
        yield Task(gettext("Organisations to confirm"), sentence, url_for("organisations.waiting"))


def _requests(way: inside.Way) -> Iterator[Task]:
    if way.requests:
        name = full_name(way.organisation, page_language())
        sentence = ngettext(
            "%(num)s person asks to act for %(organisation)s",
            "%(num)s people ask to act for %(organisation)s",
            way.requests,
            organisation=name,
        )
        yield Task(_heading(), sentence, url_for("organisations.people", slug=way.organisation.slug))


def _look(way: inside.Way, now: datetime) -> Iterator[Task]:
    organisation = way.organisation
    if way.seat is Seat.OWNER and is_look_due(organisation.confirmed_at, organisation.people_confirmed_at, now):
        name = full_name(organisation, page_language())
        sentence = gettext("Please look who acts for %(organisation)s", organisation=name)
        yield Task(_heading(), sentence, url_for("organisations.people", slug=organisation.slug))


def _way(way: inside.Way) -> Task:
    organisation, name = way.organisation, full_name(way.organisation, page_language())
    if way.seat is None:
        sentence = gettext("%(organisation)s: your request waits for an answer", organisation=name)
    elif organisation.confirmed_at is None:
        sentence = gettext("%(organisation)s (not confirmed yet)", organisation=name)
    else:
        sentence = name
    return Task(_heading(), sentence, url_for("organisations.show", slug=organisation.slug), waits=False)


def _heading() -> str:
    heading: str = gettext("My organisations")
    return heading
