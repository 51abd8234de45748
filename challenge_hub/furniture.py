"""What packages bring along for rooms that do not know them: sentences, mails, tasks, ways, what they know of people.

For create_app alone.
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from challenge_hub.accounts import emails as account_mails
from challenge_hub.accounts import personal as account_personal
from challenge_hub.accounts import tasks as account_tasks
from challenge_hub.accounts import words as account_words
from challenge_hub.audit import personal as history_personal
from challenge_hub.calls import emails as call_mails
from challenge_hub.calls import personal as call_personal
from challenge_hub.calls import tasks as call_tasks
from challenge_hub.calls import words as call_words
from challenge_hub.calls.queries import organises
from challenge_hub.challenges import emails as challenge_mails
from challenge_hub.challenges import personal as challenge_personal
from challenge_hub.challenges import tasks as challenge_tasks
from challenge_hub.challenges import words as challenge_words
from challenge_hub.deliberation import emails as sitting_mails
from challenge_hub.deliberation import personal as sitting_personal
from challenge_hub.deliberation import words as sitting_words
from challenge_hub.infrastructure.mail_message import prepare_mails
from challenge_hub.judging import emails as jury_mails
from challenge_hub.judging import personal as jury_personal
from challenge_hub.judging import tasks as jury_tasks
from challenge_hub.judging import ways as jury_ways
from challenge_hub.judging import words as jury_words
from challenge_hub.judging.queries.seated import judges_with_factor
from challenge_hub.minutes import emails as minutes_mails
from challenge_hub.minutes import personal as minutes_personal
from challenge_hub.minutes import tasks as minutes_tasks
from challenge_hub.minutes import words as minutes_words
from challenge_hub.moderation import emails as moderation_mails
from challenge_hub.moderation import personal as moderation_personal
from challenge_hub.moderation import tasks as moderation_tasks
from challenge_hub.moderation import words as moderation_words
from challenge_hub.notifications import emails as notification_mails
from challenge_hub.notifications import personal as notification_personal
from challenge_hub.notifications.queries import recipient_of
from challenge_hub.operating import emails as operating_mails
from challenge_hub.operating import personal as operating_personal
from challenge_hub.operating import tasks as operating_tasks
from challenge_hub.operating import words as operating_words
from challenge_hub.organisations import emails as organisation_mails
from challenge_hub.organisations import personal as organisation_personal
from challenge_hub.organisations import tasks as organisation_tasks
from challenge_hub.organisations import words as organisation_words
from challenge_hub.organisations.services import FOR_ACCOUNTS
from challenge_hub.pages import emails as page_mails
from challenge_hub.pages import personal as page_personal
from challenge_hub.privacy import emails as privacy_mails
from challenge_hub.privacy import personal as privacy_personal
from challenge_hub.privacy import words as privacy_words
from challenge_hub.results import emails as result_mails
from challenge_hub.results import personal as result_personal
from challenge_hub.results import tasks as result_tasks
from challenge_hub.results import words as result_words
from challenge_hub.solutions import actions as solution_actions
from challenge_hub.solutions import emails as solution_mails
from challenge_hub.solutions import personal as solution_personal
from challenge_hub.solutions import tasks as solution_tasks
from challenge_hub.solutions import words as solution_words
from challenge_hub.teams import emails as team_mails
from challenge_hub.teams import personal as team_personal
from challenge_hub.teams import tasks as team_tasks
from challenge_hub.teams import ways as team_ways
from challenge_hub.teams import words as team_words
from challenge_hub.teams.taking_over import take_over as team_take_over
from challenge_hub.voting import personal as vote_personal
from challenge_hub.voting import words as vote_words

WORDS = (
    account_words, organisation_words, call_words, challenge_words, team_words, solution_words, jury_words,
    sitting_words, vote_words, result_words, minutes_words, moderation_words, operating_words, privacy_words,
)  # fmt: skip
MAILS = (
    account_mails, organisation_mails, call_mails, challenge_mails, team_mails, solution_mails, jury_mails,
    sitting_mails, result_mails, minutes_mails, notification_mails, page_mails,
    moderation_mails, operating_mails, privacy_mails,
)  # fmt: skip
TASKS = (
    account_tasks, organisation_tasks, call_tasks, challenge_tasks, team_tasks, solution_tasks, jury_tasks,
    result_tasks, minutes_tasks, moderation_tasks, operating_tasks,
)  # fmt: skip

PERSONAL = (
    account_personal, organisation_personal, call_personal, challenge_personal, team_personal, solution_personal,
    jury_personal, sitting_personal, vote_personal, result_personal, minutes_personal, notification_personal,
    page_personal, history_personal, moderation_personal, operating_personal, privacy_personal,
)  # fmt: skip


def furnish(app: Flask) -> None:
    """Lay out what the packages bring, each thing in one place."""
    app.extensions["reasons"] = _together([words.REASONS for words in WORDS])
    app.extensions["verbs"] = _together([words.VERBS for words in WORDS])
    app.extensions["mails"] = _together([mails.MAILS for mails in MAILS])
    app.extensions["to_claimed"] = {kind for mails in MAILS for kind in getattr(mails, "TO_CLAIMED", ())}
    prepare_mails(app, recipient_of)
    app.extensions["personal"] = [kept for personal in PERSONAL for kept in personal.KEPT]
    app.extensions["tasks"] = [tasks.tasks_for for tasks in TASKS]
    app.extensions["ways"] = [team_ways.ways_for, jury_ways.ways_for]
    app.extensions["needs_factor"] = [organises, judges_with_factor]
    app.extensions["providers"] = FOR_ACCOUNTS
    app.extensions["take_over"] = [team_take_over, solution_actions.take_over]


def _together(tables: list[dict[str, Any]]) -> Mapping[str, Any]:
    """One table of many; a key that two packages give stops the start."""
    everything: dict[str, Any] = {}
    for table in tables:
        twice = everything.keys() & table.keys()
        if twice:
            raise RuntimeError(f"two packages name {sorted(twice)}")
        everything |= table
    return everything
