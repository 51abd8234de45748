"""What may be published, and which number a juror bears in a publication."""

import hashlib
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from challenge_hub.access import YES, Decision

FEWEST_JURORS_FOR_SHEETS = 5


def may_publish(*, is_entitled: bool, review_count: int, number: int, last_number: int, reason: str | None) -> Decision:
    """Whether a round may be published as `number`, after `last_number` (0: never yet).

    Refuses with not-operator, nothing-reviewed, number-out-of-turn and correction-needs-reason.
    """
    if not is_entitled:
        return Decision("not-operator")
    if review_count == 0:
        return Decision("nothing-reviewed")
    if number != last_number + 1:
        return Decision("number-out-of-turn")
    return Decision("correction-needs-reason") if number > 1 and not reason else YES


class Sheets(StrEnum):
    """What becomes of the single sheets in a publication, with the reason where they do not appear."""

    PUBLISHED = "published"
    NOT_ANNOUNCED = "not-announced"
    TOO_FEW_JURORS = "too-few-jurors"


def sheets_of(*, said_before: bool, juror_count: int) -> Sheets:
    """Sheets are published if the round said so beforehand and five jurors or more hide each other."""
    if not said_before:
        return Sheets.NOT_ANNOUNCED
    return Sheets.PUBLISHED if juror_count >= FEWEST_JURORS_FOR_SHEETS else Sheets.TOO_FEW_JURORS


def numbers_drawn(jurors: Iterable[str], seed: int) -> dict[str, int]:
    """Draw a number from 1 for each juror id: by seed and ids alone, so that the same draw can be made again."""

    def ticket(juror: str) -> str:
        return hashlib.sha256(f"juror:{seed}:{juror}".encode()).hexdigest()

    return {juror: number for number, juror in enumerate(sorted(set(jurors), key=ticket), start=1)}


class Outcome(StrEnum):
    """What follows from a solution for a municipality."""

    YES = "yes"
    WITH_CONDITIONS = "with-conditions"
    NO = "no"


class ObjectionOutcome(StrEnum):
    """What the organisers found about an objection."""

    UPHELD = "upheld"
    NOT_UPHELD = "not-upheld"


@dataclass(frozen=True)
class Choice:
    """One award as it was typed: which prize, to which solution, why, and where somebody else's decision is found."""

    prize_id: int
    solution_id: int
    reason: Mapping[str, str]
    source: str = ""
    votes: tuple[int, int] | None = None
    decided_by: str = ""


def may_prepare(*, is_entitled: bool, round_is_closed: bool, is_released: bool) -> Decision:
    """Whether awards may be prepared: by chair or organiser, once the round is closed, until they are released.

    Refuses with not-entitled, round-still-open and awards-released.
    """
    if not is_entitled:
        return Decision("not-entitled")
    if not round_is_closed:
        return Decision("round-still-open")
    return Decision("awards-released") if is_released else YES


def may_award(*, in_conflict: bool) -> Decision:
    """Whether this person may have a say about this solution. Refuses with in-conflict-with-awarded."""
    return Decision("in-conflict-with-awarded") if in_conflict else YES


def round_for(named: int | None, last: int) -> int:
    """The number of the round whose ranking a prize follows: the one it names, otherwise the last."""
    return min(named or last, last)


def fits_theme(*, is_outside: bool) -> Decision:
    """Whether a prize of a theme goes to a solution of that theme. Refuses with outside-theme."""
    return Decision("outside-theme") if is_outside else YES


def within_limit(groups: Iterable[Hashable], most: int | None) -> Decision:
    """Whether no group gets more awards than the call allows; `groups`: one entry for each award and group it counts
    for. Refuses with too-many-awards.
    """
    many = Counter(groups)
    return Decision("too-many-awards") if most is not None and any(n > most for n in many.values()) else YES


def may_release(*, is_prepared: bool, has_edited: bool, is_unchanged: bool) -> Decision:
    """Whether prepared awards may be released: by somebody who had no hand in them, and as they were shown.

    Refuses with not-prepared, four-eyes and changed-since-shown.
    """
    if not is_prepared:
        return Decision("not-prepared")
    if has_edited:
        return Decision("four-eyes")
    return YES if is_unchanged else Decision("changed-since-shown")


def may_follow_up(*, is_officer: bool, results_are_public: bool, in_conflict: bool) -> Decision:
    """Whether a municipality may record what follows from a solution to its challenge: after the jury, by its officers.

    Refuses with not-entitled, no-results-yet and in-conflict-with-awarded.
    """
    if not is_officer:
        return Decision("not-entitled")
    if not results_are_public:
        return Decision("no-results-yet")
    return may_award(in_conflict=in_conflict)


class FeedbackReason(StrEnum):
    """A common cause why a solution did not come further, which a team can do something about next time."""

    PROBLEM = "problem"
    PROTOTYPE = "prototype"
    DESCRIPTION = "description"
    BENEFIT = "benefit"
    EFFORT = "effort"
    OPERATION = "operation"
    DATA_PROTECTION = "data-protection"
    ACCESSIBILITY = "accessibility"
    REUSE = "reuse"
    CLOSE = "close"


MOST_REASONS = 3
"""A team can act on so many; a longer list says nothing."""


def may_give_reasons(reasons: Collection[str]) -> Decision:
    """Whether these causes may stand in the feedback of one team: known ones, each once, at most three.

    Refuses with unknown-reason and too-many-reasons.
    """
    if len(set(reasons)) < len(reasons) or not set(reasons) <= set(FeedbackReason):
        return Decision("unknown-reason")
    return YES if len(reasons) <= MOST_REASONS else Decision("too-many-reasons")


FEWEST_REVIEWS_FOR_MEANS = 2
"""The mean of one sheet would be that sheet, and show what one juror gave."""


def means_for_team(criterion_means: Mapping[str, str], reviews: int) -> dict[str, str]:
    """The criterion means a team gets to see: none where a single review would shine through."""
    return dict(criterion_means) if reviews >= FEWEST_REVIEWS_FOR_MEANS else {}


REMINDERS_APART = timedelta(hours=24)


def may_remind(*, is_open: bool, last: datetime | None, people: int, now: datetime) -> Decision:
    """Whether teams with a draft may be reminded: while the call is open, at most once in 24 hours, if there are any.

    Refuses with call-has-closed, reminded-already and nobody-to-remind.
    """
    if not is_open:
        return Decision("call-has-closed")
    if last is not None and now - last < REMINDERS_APART:
        return Decision("reminded-already")
    return YES if people else Decision("nobody-to-remind")


def may_object(
    *, is_in_team: bool, results_are_public: bool, until: datetime | None, has_objected: bool, now: datetime
) -> Decision:
    """Whether somebody in a team objects to the results: once for each solution, up to the limit.

    Refuses with not-in-the-team, no-results-to-object-to, no-objections-here, objections-are-over and objected-already.
    """
    reasons = (
        (not is_in_team, "not-in-the-team"),
        (not results_are_public, "no-results-to-object-to"),
        (until is None, "no-objections-here"),
        (until is not None and now > until, "objections-are-over"),
        (has_objected, "objected-already"),
    )
    return Decision(next((reason for applies, reason in reasons if applies), None))


def may_answer_objection(*, is_entitled: bool, in_conflict: bool, is_answered: bool) -> Decision:
    """Whether this person decides about an objection: organiser or chair, free of conflict, once.

    Refuses with not-entitled, in-conflict-with-awarded and objection-is-answered.
    """
    if not is_entitled:
        return Decision("not-entitled")
    if in_conflict:
        return Decision("in-conflict-with-awarded")
    return Decision("objection-is-answered") if is_answered else YES
