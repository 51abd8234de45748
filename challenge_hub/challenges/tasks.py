"""What waits for a person here."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from challenge_hub.access import Actor
from challenge_hub.challenges.queries.waiting import (
    CallFacts,
    WaitingDraft,
    WaitingQuestions,
    waiting_for,
)
from challenge_hub.challenges.rules.gate import Stage, takes_challenges
from challenge_hub.challenges.rules.questions import asking_ends_at, is_late
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.tasks import Task

CHALLENGES = lazy_gettext("Challenges")
QUESTIONS = lazy_gettext("Questions")


def tasks_for(viewer: Actor, now: datetime) -> Sequence[Task]:
    """Drafts to finish, signatures, challenges to publish, questions to answer. One statement."""
    if viewer.person_id is None:
        return []
    drafts, questions = waiting_for(viewer)
    tasks = [task for draft in drafts for task in _about_draft(draft, viewer, now)]
    return tasks + [task for waiting in questions for task in _about_questions(waiting, now)]


def _about_draft(draft: WaitingDraft, viewer: Actor, now: datetime) -> list[Task]:
    takes = takes_challenges(is_cancelled=draft.call.cancelled_at is not None, closes_at=draft.call.closes_at, now=now)
    if not takes:
        return []
    title = plain(draft.title) or gettext("Challenge without a title")
    tasks = []
    if draft.is_organiser and draft.stage is Stage.WITH_ORGANISER:
        sentence = gettext("Decide about the challenge “%(title)s”", title=title)
        tasks.append(_task(sentence, "challenges.publish", draft.key, draft.call))
    if not draft.is_officer:
        return tasks
    if draft.stage is Stage.WITH_COSIGNER and draft.cosigner_id == viewer.person_id:
        sentence = gettext("Sign the challenge “%(title)s”, or send it back", title=title)
        return [*tasks, _task(sentence, "challenges.cosign", draft.key, draft.call)]
    if draft.stage is Stage.RETURNED:
        reason = draft.return_reason or ""
        sentence = gettext("Revise the challenge “%(title)s”: %(reason)s", title=title, reason=reason)
        return [*tasks, _task(sentence, "challenges.edit", draft.key, draft.call)]
    if draft.stage is Stage.DRAFT:
        sentence = gettext("Finish and submit the challenge “%(title)s”", title=title)
        return [*tasks, _task(sentence, "challenges.edit", draft.key, draft.call)]
    sentence = gettext("See where the challenge “%(title)s” stands", title=title)
    return [*tasks, _task(sentence, "challenges.state", draft.key, draft.call, waits=False)]


def _about_questions(waiting: WaitingQuestions, now: datetime) -> list[Task]:
    call, title, count = waiting.call, plain(waiting.title), waiting.count
    ends_at = asking_ends_at(questions_until=call.questions_until, closes_at=call.closes_at)
    tasks = []
    if waiting.is_officer:
        sentence = ngettext(
            "Answer %(num)s question about the challenge “%(title)s”",
            "Answer %(num)s questions about the challenge “%(title)s”",
            count,
            title=title,
        )
        tasks.append(_task(sentence, "challenges.state", waiting.key, call, heading=QUESTIONS))
    if waiting.is_organiser and is_late(is_open=True, ends_at=ends_at, now=now):
        sentence = ngettext(
            "%(num)s answer about the challenge “%(title)s” is late",
            "%(num)s answers about the challenge “%(title)s” are late",
            count,
            title=title,
        )
        url = url_for("challenges.questions", slug=call.slug)
        tasks.append(Task(QUESTIONS, sentence, url, call.closes_at, call.time_zone, waits=False))
    return tasks


def _task(
    sentence: str, endpoint: str, key: str, call: CallFacts, *, heading: LazyString = CHALLENGES, waits: bool = True
) -> Task:
    url = url_for(endpoint, slug=call.slug, key=key)
    return Task(heading, sentence, url, call.closes_at, call.time_zone, waits)
