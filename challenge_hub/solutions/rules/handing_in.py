"""Starting, submitting and withdrawing a solution: what is allowed when, and the key it is found under."""

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime

from challenge_hub.access import YES, Decision
from challenge_hub.solutions.rules import Admission
from challenge_hub.teams.rules import TeamStanding
from challenge_hub.teams.rules import may_submit as team_may_submit

MOST_FILES = 8
KEY_LENGTH = 60
SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def may_begin(*, is_member: bool, takes_answers: bool, open_now: Decision) -> Decision:
    """Whether a team begins to answer a challenge; `takes_answers`: it is published and not closed.

    Refuses with not-of-this-team, challenge-takes-no-answers, and as `open_now` does.
    """
    if not is_member:
        return Decision("not-of-this-team")
    return open_now if takes_answers else Decision("challenge-takes-no-answers")


def may_save(*, is_member: bool, cancelled: bool) -> Decision:
    """Drafts are saved at any time, also after the deadline, when they do not count any more.

    Refuses with not-of-this-team, call-is-cancelled.
    """
    if not is_member:
        return Decision("not-of-this-team")
    return Decision("call-is-cancelled") if cancelled else YES


def may_attach(*, may_save: Decision, files: int) -> Decision:
    """Whether one file more finds room. Refuses as may_save does, and with too-many-files."""
    if not may_save:
        return may_save
    return YES if files < MOST_FILES else Decision("too-many-files")


def may_submit(
    *,
    is_member: bool,
    is_confirmed: bool,
    standing: TeamStanding,
    in_time: Decision,
    is_complete: bool,
    is_as_seen: bool,
) -> Decision:
    """Whether this person hands in for the team now. `in_time` comes from `in_time_for`; `is_as_seen` says that the
    draft is still the one that was read before the button was pressed.

    Refuses with not-of-this-team, as `in_time` does, with not-confirmed, as the team's own rule does (too small, lead
    not confirmed, terms not accepted), and with solution-is-incomplete, newer-edit.
    """
    if not is_member:
        return Decision("not-of-this-team")
    if not in_time:
        return in_time
    if not is_confirmed:
        return Decision("not-confirmed")
    ready = team_may_submit(standing)
    if not ready:
        return ready
    if not is_complete:
        return Decision("solution-is-incomplete")
    return YES if is_as_seen else Decision("newer-edit")


def in_time_for(
    *, open_now: Decision, admission: str | None, returned_until: datetime | None, now: datetime
) -> Decision:
    """Whether a version can come in now: while the call is open, and after its deadline only for a solution that the
    pre-check returned, until the moment named there. Refuses as `open_now` does; with return-date-has-passed.
    """
    if open_now or open_now.reason != "call-has-closed" or admission != Admission.RETURNED or returned_until is None:
        return open_now
    return YES if now < returned_until else Decision("return-date-has-passed")


def may_withdraw(
    *, is_member: bool, is_confirmed: bool, is_submitted: bool, is_withdrawn: bool, open_now: Decision
) -> Decision:
    """Whether a solution is taken back; until the deadline it can be submitted again.

    Refuses with not-of-this-team, not-confirmed, solution-not-submitted, solution-already-withdrawn, and as
    `open_now` does.
    """
    if not is_member:
        return Decision("not-of-this-team")
    if not is_confirmed:
        return Decision("not-confirmed")
    if not is_submitted:
        return Decision("solution-not-submitted")
    return Decision("solution-already-withdrawn") if is_withdrawn else open_now


def key_for(title: str, taken: Collection[str]) -> str:
    """The readable end of a solution's address, made of its title; a number follows where it is taken."""
    plain = unicodedata.normalize("NFKD", title.casefold().translate(SPELLED_OUT))
    words = re.sub("[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c)))
    base = words.strip("-")[:KEY_LENGTH].strip("-") or "solution"
    candidates = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(key for key in candidates if key not in taken)
