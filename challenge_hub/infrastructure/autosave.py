"""Drafts that save themselves: the script of a form posts it again and again, and is answered in a few words.

A form carries the `revision` it was filled with. When somebody else has saved since, nothing is overwritten: the act is
refused with "newer-edit".
"""

from datetime import datetime

from flask import Response, jsonify, request
from flask_babel import gettext

from challenge_hub.access import YES, Decision
from challenge_hub.infrastructure.i18n import format_time

HEADER = "X-Autosave"


def is_autosave() -> bool:
    """Whether this POST comes from the script that saves while typing."""
    return HEADER in request.headers


def may_overwrite(*, revision_seen: int, revision: int) -> Decision:
    """Whether a form filled with one revision may be saved over another. Refuses with newer-edit."""
    return YES if revision_seen == revision else Decision("newer-edit")


def saved(revision: int, at: datetime, time_zone: str, *, note: str = "") -> Response:
    """The answer to the script: the next revision, and a sentence to show, with a note where one is needed."""
    sentence = gettext("Draft saved at %(time)s", time=format_time(at, time_zone))
    return jsonify(revision=revision, sentence=f"{sentence}. {note}" if note else sentence)


def not_saved(sentence: str, code: int) -> Response:
    """The same where nothing was saved; what was typed stands in the form still."""
    response = jsonify(sentence=sentence)
    response.status_code = code
    return response
