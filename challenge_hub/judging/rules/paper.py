"""Score sheets on paper, and who may enter them for a juror."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from challenge_hub.access import YES, Decision
from challenge_hub.judging.rules.reviewing import Times, may_review


def may_enter_paper(
    times: Times, now: datetime, *, is_organiser: bool, is_chair: bool, is_own: bool, is_declared: bool
) -> Decision:
    """Whether somebody may enter what a juror wrote on paper: chair and organisers, never for themselves.

    `is_declared` is about the juror. Refuses with not-organiser-or-chair, own-paper, and as `may_review` does.
    """
    if not (is_organiser or is_chair):
        return Decision("not-organiser-or-chair")
    return Decision("own-paper") if is_own else may_review(times, now, is_declared=is_declared)


def may_replace_sheet(*, is_there: bool, is_from_paper: bool) -> Decision:
    """Whether a sheet may be entered from paper over what is there: only over one that came from paper, too.

    Refuses with own-sheet-stands.
    """
    return Decision("own-sheet-stands") if is_there and not is_from_paper else YES


def points_read(
    typed: Mapping[int, str], scale_min: Decimal, scale_max: Decimal, finest: Decimal
) -> tuple[dict[int, Decimal], list[int]]:
    """What was typed for each criterion (id), with comma or point: the points, and the criteria where it is none that
    the scale has. An empty field is a blank, and neither.
    """
    points, wrong = {}, []
    for criterion, text in typed.items():
        if not text:
            continue
        value = _number(text)
        if value is None or not scale_min <= value <= scale_max or value != value.quantize(finest):
            wrong.append(criterion)
        else:
            points[criterion] = value
    return points, wrong


def is_whole(points: Mapping[int, Decimal], criteria: Iterable[int]) -> bool:
    """Whether every criterion has points: only then does a sheet from paper count."""
    return all(criterion in points for criterion in criteria)


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < 10**9 else None
